import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { nodes } from '@portolan/shared/testing/pathWorld.ts';
import { pod, podEndpoint, service, slice } from '@portolan/shared/testing/objects.ts';
import { buildState } from '@portolan/shared/state/applyChange.ts';
import { bench, describe } from 'vitest';
import { chooseServices } from './chooseServices.ts';
import { gatherViews, makePicture } from './makePicture.ts';
import { optionsOfQuery } from './pictureOptions.ts';
import { worldPictures } from './pictureSource.ts';

const options = { time: 500, warmupTime: 200 };
const labels = { app: 'web' };
const endpoints = Array.from({ length: 300 }, (_, index) => ({
  pod: `web-${index}`,
  address: `10.244.${index % 3}.${Math.floor(index / 3) + 2}`,
  node: nodes[index % 3]?.metadata.name ?? '',
}));
const source = worldPictures(
  buildState([
    ...nodes,
    service({ name: 'web', type: 'NodePort', selector: labels, ports: [{ port: 80 }] }),
    ...endpoints.map(({ pod: name, address, node }) => pod({ name, labels, ips: [address], node })),
    slice({
      name: 'web-1',
      service: 'web',
      ports: [{ port: 80 }],
      endpoints: endpoints.map((each) => podEndpoint(each)),
    }),
  ]),
  'cluster.local',
);
const chosen = chooseServices(source, { service: 'web' });

// The renderer compresses what it draws: ratios to compressing as many bytes as a picture has.
const pixels = Buffer.alloc(4_000_000, 'portolan');

describe('a Service of 300 endpoints, from the world to bytes', () => {
  bench('baseline: 4 MB deflated', () => void deflateSync(pixels), options);
  for (const format of ['svg', 'png', 'mermaid', 'drawio'] as const) {
    const asked = optionsOfQuery({ format });
    bench(
      format,
      async () => void (await makePicture(gatherViews(source, chosen, asked), asked)),
      options,
    );
  }
});

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const example = fileURLToPath(new URL('../../docs/examples/my-app.yaml', import.meta.url));

function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

// Needs a build.
describe.skipIf(!existsSync(main))('a cold process, from a file to bytes', () => {
  const once = { time: 1000, warmupTime: 0, iterations: 3 };
  bench('baseline: node that does nothing', () => run('-e', ''), once);
  for (const format of ['svg', 'png']) {
    const args = ['snapshot', 'my-app', '-f', example, '-o', format];
    bench(`snapshot -o ${format}`, () => run(main, ...args), once);
  }
});
