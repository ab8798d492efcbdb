import { buildState } from '@portolan/shared/state/applyChange.ts';
import { pod, podEndpoint, service, slice } from '@portolan/shared/testing/objects.ts';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chooseServices } from '../pictures/chooseServices.ts';
import { type PictureFormat, pictureFormats } from '../pictures/formats.ts';
import { gatherViews, makePicture } from '../pictures/makePicture.ts';
import { type PictureQuery, optionsOfQuery } from '../pictures/pictureOptions.ts';
import { worldPictures } from '../pictures/pictureSource.ts';
import { type Listening, listen } from './listen.ts';
import { pictureRoutes } from './pictureRoutes.ts';
import { ProblemError, sendProblem } from './problem.ts';

const world = buildState([
  service({
    name: 'web',
    selector: { app: 'web' },
    clusterIPs: ['10.96.0.10'],
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    labels: { tier: 'front' },
  }),
  service({ name: 'db', clusterIPs: ['10.96.0.11'], ports: [{ port: 5432 }] }),
  pod({ name: 'web-1', labels: { app: 'web' }, ips: ['10.244.0.7'] }),
  slice({
    name: 'web-abc',
    service: 'web',
    ports: [{ name: 'http', port: 8080 }],
    endpoints: [podEndpoint({ pod: 'web-1', address: '10.244.0.7' })],
  }),
]);
const pictures = worldPictures(world, 'cluster.local');

let listening: Listening;
beforeAll(async () => {
  const app = express();
  app.use('/api', pictureRoutes(pictures));
  const onError: express.ErrorRequestHandler = (error, _request, response, next) => {
    if (error instanceof ProblemError) sendProblem(response, error.code, error.message);
    else next(error);
  };
  app.use(onError);
  listening = await listen(app, '127.0.0.1', 0);
});
afterAll(() => listening.close());

function get(path: string): Promise<Response> {
  return fetch(new URL(`/api/${path}`, listening.url));
}

async function made(choice: Parameters<typeof chooseServices>[1], query: PictureQuery) {
  const options = optionsOfQuery(query);
  const views = gatherViews(pictures, chooseServices(pictures, choice), options);
  return Buffer.from(await makePicture(views, options));
}

const mediaTypes: Readonly<Record<PictureFormat, string>> = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  mermaid: 'text/plain; charset=utf-8',
  drawio: 'application/vnd.jgraph.mxfile',
  markdown: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

test.each(pictureFormats)('%s: the bytes of the command, and what they are', async (format) => {
  const answer = await get(`services/default/web/snapshot?format=${format}&theme=dark`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(mediaTypes[format]);
  expect(answer.headers.get('content-disposition')).toContain('filename="default-web.');
  const bytes = Buffer.from(await answer.arrayBuffer());
  const expected = await made({ service: 'default/web' }, { format, theme: 'dark' });
  expect(bytes.equals(expected)).toBe(true);
});

test('an SVG that is opened by itself can run nothing', async () => {
  const policy = (await get('services/default/web/snapshot')).headers.get(
    'content-security-policy',
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain('sandbox');
  expect(policy).not.toContain('script');
});

test('a namespace, labels, all', async () => {
  const all = await (await get('snapshot?format=json')).json();
  expect(all).toMatchObject({ services: [{ name: 'db' }, { name: 'web' }] });
  const labelled = await (await get('snapshot?format=json&selector=tier%3Dfront')).json();
  expect(labelled).toMatchObject({ services: [{ name: 'web' }] });
  expect((await get('snapshot?namespace=default')).status).toBe(200);
});

test('a redacted picture is not called by the name it does not show', async () => {
  const answer = await get('services/default/web/snapshot?redact=true&format=markdown');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="services.md"');
  expect(await answer.text()).not.toContain('10.244.0.7');
});

describe('refused, with a code and the reason', () => {
  test.each([
    ['services/default/wep/snapshot', 404, 'did you mean web'],
    ['snapshot?namespace=defualt', 404, 'did you mean default'],
    ['services/default/web/snapshot?format=gif', 400, 'format'],
    ['services/default/web/snapshot?theme=light&theme=dark', 400, 'theme'],
    ['services/default/web/snapshot?scale=-1', 400, 'scale'],
    ['services/default/web/snapshot?format=png&scale=0', 400, 'scale'],
    ['services/default/web/snapshot?format=png&scale=500', 400, 'at most'],
    ['services/default/web/snapshot?colour=red', 400, 'colour'],
    ['services/default/web/snapshot?from=node:nowhere', 400, 'nowhere'],
    ['services/default/web/snapshot?from=somewhere', 400, 'vantage point'],
    ['services/..%2fx/web/snapshot', 400, 'namespace'],
    ['snapshot?selector=a%20in', 400, 'in'],
  ])('%s', async (path, status, detail) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(await answer.json())).toContain(detail);
  });
});
