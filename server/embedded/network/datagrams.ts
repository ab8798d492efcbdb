// From an outcome to a datagram on loopback, and back.

import { createSocket } from 'node:dgram';

import type { Responders } from './responders.ts';
import type { Outcome } from './route.ts';

/**
 * The answer of whoever the outcome names; `refused` as an ICMP refusal is, `silent` once the signal
 * aborts. Who is no Pod has nothing to say by UDP.
 */
export async function sendDatagram(
  responders: Responders,
  outcome: Outcome,
  payload: Buffer,
  signal: AbortSignal,
): Promise<Buffer | 'refused' | 'silent'> {
  if (outcome.kind === 'refused') return 'refused';
  if (outcome.kind !== 'pod') return 'silent';
  const responder = responders.ofPod(outcome.pod, { port: outcome.port, protocol: 'UDP' });
  if (responder === undefined) return 'refused';
  const { port } = await responder;
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (result: Buffer | 'silent') => {
      signal.removeEventListener('abort', giveUp);
      socket.close();
      resolve(result);
    };
    const giveUp = () => finish('silent');
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('error', giveUp);
    socket.once('message', (message) => finish(message));
    socket.send(payload, port, '127.0.0.1');
  });
}
