import { expect, test } from 'vitest';
import { networkPolicy } from '../../testing/objects.ts';
import { parseObject } from './object.ts';

test.each([
  [{}, ['Ingress']],
  [{ ingress: [{}] }, ['Ingress']],
  [{ egress: [] }, ['Ingress']],
  [{ egress: [{}] }, ['Ingress', 'Egress']],
  [{ policyTypes: ['Egress'] }, ['Egress']],
  [{ policyTypes: ['Egress'], egress: [] }, ['Egress']],
])('S83: policyTypes of %j are %j', (spec, policyTypes) => {
  expect(networkPolicy({ name: 'p', ...spec }).policyTypes).toEqual(policyTypes);
});

test('S85–S88: peers and ports as written; absent selectors stay absent, empty ones stay', () => {
  const policy = networkPolicy({
    name: 'p',
    podSelector: { matchLabels: { app: 'web' } },
    ingress: [
      {
        from: [
          { podSelector: {} },
          {
            namespaceSelector: { matchLabels: { team: 'red' } },
            podSelector: { matchLabels: { app: 'a' } },
          },
          { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
        ],
        ports: [{}, { port: 80 }, { port: 'http', protocol: 'UDP' }, { port: 8000, endPort: 9000 }],
      },
      {},
    ],
  });
  const empty = { matchLabels: new Map(), matchExpressions: [] };
  expect(policy.podSelector.matchLabels).toEqual(new Map([['app', 'web']]));
  expect(policy.ingress).toEqual([
    {
      peers: [
        { podSelector: empty },
        {
          podSelector: { ...empty, matchLabels: new Map([['app', 'a']]) },
          namespaceSelector: { ...empty, matchLabels: new Map([['team', 'red']]) },
        },
        { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
      ],
      ports: [
        { protocol: 'TCP' },
        { protocol: 'TCP', port: 80 },
        { protocol: 'UDP', port: 'http' },
        { protocol: 'TCP', port: 8000, endPort: 9000 },
      ],
    },
    { peers: [], ports: [] },
  ]);
});

test('a null rule, as an empty dash in YAML gives, is the rule that allows all', () => {
  expect(networkPolicy({ name: 'p', ingress: [null] }).ingress).toEqual([{ peers: [], ports: [] }]);
});

test.each([
  [{ policyTypes: ['ingress'] }, 'spec.policyTypes[0]', 'unsupported'],
  [{ ingress: [{ from: [{ ipBlock: {} }] }] }, 'spec.ingress[0].from[0].ipBlock.cidr', 'required'],
  [{ egress: [{ ports: [{ port: 99_999 }] }] }, 'spec.egress[0].ports[0].port', 'invalid'],
  [{ egress: [{ ports: [{ port: 0 }] }] }, 'spec.egress[0].ports[0].port', 'invalid'],
  [{ egress: [{ ports: [{ port: '' }] }] }, 'spec.egress[0].ports[0].port', 'invalid'],
  [{ podSelector: [] }, 'spec.podSelector', 'wrongType'],
])('F16: %j is refused at %s', (spec, path, code) => {
  const parsed = parseObject({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p' },
    spec,
  });
  expect(parsed.ok === false && parsed.problems).toEqual([expect.objectContaining({ path, code })]);
});
