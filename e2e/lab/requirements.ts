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

const rules = (address: string, target: string) =>
  [
    '*nat',
    `-A PREROUTING -m addrtype --dst-type LOCAL -p tcp -j DNAT --to-destination ${target}`,
    '-A OUTPUT -m statistic --mode random --probability 0.5 -m recent --name lab --set -j RETURN',
    '-A POSTROUTING -m mark --mark 0x1/0x1 -j MASQUERADE',
    'COMMIT',
    '*filter',
    `-A FORWARD -m conntrack --ctstate NEW -m iprange ! --src-range ${address}-${address} -j REJECT`,
    'COMMIT',
    '',
  ].join('\n');

/** One of each kind of thing the lab makes, in a namespace that is gone afterwards. */
async function kernelRefuses(): Promise<string | undefined> {
  const name = `plt-${process.pid}-try`;
  const there = ['netns', 'exec', name];
  try {
    await run('ip', ['netns', 'add', name]);
    await run('ip', ['-n', name, 'link', 'add', 'try', 'type', 'bridge']);
    await run('ip', ['-n', name, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'two']);
    await run('ip', [...there, 'sysctl', '-qw', 'net.ipv6.conf.all.forwarding=1']);
    await run('ip', [...there, 'iptables-restore'], rules('192.0.2.1', '192.0.2.1:1'));
    await run('ip', [...there, 'ip6tables-restore'], rules('2001:db8::1', '[2001:db8::1]:1'));
    return undefined;
  } catch (error) {
    return `the lab needs namespaces, both IP families and iptables with its modules (${String(error)})`;
  } finally {
    await run('ip', ['netns', 'delete', name]).catch(() => undefined);
  }
}
