// Which of several endpoints a client gets, and how often.
import { labPod, sliceOf } from '../objects/services.ts';
import { podNamed } from '../plan.ts';
import { type Scene, answerOf, answerTo } from './condition.ts';
import { numbered } from './numbered.ts';

const both = [labPod('web-a'), labPod('web-b')];
const nodeA = '172.18.0.2';

const self = numbered(8, { name: 'self', endpoints: [labPod('web-a')] });
const sticky = numbered(9, {
  name: 'sticky',
  spec: { sessionAffinity: 'ClientIP' },
  endpoints: both,
});
const three = numbered(10, {
  name: 'three',
  endpoints: [...both, labPod('guarded')],
});
const near = numbered(11, {
  name: 'near',
  endpoints: [
    { pod: labPod('web-a'), zones: ['zone-1'] },
    { pod: labPod('web-b'), zones: ['zone-2'] },
  ],
});
const unhinted = numbered(12, {
  name: 'unhinted',
  endpoints: [{ pod: labPod('web-a'), zones: ['zone-1'] }, podNamed('lab/web-b')],
});

const elsewhere = numbered(13, {
  name: 'elsewhere',
  endpoints: [
    { pod: labPod('web-a'), zones: ['zone-1'] },
    { pod: labPod('web-b'), zones: ['zone-1'] },
  ],
});
const twice = numbered(14, { name: 'twice', endpoints: both });
const again = sliceOf(
  {
    name: 'twice',
    spec: {},
    endpoints: [labPod('web-a')],
    slicePorts: [{ name: 'http', port: 8080 }],
  },
  'lab',
  'IPv4',
);
const inTwoSlices = { ...again, metadata: { ...again.metadata, name: 'twice-again' } };

export const choice: Scene = {
  name: 'the choice among endpoints',
  objects: [
    ...self.objects,
    ...sticky.objects,
    ...three.objects,
    ...near.objects,
    ...unhinted.objects,
    ...elsewhere.objects,
    ...twice.objects,
    inTwoSlices,
  ],
  conditions: [
    {
      name: 'a Pod that is sent to itself sees its node (S51)',
      from: 'pod:lab/web-a',
      to: self.clusterIP,
      sees: answerTo(nodeA, 'web-a'),
    },
    {
      name: 'three endpoints get a third of the connections each (S58)',
      from: 'pod:lab/client-a',
      to: three.clusterIP,
      times: 240,
      sees: answerOf('web-a', 'web-b', 'guarded'),
    },
    {
      name: 'affinity keeps a client with one endpoint (S59)',
      from: 'pod:lab/client-a',
      to: sticky.clusterIP,
      times: 20,
      // Two that come at the same moment may both find nothing remembered.
      atOnce: 1,
      sees: { ...answerOf('web-a', 'web-b'), answerers: 1 },
    },
    {
      name: 'hints keep a client in zone-1 there (S41)',
      from: 'pod:lab/client-a',
      to: near.clusterIP,
      times: 24,
      sees: answerOf('web-a'),
    },
    {
      name: 'hints keep a client in zone-2 there (S41)',
      from: 'pod:lab/client-b',
      to: near.clusterIP,
      times: 24,
      sees: answerOf('web-b'),
    },
    {
      name: 'a zone that no hint names uses all (S41)',
      from: 'pod:lab/client-b',
      to: elsewhere.clusterIP,
      times: 40,
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'an endpoint in two slices counts once (S36)',
      from: 'pod:lab/client-a',
      to: twice.clusterIP,
      times: 240,
      sees: answerOf('web-a', 'web-b'),
    },
    {
      name: 'one endpoint without a hint sends everybody everywhere (S41)',
      from: 'pod:lab/client-b',
      to: unhinted.clusterIP,
      times: 40,
      sees: answerOf('web-a', 'web-b'),
    },
  ],
};
