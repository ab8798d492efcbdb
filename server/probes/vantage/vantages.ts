// Who stands where: the vantage points of one cluster, found by their ids.
import { networkInterfaces } from 'node:os';
import type { ApiCalls } from '../../cluster/apiCalls.ts';
import type { Dialer } from '../dialer.ts';
import { findEmbeddedNetwork } from '../embeddedDialer.ts';
import { systemDialer } from '../systemDialer.ts';
import { dialVantage } from './dialVantage.ts';
import { podVantages } from './podVantages.ts';
import { serverVantage } from './serverVantage.ts';
import { type ProbeLimits, type Vantage, type Vantages, unavailableVantage } from './vantage.ts';

export interface ClusterVantagesOptions {
  /** URL of the API server, where there is one. */
  apiServer?: string;
  limits: ProbeLimits;
  /** What else of the API server may be used for tests; nothing when absent. */
  tools?: ClusterTools;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Where this process stands: `outside`, `pod:NS/NAME` or `node:NAME`. */
  standing(): string;
}

/** What only some clusters allow, and only some users want. */
export interface ClusterTools {
  calls: ApiCalls;
  /** Run the test script in Pods (`--allow-pod-exec`). */
  mayExec: boolean;
}

/**
 * How the network of a cluster is reached; remembered once it is known. Rejects while it is not
 * known whether it is an embedded one: then nothing may be dialled.
 */
export function clusterVantages(
  options: ClusterVantagesOptions,
): (signal: AbortSignal) => Promise<Vantages> {
  let known: Vantages | undefined;
  return async (signal) => {
    known ??= await findVantages(options, signal);
    return known;
  };
}

async function findVantages(
  { apiServer, ...options }: ClusterVantagesOptions,
  signal: AbortSignal,
): Promise<Vantages> {
  const embedded =
    apiServer === undefined ? undefined : await findEmbeddedNetwork(apiServer, signal);
  if (embedded) return embeddedVantages(embedded, options.limits, () => options.standing());
  const networks = ownNetworks();
  const server = serverVantage({ ...options, dialer: systemDialer, networks });
  const pods = podVantages(options);
  return {
    find(id) {
      if (id === 'server') return server;
      if (id === 'browser') return browserItself;
      return id.startsWith('pod:') ? pods(id) : notOffered(id);
    },
  };
}

/**
 * The embedded network dials from anywhere, except from a browser. It takes this process for the Pod
 * that it believes to be, and for a machine outside when it is none.
 */
export function embeddedVantages(
  dialer: Dialer,
  limits: ProbeLimits,
  standing: () => string = () => 'outside',
): Vantages {
  return {
    find(id) {
      if (id === 'browser') return browserItself;
      const place = id === 'server' ? standing() : id;
      return { ...withoutTls(dialVantage(place, dialer, limits)), id };
    },
  };
}

/** The apps in simulated Pods have no certificates: whether they are connected to is all there is to see. */
function withoutTls(vantage: Vantage): Vantage {
  return {
    ...vantage,
    probe: (target, kind, signal) =>
      vantage.probe(target, kind === 'tls' || kind === 'https' ? 'tcp' : kind, signal),
  };
}

/** Its tests are made on the page; the server only says what may be dialled. */
const browserItself = unavailableVantage('browser', 'browserItself', {});

function notOffered(id: string): Vantage {
  return unavailableVantage(id, 'notOffered', { vantage: id });
}

function ownNetworks(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).flatMap(({ cidr }) => cidr ?? []),
  );
}
