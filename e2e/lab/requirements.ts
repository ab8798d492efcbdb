// What a machine needs to hold the lab.
import process from 'node:process';
import { run } from './hosts/commands.ts';

/** Why this machine cannot hold the lab; undefined when it can. */
export async function whyNot(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'the lab needs Linux';
  if (process.getuid?.() !== 0) return 'the lab needs root';
  for (const [command, flag] of [
    ['ip', '-V'],
    ['iptables', '-V'],
    ['ip6tables', '-V'],
    ['dnsmasq', '-v'],
  ] as const) {
    const missing = await run(command, [flag]).then(
      () => false,
      () => true,
    );
    if (missing) return `the lab needs ${command}`;
  }
  return kernelRefuses();
}

/** The kinds of rules the lab writes, tried in a namespace that is gone afterwards. */
async function kernelRefuses(): Promise<string | undefined> {
  const name = `plt-${process.pid}-try`;
  const rules = [
    '*nat',
    '-A PREROUTING -m addrtype --dst-type LOCAL -p tcp -j DNAT --to-destination 192.0.2.1:1',
    '-A OUTPUT -m statistic --mode random --probability 0.5 -m recent --name lab --set -j RETURN',
    '-A POSTROUTING -m mark --mark 0x1/0x1 -j MASQUERADE',
    'COMMIT',
    '*filter',
    '-A FORWARD -m conntrack --ctstate NEW -m iprange ! --src-range 192.0.2.1-192.0.2.2 -j REJECT',
    'COMMIT',
    '',
  ].join('\n');
  try {
    await run('ip', ['netns', 'add', name]);
  } catch (error) {
    return `the lab needs network namespaces (${String(error)})`;
  }
  try {
    await run('ip', ['netns', 'exec', name, 'iptables-restore'], rules);
    return undefined;
  } catch (error) {
    return `the lab needs iptables with all its modules (${String(error)})`;
  } finally {
    await run('ip', ['netns', 'delete', name]);
  }
}
