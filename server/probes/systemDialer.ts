import { createSocket } from 'node:dgram';
import { connect, isIPv6 } from 'node:net';
import { type Connection, type Dialer, DialError } from './dialer.ts';
import { systemResolver } from './systemResolver.ts';

/** Milliseconds until a datagram that nobody answered is sent again: one may be lost on the way. */
const resendAfter = 1000;

/** Dials from this process: the `server` vantage of a real cluster. */
export const systemDialer: Dialer = {
  simulated: false,
  resolve: (_from, name, onAsked, signal) => systemResolver().resolve(name, onAsked, signal),
  connect({ address, port }, signal) {
    return new Promise<Connection>((resolve, reject) => {
      const socket = connect({ host: address, port });
      const abort = () => socket.destroy(new DialError('EABORTED'));
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        signal.removeEventListener('abort', abort);
        socket.off('error', reject);
        resolve({ socket });
      });
      socket.once('close', () => signal.removeEventListener('abort', abort));
    });
  },
  datagram({ address, port }, payload, signal) {
    return new Promise<Buffer>((resolve, reject) => {
      const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
      let resend: NodeJS.Timeout | undefined;
      const finish = (settle: () => void) => {
        clearInterval(resend);
        signal.removeEventListener('abort', abort);
        socket.close();
        settle();
      };
      const abort = () => finish(() => reject(new DialError('EABORTED')));
      signal.addEventListener('abort', abort, { once: true });
      socket.once('error', (error) => finish(() => reject(error)));
      socket.once('message', (message) => finish(() => resolve(message)));
      // Connected, the socket hears of an ICMP refusal, and of nobody else's datagrams.
      socket.connect(port, address, () => {
        socket.send(payload);
        resend = setInterval(() => socket.send(payload), resendAfter);
      });
    });
  },
};
