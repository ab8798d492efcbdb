// Which of several endpoints a client gets, and how often.
import { labPod } from '../objects/services.ts';
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

export const choice: Scene = {
  name: 'the choice among endpoints',
  objects: [
    ...self.objects,
    ...sticky.objects,
    ...three.objects,
    ...near.objects,
    ...unhinted.objects,
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
      sees: { ...answerOf('web-a', 'web-b'), answerers: 1 },
    },
    {
      name: 'hints keep a client in zone-1 there (S41)',
      from: 'pod:lab/client-a',
      to: near.clusterIP,
      times: 8,
      sees: answerOf('web-a'),
    },
    {
      name: 'hints keep a client in zone-2 there (S41)',
      from: 'pod:lab/client-b',
      to: near.clusterIP,
      times: 8,
      sees: answerOf('web-b'),
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
