// Two DNS servers: the cluster's, with the names of Services, and the world's, which knows none of them.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { run } from './hosts/commands.ts';
import type { EndpointSlice, Service } from './objects/kinds.ts';
import { outside } from './plan.ts';

const zone = 'svc.cluster.local';
/** A server of the world that ExternalNames lead to. */
export const worldName = 'www.example.test';
/** A name whose server fails, and where that server is. */
export const brokenName = 'www.broken.test';
export const brokenServer = { host: outside.addresses[0], port: 5399 };

/** Lines of dnsmasq for the cluster's names. */
function clusterRecords(services: readonly Service[], slices: readonly EndpointSlice[]): string[] {
  return [
    'local=/cluster.local/',
    `server=${outside.world}`,
    `host-record=${worldName},${outside.world}`,
    ...services.flatMap((service) => {
      const { namespace, name } = service.metadata;
      const own = `${name}.${namespace}.${zone}`;
      const { type, clusterIP, clusterIPs, externalName } = service.spec;
      if (type === 'ExternalName') return [`cname=${own},${externalName}`];
      if (clusterIP !== 'None') {
        return (clusterIPs ?? []).map((ip) => `host-record=${own},${ip}`);
      }
      const ofService = slices.filter(
        ({ metadata }) =>
          metadata.namespace === namespace &&
          metadata.labels?.['kubernetes.io/service-name'] === name,
      );
      return ofService.flatMap((slice) => headlessRecords(own, slice));
    }),
  ];
}

/** An address for each ready endpoint, and a name of its own where it has a host name. */
function headlessRecords(name: string, { endpoints }: EndpointSlice): string[] {
  const ready = (endpoints ?? []).filter(({ conditions }) => conditions?.ready ?? true);
  return ready.flatMap(({ addresses, hostname }) =>
    addresses.flatMap((ip) => [
      `host-record=${name},${ip}`,
      ...(hostname === undefined ? [] : [`host-record=${hostname}.${name},${ip}`]),
    ]),
  );
}

const worldRecords = [
  `host-record=${worldName},${outside.world}`,
  `server=/broken.test/${brokenServer.host}#${brokenServer.port}`,
  // Nothing else exists.
  'local=/#/',
];

export interface DnsServers {
  /** Tells the cluster's server of these names. */
  follow(services: readonly Service[], slices: readonly EndpointSlice[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startDns(clusterHost: string, worldHost: string): Promise<DnsServers> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-lab-'));
  const world = await startServer(worldHost, folder, 'world', worldRecords);
  let cluster: ChildProcess | undefined;
  return {
    async follow(services, slices) {
      await end(cluster);
      const records = clusterRecords(services, slices);
      cluster = await startServer(clusterHost, folder, 'cluster', records);
    },
    async stop() {
      await Promise.all([end(cluster), end(world)]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(
  namespace: string,
  folder: string,
  name: string,
  records: readonly string[],
): Promise<ChildProcess> {
  const file = join(folder, `${name}.conf`);
  const settings = ['no-resolv', 'no-hosts', 'port=53', 'user=root', 'no-negcache', 'cache-size=0'];
  await writeFile(file, [...settings, ...records, ''].join('\n'));
  const command = ['netns', 'exec', namespace, 'dnsmasq', '--keep-in-foreground'];
  const server = spawn('ip', [...command, `--conf-file=${file}`, '--pid-file'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await listening(namespace, server);
  return server;
}

/** dnsmasq says nothing when it is ready; its socket does. */
async function listening(namespace: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (server.exitCode !== null) throw new Error(`dnsmasq ended with ${server.exitCode}`);
    const sockets = await run('ip', ['netns', 'exec', namespace, 'cat', '/proc/net/udp']);
    // Port 53, on any address.
    if (/:0035 /.test(sockets)) return;
    await setTimeout(20);
  }
  throw new Error('dnsmasq does not listen');
}

async function end(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}
