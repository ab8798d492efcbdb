// How kube-proxy runs, from its KubeProxyConfiguration.
import { parseRange } from './addresses.ts';
import { readYamlSubset } from './proxyConfigYaml.ts';
import { reason, type Reason } from './reason.ts';

export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';
export const proxyModes: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs'];

export type DetectLocalMode =
  'ClusterCIDR' | 'NodeCIDR' | 'BridgeInterface' | 'InterfaceNamePrefix';

export interface ProxyConfig {
  mode: ProxyMode;
  /** Undefined when nobody told us; empty when kube-proxy runs without one, so without a detector (S48). */
  clusterCIDRs: readonly string[] | undefined;
  detectLocalMode: DetectLocalMode;
  /** CIDRs, or `primary`; empty means the mode's default (S63). */
  nodePortAddresses: readonly string[];
  masqueradeAll: boolean;
  /** NodePorts on 127.0.0.1, iptables mode only (S64). */
  localhostNodePorts: boolean;
}

const defaults: ProxyConfig = {
  mode: 'iptables',
  clusterCIDRs: undefined,
  detectLocalMode: 'ClusterCIDR',
  nodePortAddresses: [],
  masqueradeAll: false,
  localhostNodePorts: true,
};

/**
 * Reads a KubeProxyConfiguration: its YAML or JSON text, or the object parsed from it. Undefined
 * (not there, or not readable) gives kube-proxy's defaults and says so in `assumptions`.
 */
export function readProxyConfig(
  given: unknown,
  asked?: ProxyMode,
): { config: ProxyConfig; assumptions: Reason[] } {
  const read = readConfig(given);
  if (asked === undefined) return read;
  // The mode is not assumed when it was asked for.
  const assumptions = read.assumptions.flatMap((one) => {
    if (one.code === 'proxyModeUnknown') return [];
    return one.code === 'proxyDefaults' ? [reason('proxyDefaultsInMode', { mode: asked })] : [one];
  });
  return { config: { ...read.config, mode: asked }, assumptions };
}

function readConfig(given: unknown): { config: ProxyConfig; assumptions: Reason[] } {
  if (given === undefined) return { config: defaults, assumptions: [reason('proxyDefaults')] };
  const parsed = typeof given === 'string' ? readText(given) : given;
  if (!isRecord(parsed)) {
    return { config: defaults, assumptions: [reason('proxyConfigUnreadable')] };
  }
  const { mode, assumptions } = readMode(text(parsed, 'mode'));
  const detect = text(parsed, 'detectLocalMode');
  const config: ProxyConfig = {
    mode,
    clusterCIDRs: readRanges(text(parsed, 'clusterCIDR')),
    detectLocalMode: isDetectLocalMode(detect) ? detect : defaults.detectLocalMode,
    nodePortAddresses: list(parsed, 'nodePortAddresses'),
    // ipvs reads the iptables section too (KubeProxyConfiguration reference).
    masqueradeAll:
      flag(section(parsed, mode === 'nftables' ? 'nftables' : 'iptables'), 'masqueradeAll') ??
      defaults.masqueradeAll,
    localhostNodePorts:
      flag(section(parsed, 'iptables'), 'localhostNodePorts') ?? defaults.localhostNodePorts,
  };
  return { config, assumptions };
}

function readText(source: string): unknown {
  if (source.trimStart().startsWith('{')) {
    try {
      const parsed: unknown = JSON.parse(source);
      return parsed;
    } catch {
      return undefined;
    }
  }
  return readYamlSubset(source);
}

/** Empty means the platform's default, iptables on Linux (kube-proxy reference, `--proxy-mode`). */
function readMode(given: string): { mode: ProxyMode; assumptions: Reason[] } {
  if (given === '') return { mode: defaults.mode, assumptions: [] };
  const mode = proxyModes.find((one) => one === given);
  if (mode !== undefined) return { mode, assumptions: [] };
  return { mode: defaults.mode, assumptions: [reason('proxyModeUnknown', { mode: given })] };
}

function isDetectLocalMode(value: string): value is DetectLocalMode {
  return ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'].includes(value);
}

/** Comma-separated, one per family. */
function readRanges(value: string): string[] {
  return value
    .split(',')
    .map((cidr) => cidr.trim())
    .filter((cidr) => parseRange(cidr) !== undefined);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function section(record: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = own(record, key);
  return isRecord(value) ? value : {};
}

function text(record: Record<string, unknown>, key: string): string {
  const value = own(record, key);
  return typeof value === 'string' ? value : '';
}

function flag(record: Record<string, unknown>, key: string): boolean | undefined {
  const value = own(record, key);
  return typeof value === 'boolean' ? value : undefined;
}

function list(record: Record<string, unknown>, key: string): string[] {
  const value = own(record, key);
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === 'string');
}
