// From an outcome to a real socket on loopback.

import { connect, type Socket } from 'node:net';

import { objectKey } from '@portolan/shared/model/metadata.ts';

import { forwardTo } from './appBehaviour.ts';
import type { NetworkPod } from './clusterView.ts';
import type { Responders } from './responders.ts';
import type { Responder } from './responder.ts';
import type { Outcome } from './route.ts';

export type Dialled =
  | { result: 'connected'; socket: Socket; answeredBy?: string }
  | { result: 'refused' }
  | { result: 'silent' };

/**
 * Connects to whoever the outcome names; `answeredBy` is `namespace/pod`, `node/NAME` or an address,
 * and absent where nobody can tell.
 */
export async function dialOutcome(responders: Responders, outcome: Outcome): Promise<Dialled> {
  if (outcome.kind === 'refused' || outcome.kind === 'silent') return { result: outcome.kind };
  const found = behind(responders, outcome);
  if (found === undefined) return { result: 'refused' };
  try {
    const { responder, ...who } = found;
    const { port } = await responder;
    return { result: 'connected', socket: await connected(port), ...who };
  } catch {
    // The Pod ended while we were dialling.
    return { result: 'refused' };
  }
}

/** Accepts, and never answers. */
function mute(responders: Responders): Promise<Responder> {
  return responders.simulated('node mute', { status: 200, body: {}, latencyMs: 0, silent: true });
}

function behind(
  responders: Responders,
  outcome: Exclude<Outcome, { kind: 'refused' | 'silent' }>,
): { responder: Promise<Responder>; answeredBy?: string } | undefined {
  const answer = { latencyMs: 0, silent: false };
  switch (outcome.kind) {
    case 'intercepted':
      return { responder: mute(responders) };
    case 'pod': {
      const responder = outcome.isMute
        ? mute(responders)
        : responders.ofPod(outcome.pod, { port: outcome.port, protocol: 'TCP' });
      const answeredBy = objectKey(outcome.pod.model.metadata);
      return responder && { responder, answeredBy };
    }
    case 'node': {
      const { name } = outcome.node.model.metadata;
      const { port, status } = outcome;
      const reply = { ...answer, status, body: { node: name, port } };
      const responder = responders.simulated(`node ${name} ${port} ${status}`, reply);
      return { responder, answeredBy: `node/${name}` };
    }
    case 'external': {
      const { address, port } = outcome;
      const reply = { ...answer, status: 200, body: { simulated: 'outside', address, port } };
      const responder = responders.simulated(`external ${address} ${port}`, reply);
      return { responder, answeredBy: `outside/${address}` };
    }
    default:
      return undefined;
  }
}

/**
 * Connects to a port on the Pod's own loopback, where no rule of the network stands in between;
 * undefined when nothing listens there.
 */
export async function dialInside(
  responders: Responders,
  pod: NetworkPod,
  port: number,
): Promise<Socket | undefined> {
  const standIn = forwardTo(pod);
  try {
    if (standIn !== undefined) return await connected(standIn);
    const responder = await responders.ofPod(pod, { port, protocol: 'TCP' });
    return responder && (await connected(responder.port));
  } catch {
    return undefined;
  }
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** Joins two sockets: what one says the other hears, and they end together. */
export function relay(one: Pairable, other: Pairable): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
}

type Pairable = import('node:stream').Duplex;
