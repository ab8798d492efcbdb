import { describe, expect, it, test } from 'vitest';

import { fieldsOf } from '../../schema/models.ts';
import { decodeProtobuf } from './decodeMessage.ts';
import { fieldOrder } from './fieldOrder.ts';

/** One field: a number, and text or a message (bytes), or an integer. */
type Part = [number: number, value: string | number | Part[]];

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 0x80))];
}

function encode(parts: readonly Part[]): number[] {
  return parts.flatMap(([number, value]) => {
    if (typeof value === 'number') return [...varint(number << 3), ...varint(value)];
    const bytes = typeof value === 'string' ? [...Buffer.from(value)] : encode(value);
    return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
  });
}

function body(apiVersion: string, kind: string, object: Part[]): Buffer {
  const typeMeta: Part[] = [
    [1, apiVersion],
    [2, kind],
  ];
  const envelope: Part[] = [
    [1, typeMeta],
    [2, object],
  ];
  return Buffer.from([...Buffer.from('k8s\0'), ...encode(envelope)]);
}

function servicePort(target: Part[]): Part {
  return [
    1,
    [
      [3, 80],
      [4, target],
    ],
  ];
}

describe('an object in Kubernetes protobuf', () => {
  it('reads as kubectl create namespace sends it', () => {
    // Captured from kubectl 1.32.
    const sent =
      '6b3873000a0f0a02763112094e616d657370616365121b0a130a03666f6f12001a0022002a003200380042001200' +
      '1a020a001a002200';
    expect(decodeProtobuf(Buffer.from(sent, 'hex'))).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'foo' },
      spec: {},
    });
  });

  it('keeps a zero that was set and drops one that Go always sends', () => {
    // replicas is a pointer, minReadySeconds (5) is not.
    const spec: Part[] = [
      [1, 0],
      [5, 0],
    ];
    expect(decodeProtobuf(body('apps/v1', 'Deployment', [[2, spec]]))).toMatchObject({
      spec: { replicas: 0 },
    });
    expect(
      JSON.stringify(decodeProtobuf(body('apps/v1', 'Deployment', [[2, spec]]))),
    ).not.toContain('minReadySeconds');
  });

  it('reads numbers or names of ports, quantities, maps, bytes and times', () => {
    const service = body('v1', 'Service', [
      [
        2,
        [
          servicePort([
            [1, 0],
            [2, 8080],
          ]),
          servicePort([
            [1, 1],
            [3, 'web'],
          ]),
        ],
      ],
    ]);
    expect(decodeProtobuf(service)).toMatchObject({
      spec: {
        ports: [
          { port: 80, targetPort: 8080 },
          { port: 80, targetPort: 'web' },
        ],
      },
    });
    const quota = body('v1', 'ResourceQuota', [
      [
        2,
        [
          [
            1,
            [
              [1, 'cpu'],
              [2, [[1, '500m']]],
            ],
          ],
        ],
      ],
    ]);
    expect(decodeProtobuf(quota)).toMatchObject({ spec: { hard: { cpu: '500m' } } });
    const secret = body('v1', 'Secret', [
      [1, [[8, [[1, 1_700_000_000]]]]],
      [
        2,
        [
          [1, 'k'],
          [2, 'hi'],
        ],
      ],
    ]);
    expect(decodeProtobuf(secret)).toMatchObject({
      metadata: { creationTimestamp: '2023-11-14T22:13:20Z' },
      data: { k: 'aGk=' },
    });
  });

  it('puts the fields of embedded messages beside the others', () => {
    // Volume: name, then VolumeSource inline, of which emptyDir is field 2.
    const volume: Part[] = [
      [1, 'tmp'],
      [2, [[2, []]]],
    ];
    const pod = body('v1', 'Pod', [[2, [[1, volume]]]]);
    expect(decodeProtobuf(pod)).toMatchObject({
      spec: { volumes: [{ name: 'tmp', emptyDir: {} }] },
    });
  });

  it('reads reviews and delete options', () => {
    const review = body('authorization.k8s.io/v1', 'SelfSubjectAccessReview', [
      [
        2,
        [
          [
            1,
            [
              [2, 'list'],
              [5, 'pods'],
            ],
          ],
        ],
      ],
    ]);
    expect(decodeProtobuf(review)).toMatchObject({
      spec: { resourceAttributes: { verb: 'list', resource: 'pods' } },
    });
    expect(decodeProtobuf(body('apps/v1', 'DeleteOptions', [[1, 0]]))).toMatchObject({
      gracePeriodSeconds: 0,
    });
  });

  test.each([
    ['other bytes', Buffer.from('{"kind":"Pod"}'), 400],
    ['a body that ends early', body('v1', 'Namespace', [[1, [[1, 'foo']]]]).subarray(0, -3), 400],
    ['a field without a name', body('v1', 'Namespace', [[99, 'x']]), 400],
    ['a kind without a model', body('example.com/v1', 'Widget', []), 415],
  ])('is refused for %s', (_what, bytes, code) => {
    expect(() => decodeProtobuf(bytes)).toThrow(expect.objectContaining({ code }));
  });
});

test.each([
  'V1PodSpec',
  'V1ServiceSpec',
  'V1Container',
  'V1ObjectMeta',
  'V1DeploymentSpec',
  'V2HorizontalPodAutoscalerSpec',
  'V1IngressSpec',
  'V1NetworkPolicySpec',
  'DiscoveryV1EndpointPort',
  'CoreV1Event',
])('every field of %s has its number', (model) => {
  const numbered = fieldOrder(model)?.map((field) => field?.name);
  const fields = [...(fieldsOf(model)?.keys() ?? [])];
  const expected = fields.filter((name) => name !== 'apiVersion' && name !== 'kind');
  expect(expected.length).toBeGreaterThan(0);
  expect(numbered).toEqual(expect.arrayContaining(expected));
});
