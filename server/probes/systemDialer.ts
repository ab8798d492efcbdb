import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { type Connection, type Dialer, DialError } from './dialer.ts';

/** Dials from this process: the `server` vantage of a real cluster. */
export const systemDialer: Dialer = {
  simulated: false,
  canStandAt: (vantage) => vantage === 'server',
  async resolve(_from, name) {
    // A trailing dot keeps this machine's own search list out of it.
    const found = await lookup(name.endsWith('.') ? name : `${name}.`, { all: true });
    return found.map(({ address }) => address);
  },
  connect({ address, port }, signal) {
    return new Promise<Connection>((resolve, reject) => {
      const socket = connect({ host: address, port });
      const abort = () => socket.destroy(new DialError('EABORTED'));
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve({ socket });
      });
      socket.once('close', () => signal.removeEventListener('abort', abort));
    });
  },
};
