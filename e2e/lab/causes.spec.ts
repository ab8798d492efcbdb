// Portolan's diagnosis against a real data plane: each cause injected, and named first by Portolan as
// it stands on one of the lab's hosts.
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from '@playwright/test';
import { root } from '../fixtures/portolan.ts';
import { denyAll } from './conditions/networkPolicies.ts';
import { numbered } from './conditions/numbered.ts';
import { type Fault, Lab, type Vantage, interceptorPort } from './lab.ts';
import type { KubeObject } from './objects/kinds.ts';
import { labPod } from './objects/services.ts';
import { appPorts } from './plan.ts';
import { whyNot } from './requirements.ts';

interface Cause {
  cause: string;
  /** Where Portolan stands. */
  on: Vantage;
  service: string;
  objects: readonly KubeObject[];
  /** The nodes whose data plane follows the objects; all when absent. */
  synced?: readonly string[];
  faults?: readonly (readonly [at: Vantage, fault: Fault])[];
}

const onA = numbered(91, { name: 'cause-on-a', endpoints: [labPod('web-a')] });
const onB = numbered(92, { name: 'cause-on-b', endpoints: [labPod('web-b')] });
const both = [labPod('web-a'), labPod('web-b')];
const fenced = numbered(93, { name: 'fenced', spec: { type: 'NodePort' }, endpoints: both });
const empty = numbered(94, { name: 'cause-empty', spec: { type: 'NodePort' }, endpoints: [] });
const guarded = numbered(95, { name: 'cause-guarded', endpoints: [labPod('guarded')] });
const large = numbered(96, { name: 'cause-large', endpoints: [labPod('locked')] });
const mute = numbered(97, { name: 'mute', targetPort: appPorts.silent, endpoints: both });
const reset = numbered(98, { name: 'resets', targetPort: appPorts.reset, endpoints: both });
const local = numbered(99, {
  name: 'cause-local',
  spec: { type: 'NodePort', externalTrafficPolicy: 'Local' },
  endpoints: [labPod('web-a')],
});
const ranged = numbered(100, {
  name: 'cause-ranged',
  spec: { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.0.2.0/24'] },
  endpoints: both,
});

const causes: readonly Cause[] = [
  {
    cause: 'crossNode',
    on: 'pod:lab/client-a',
    service: onB.name,
    objects: onB.objects,
    faults: [
      [
        'node:node-b',
        {
          table: 'mangle',
          chain: 'PREROUTING',
          rule: '-s 10.244.0.0/24 -d 10.244.1.0/24 -j DROP',
        },
      ],
    ],
  },
  {
    cause: 'proxyStale',
    on: 'pod:lab/client-b',
    service: onA.name,
    objects: onA.objects,
    synced: ['node-a'],
  },
  {
    cause: 'nodePortFirewall',
    on: 'outside',
    service: fenced.name,
    objects: fenced.objects,
    faults: [
      [
        'node:node-b',
        {
          table: 'filter',
          chain: 'FORWARD',
          rule: '-p tcp -m conntrack --ctorigdstport 30093 -j DROP',
        },
      ],
    ],
  },
  {
    cause: 'policyNotEnforced',
    on: 'pod:lab/client-a',
    service: guarded.name,
    objects: [...guarded.objects, denyAll],
    synced: ['node-a'],
  },
  {
    cause: 'networkPolicy',
    on: 'pod:lab/client-a',
    service: guarded.name,
    objects: [...guarded.objects, denyAll],
  },
  {
    cause: 'hairpin',
    on: 'pod:lab/web-a',
    service: onA.name,
    objects: onA.objects,
    faults: [
      [
        'node:node-a',
        {
          table: 'nat',
          chain: 'POSTROUTING',
          rule: '-s 10.244.0.20 -d 10.244.0.20 -j ACCEPT',
        },
      ],
    ],
  },
  {
    cause: 'mtu',
    on: 'pod:lab/client-b',
    service: large.name,
    objects: large.objects,
    faults: [
      [
        'node:node-a',
        {
          table: 'mangle',
          chain: 'FORWARD',
          rule: '-s 10.244.0.40 -p tcp -m length --length 120: -j DROP',
        },
      ],
    ],
  },
  { cause: 'appSilent', on: 'pod:lab/client-a', service: mute.name, objects: mute.objects },
  {
    cause: 'resetAfterConnect',
    on: 'pod:lab/client-a',
    service: reset.name,
    objects: reset.objects,
  },
  { cause: 'noEndpoints', on: 'pod:lab/client-a', service: empty.name, objects: empty.objects },
  {
    cause: 'interceptor',
    on: 'outside',
    service: empty.name,
    objects: empty.objects,
    faults: [
      [
        'outside',
        {
          table: 'nat',
          chain: 'OUTPUT',
          rule: `-p tcp --dport 30094 -j REDIRECT --to-ports ${interceptorPort}`,
        },
      ],
    ],
  },
  {
    cause: 'clusterDNS',
    on: 'pod:lab/client-a',
    service: onA.name,
    objects: onA.objects,
    faults: (['udp', 'tcp'] as const).map((protocol) => [
      'pod:kube-system/dns',
      { table: 'filter', chain: 'INPUT', rule: `-p ${protocol} --dport 53 -j DROP` },
    ]),
  },
  { cause: 'localPolicy', on: 'outside', service: local.name, objects: local.objects },
  { cause: 'sourceRanges', on: 'outside', service: ranged.name, objects: ranged.objects },
];

const missing = await whyNot();
let lab: Lab;

test.describe(missing === undefined ? 'causes' : `causes (skipped: ${missing})`, () => {
  test.skip(missing !== undefined, missing ?? '');
  test.beforeAll(async () => {
    lab = await Lab.start();
  });
  test.afterAll(() => lab?.stop());

  test('a healthy Service has none', async () => {
    await lab.apply(onA.objects);
    await lab.sync();
    expect(await diagnosed('pod:lab/client-b', onA.name)).toEqual([]);
    await lab.remove(onA.objects);
  });

  for (const given of causes) {
    test(`${given.cause} is named first`, async () => {
      const { cause, on, service, objects, synced, faults = [] } = given;
      await lab.sync();
      await lab.apply(objects);
      await lab.sync(synced);
      const mends = [];
      for (const [at, fault] of faults) mends.push(await lab.filter(at, fault));
      try {
        expect((await diagnosed(on, service))[0]).toBe(cause);
      } finally {
        for (const mend of mends) await mend();
        await lab.remove(objects);
      }
    });
  }
});

/** The causes, most likely first, as Portolan names them there. */
async function diagnosed(on: Vantage, service: string): Promise<string[]> {
  const program = [process.execPath, join(root, 'server', 'dist', 'main.js')];
  const asked = ['probe', `lab/${service}`, '--from', 'server', '--timeout', '2', '-o', 'json'];
  // It ends with 1 where something differs from what is expected.
  const shell = ['sh', '-c', '"$@" || test $? = 1', 'sh'];
  // What a kubelet tells every container.
  const inside = on === 'outside' ? [] : ['env', 'KUBERNETES_SERVICE_HOST=10.96.0.1'];
  const command = [...program, ...asked, '--kubeconfig', lab.kubeconfig];
  const out = await lab.exec(on, [...inside, ...shell, ...command]);
  const { diagnosis }: { diagnosis: { cause: string }[] } = JSON.parse(out);
  return diagnosis.map(({ cause }) => cause);
}
