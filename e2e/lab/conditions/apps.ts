// Everything on the way is in order, and the app is not.
import { labPod } from '../objects/services.ts';
import { appPorts } from '../plan.ts';
import { type Scene, refused } from './condition.ts';
import { numbered } from './numbered.ts';

const onPort = (number: number, name: string, targetPort: number) =>
  numbered(number, { name, endpoints: [labPod('web-b')], targetPort });

const wrongPort = onPort(60, 'wrong-port', appPorts.nothing);
const loopback = onPort(61, 'on-loopback', appPorts.onLoopback);
const silent = onPort(62, 'silent', appPorts.silent);
const reset = onPort(63, 'reset', appPorts.reset);
const slow = onPort(64, 'slow', appPorts.slow);
const unavailable = onPort(65, 'unavailable', appPorts.unavailable);
const tls = onPort(66, 'tls', appPorts.tlsRefusing);
const plain = onPort(67, 'plain', appPorts.http);

const from = 'pod:lab/client-a';

const answers: Scene = {
  name: 'what the app makes of a connection',
  objects: [wrongPort, loopback, silent, reset, slow, unavailable, tls, plain].flatMap(
    ({ objects }) => objects,
  ),
  conditions: [
    {
      name: 'nothing listens on the targetPort (S23)',
      from,
      to: wrongPort.clusterIP,
      sees: refused,
      broken: true,
    },
    {
      name: 'it listens on 127.0.0.1 alone (S96)',
      from,
      to: loopback.clusterIP,
      sees: refused,
      broken: true,
    },
    {
      name: 'it accepts and says nothing',
      from,
      to: silent.clusterIP,
      sees: { outcome: 'open', errno: 'ENOANSWER' },
    },
    {
      name: 'it accepts and resets',
      from,
      to: reset.clusterIP,
      sees: { outcome: 'reset', errno: 'ECONNRESET' },
      broken: true,
    },
    {
      name: 'it is slow',
      from,
      to: slow.clusterIP,
      sees: { outcome: 'http', status: 200, by: ['web-b'] },
    },
    {
      name: 'it is overloaded: the way is open all the same',
      from,
      to: unavailable.clusterIP,
      sees: { outcome: 'http', status: 503, by: ['web-b'] },
    },
    {
      name: 'it shows no certificate',
      from,
      to: tls.clusterIP,
      speak: 'tls',
      sees: { outcome: 'tlsError' },
      broken: true,
    },
    {
      name: 'it does not speak TLS',
      from,
      to: plain.clusterIP,
      speak: 'tls',
      sees: { outcome: 'tlsError' },
      broken: true,
    },
    {
      name: 'it is asked nothing',
      from,
      to: plain.clusterIP,
      speak: 'tcp',
      sees: { outcome: 'open' },
    },
  ],
};

export const apps: readonly Scene[] = [answers];
