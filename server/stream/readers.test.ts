import { once } from 'node:events';
import { type Server, createServer, get } from 'node:http';
import { type StreamMessage, decodeMessage } from '@portolan/shared/wire/stream.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { addressOf } from '../http/listen.ts';
import { Readers, type ReadersOptions } from './readers.ts';

interface Reader {
  events: { id: string; message: StreamMessage }[];
  close(): void;
  pause(): void;
  resume(): void;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(options: Partial<ReadersOptions> = {}) {
  const clock = { now: 0 };
  const followed: string[] = [];
  const services: string[] = [];
  const readers = new Readers({
    launch: 'run1',
    now: () => clock.now,
    onFollow: (key) => followed.push(key),
    onUnfollow: (key) => followed.splice(followed.indexOf(key), 1),
    snapshot: () => ({
      source: { kind: 'files', name: 'test', state: 'live', since: 0 },
      namespaces: [...services],
      services: [],
      unknown: [],
      views: [],
      probes: [],
      probing: { paused: [], interval: 10 },
    }),
    ...options,
  });
  const server = createServer((request, response) => {
    const resume = new URL(request.url ?? '/', 'http://x').searchParams.get('resume');
    readers.connect(response, resume ?? undefined);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = addressOf(server);

  async function connect(resume?: string): Promise<Reader> {
    const query = resume === undefined ? '' : `?resume=${encodeURIComponent(resume)}`;
    const request = get(`http://127.0.0.1:${port}/${query}`, { agent: false });
    const [response] = await once(request, 'response');
    const events: Reader['events'] = [];
    let text = '';
    response.setEncoding('utf8');
    response.on('error', () => undefined);
    response.on('data', (chunk: string) => {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [id = '', data = ''] = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        events.push({
          id: id.replace('id: ', ''),
          message: messageOf(data.replace('data: ', '')),
        });
      }
    });
    return {
      events,
      close: () => request.destroy(),
      pause: () => response.pause(),
      resume: () => response.resume(),
    };
  }
  return { readers, clock, followed, services, connect };
}

function messageOf(data: string): StreamMessage {
  const message = decodeMessage(JSON.parse(data));
  if (!message) throw new Error(`not a message: ${data}`);
  return message;
}

const types = (reader: Reader) => reader.events.map(({ message }) => message.type);
const names = (reader: Reader) =>
  reader.events.flatMap(({ message }) =>
    message.type === 'delta' ? (message.namespaces ?? []) : [],
  );
const received = (reader: Reader, count: number) =>
  vi.waitFor(() => expect(reader.events.length).toBeGreaterThanOrEqual(count));

function streamOf(reader: Reader): string {
  const first = reader.events[0]?.message;
  if (first?.type !== 'snapshot') throw new Error('no snapshot first');
  return first.stream;
}

test('a reader begins with a snapshot and then gets what changes', async () => {
  const { readers, connect } = await serve();
  const reader = await connect();
  await received(reader, 1);
  readers.publish({ type: 'delta', namespaces: ['a'] });
  await received(reader, 2);
  expect(types(reader)).toEqual(['snapshot', 'delta']);
});

test('what belongs to a Service reaches only those who follow it', async () => {
  const { readers, connect, followed } = await serve();
  const [one, two] = [await connect(), await connect()];
  await received(one, 1);
  await received(two, 1);
  readers.follow(streamOf(one), ['ns/web'], () => ({ type: 'delta', namespaces: ['current'] }));
  expect(followed).toEqual(['ns/web']);
  readers.publish({ type: 'delta', namespaces: ['web'] }, 'ns/web');
  readers.publish({ type: 'delta', namespaces: ['all'] });
  await received(one, 4);
  await received(two, 2);
  expect(names(one)).toEqual(['current', 'web', 'all']);
  expect(names(two)).toEqual(['all']);
});

test('following less stops the work for what nobody follows', async () => {
  const { readers, connect, followed } = await serve();
  const reader = await connect();
  await received(reader, 1);
  const current = () => ({ type: 'delta' }) as const;
  readers.follow(streamOf(reader), ['ns/a', 'ns/b'], current);
  readers.follow(streamOf(reader), ['ns/b'], current);
  expect(followed).toEqual(['ns/b']);
  expect(readers.follow('nobody', ['ns/a'], current)).toBe(false);
});

test('a reader that comes back gets just what it missed, still following', async () => {
  const { readers, connect } = await serve();
  const reader = await connect();
  await received(reader, 1);
  readers.follow(streamOf(reader), ['ns/web'], () => ({ type: 'delta' }));
  readers.publish({ type: 'delta', namespaces: ['seen'] });
  await received(reader, 3);
  reader.close();
  await vi.waitFor(() => expect(readers.connected).toBe(0));
  readers.publish({ type: 'delta', namespaces: ['missed'] }, 'ns/web');
  const back = await connect(reader.events.at(-1)?.id);
  await received(back, 2);
  expect(types(back)).toEqual(['delta', 'heartbeat']);
  expect(names(back)).toEqual(['missed']);
});

test('F31: after a restart, or an id nobody gave, a snapshot', async () => {
  const { connect } = await serve();
  for (const resume of ['run0.someone:3', 'nonsense', 'run1.nobody:0', '']) {
    const reader = await connect(resume);
    await received(reader, 1);
    expect(types(reader)).toEqual(['snapshot']);
  }
});

test('one that stayed away too long for the log gets a snapshot', async () => {
  const { readers, connect } = await serve({ logBytes: 200 });
  const reader = await connect();
  await received(reader, 1);
  reader.close();
  await vi.waitFor(() => expect(readers.connected).toBe(0));
  for (let count = 0; count < 10; count += 1)
    readers.publish({ type: 'delta', namespaces: ['x'.repeat(50)] });
  const back = await connect(reader.events.at(-1)?.id);
  await received(back, 1);
  expect(types(back)).toEqual(['snapshot']);
});

test('one that stays away for good is forgotten, and with it what it followed', async () => {
  const { readers, connect, clock, followed } = await serve({ patience: 1000 });
  const reader = await connect();
  await received(reader, 1);
  readers.follow(streamOf(reader), ['ns/web'], () => ({ type: 'delta' }));
  reader.close();
  await vi.waitFor(() => expect(readers.connected).toBe(0));
  readers.heartbeat();
  expect(followed).toEqual(['ns/web']);
  clock.now = 1001;
  readers.heartbeat();
  expect(followed).toEqual([]);
});

test('F30: a slow reader is dropped to a snapshot and holds nobody up', async () => {
  const { readers, connect } = await serve();
  const [slow, quick] = [await connect(), await connect()];
  await received(slow, 1);
  await received(quick, 1);
  slow.pause();
  const big = 'x'.repeat(512 * 1024);
  const rounds = 40;
  for (let count = 0; count < rounds; count += 1) {
    readers.publish({ type: 'delta', namespaces: [big] });
    await vi.waitFor(() => expect(quick.events.length).toBe(count + 2));
  }
  slow.resume();
  await vi.waitFor(() => expect(types(slow).slice(1)).toContain('snapshot'));
  expect(types(slow).length).toBeLessThan(rounds);
});
