// A trace as text that reads like an explanation: hop by hop, then rules, assumptions, what to run.
import type { World } from '../state/world.ts';
import type { Coded, Trace, TraceHop } from '../wire/trace.ts';
import { explainWords, hopWords } from '../words/explain.ts';
import { ruleWords } from '../words/rules.ts';
import { say, type Language } from '../words/say.ts';
import { traceWords } from '../words/trace.ts';
import { serviceWords } from '../words/uiService.ts';
import { verdictMeanings, verdictWords } from '../words/verdicts.ts';
import { hostPort } from './addresses.ts';
import { waysInInstead } from './waysIn.ts';
import { readProxyConfig, type ProxyMode } from './proxyConfig.ts';

/** Lines without line ends. The world tells how kube-proxy runs where no chain name does. */
export function explainTrace(
  trace: Trace,
  language: Language,
  world?: World,
  proxyMode?: ProxyMode,
): string[] {
  return [
    `${trace.from} → ${trace.to}`,
    verdictLine(trace, language),
    ...consequences(trace, language),
    '',
    ...hopLines(trace, language),
    ...(world === undefined ? [] : insteadLines(trace, language, world)),
    ...section(
      say(explainWords, language, 'rules'),
      trace.rules.map((rule) => `${rule.padEnd(4)} ${say(ruleWords, language, rule)}`),
    ),
    ...section(
      say(explainWords, language, 'assumed'),
      trace.assumptions.map((one) => `- ${sentence(one, language)}`),
    ),
    ...section(lookHeading(trace, language), commandsFor(trace, world, proxyMode)),
  ];
}

const mostWaysIn = 4;

function insteadLines(trace: Trace, language: Language, world: World): string[] {
  const found = waysInInstead(trace, world);
  if (found === undefined) return [];
  const lines = found.entryPoints.slice(0, mostWaysIn).map(({ kind, address, port, node }) => {
    const params = {
      address: port === undefined ? address : hostPort(address, port),
      kind: say(serviceWords, language, kind),
    };
    return node === undefined
      ? say(explainWords, language, 'wayIn', params)
      : say(explainWords, language, 'wayInAtNode', { ...params, node });
  });
  const count = found.entryPoints.length - lines.length;
  if (count > 0) lines.push(say(explainWords, language, 'more', { count }));
  if (found.type !== undefined && lines.length === 0)
    lines.push(say(explainWords, language, 'noWayIn', { type: found.type }));
  return section(say(explainWords, language, 'instead'), lines);
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

function sentence({ code, params }: Coded, language: Language): string {
  return say(traceWords, language, code, params);
}

function verdictLine(trace: Trace, language: Language): string {
  return say(explainWords, language, 'verdict', {
    verdict: say(verdictWords, language, trace.verdict),
    meaning: say(verdictMeanings, language, trace.verdict),
  });
}

function consequences(trace: Trace, language: Language): string[] {
  if (trace.verdict !== 'forward') return [];
  const lost = 1 - trace.backends.reduce((sum, { share }) => sum + share, 0);
  return [
    ...(trace.masquerade ? [say(explainWords, language, 'masqueraded')] : []),
    // Shares are sums of fractions: what is left of one may be dust.
    ...(lost > 1e-9 ? [say(explainWords, language, 'lost', { percent: percent(lost) })] : []),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function hopLines(trace: Trace, language: Language): string[] {
  const width = String(trace.hops.length).length;
  return trace.hops.map((hop, index) => {
    const number = String(index + 1).padStart(width);
    const words = [
      say(hopWords, language, hop.kind),
      hop.subject,
      ...shareOf(trace, hop, language),
      ...reasonOf(hop, language),
      ...podOf(trace, hop, language),
    ];
    const rules = hop.rules.length > 0 ? `  [${hop.rules.join(' ')}]` : '';
    const chain = hop.chain === undefined ? '' : `  ${hop.chain}`;
    return `${number}. ${words.join(' · ')}${rules}${chain}`;
  });
}

function reasonOf(hop: TraceHop, language: Language): string[] {
  return hop.reason === undefined ? [] : [sentence(hop.reason, language)];
}

function backendOf(trace: Trace, hop: TraceHop): Trace['backends'][number] | undefined {
  if (hop.kind !== 'endpoint') return undefined;
  return trace.backends.find(({ address, port }) => hostPort(address, port) === hop.subject);
}

function shareOf(trace: Trace, hop: TraceHop, language: Language): string[] {
  const lost = hop.kind === 'endpoint' ? hop.reason?.params['share'] : undefined;
  const share = backendOf(trace, hop)?.share ?? lost;
  if (typeof share !== 'number') return [];
  return [say(explainWords, language, 'share', { percent: percent(share) })];
}

function podOf(trace: Trace, hop: TraceHop, language: Language): string[] {
  const { pod, node } = backendOf(trace, hop) ?? {};
  if (pod === undefined) return [];
  return node === undefined
    ? [say(explainWords, language, 'pod', { pod })]
    : [say(explainWords, language, 'podOnNode', { pod, node })];
}

function lookHeading(trace: Trace, language: Language): string {
  const node = trace.hops.find(({ kind }) => kind === 'node')?.subject;
  return node === undefined
    ? say(explainWords, language, 'lookAnywhere')
    : say(explainWords, language, 'look', { node });
}

/** Commands that print the rules this packet meets; none where no node's rules decide. */
function commandsFor(
  trace: Trace,
  world: World | undefined,
  proxyMode: ProxyMode | undefined,
): string[] {
  const isIPv6 = trace.backends.some(({ address }) => address.includes(':'));
  const services = trace.hops.filter(({ kind }) => kind === 'service' || kind === 'firewall');
  const chains = services.flatMap(({ chain }) => chain ?? []);
  if (chains.length > 0) return [...new Set(chains)].map((chain) => chainCommand(chain, isIPv6));
  const [stopped] = services;
  const isOnNode = trace.hops.some(({ kind }) => kind === 'node');
  if (stopped === undefined || !isOnNode || world === undefined) return [];
  const { mode } = readProxyConfig(world.proxyConfigText(), proxyMode).config;
  return [modeCommand(mode, stopped, isIPv6)];
}

function chainCommand(chain: string, isIPv6: boolean): string {
  if (chain.startsWith('KUBE-')) {
    return `${isIPv6 ? 'ip6tables' : 'iptables'}-save | grep ${chain}`;
  }
  return `nft list chain ${isIPv6 ? 'ip6' : 'ip'} kube-proxy '${chain}'`;
}

/** iptables rules carry the Service port in their comment. */
function modeCommand(mode: ProxyMode, { subject }: TraceHop, isIPv6: boolean): string {
  if (mode === 'ipvs') return 'ipvsadm -Ln';
  if (mode === 'iptables') return `iptables-save | grep '${subject}'`;
  return `nft list map ${isIPv6 ? 'ip6' : 'ip'} kube-proxy no-endpoint-services`;
}
