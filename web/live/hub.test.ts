import { streamVersion, type StreamMessage } from '@portolan/shared/wire/stream.ts';
import { describe, expect, test } from 'vitest';
import { fakeServer, type FakeServer } from '../testing/fakeServer.ts';
import { nodePortView, snapshotOf } from '../testing/fixtures.ts';
import { createHub, type Hub } from './hub.ts';
import { forgottenAfter, type FromTab, type ToTab } from './protocol.ts';

const base = 'http://localhost:4500/prefix/';
const snapshot = snapshotOf([nodePortView(1)]);
const views = (): StreamMessage => ({
  type: 'delta',
  views: { set: [nodePortView(1)], removed: [] },
});

interface TestTab {
  readonly heard: ToTab[];
  readonly say: (message: FromTab) => void;
  links(): string[];
  messages(): string[];
}

function openTab(hub: Hub): TestTab {
  const heard: ToTab[] = [];
  const say = hub.join((message) => heard.push(message));
  say({ type: 'follow', services: [] });
  return {
    heard,
    say,
    links: () => heard.flatMap((each) => (each.type === 'link' ? [each.link.state] : [])),
    messages: () => heard.flatMap((each) => (each.type === 'message' ? [each.message.type] : [])),
  };
}

/** How many views the last snapshot brought. */
function viewsOf(tab: TestTab): number | undefined {
  const last = tab.heard.at(-1);
  return last?.type === 'message' && last.message.type === 'snapshot'
    ? last.message.views.length
    : undefined;
}

async function started(): Promise<{ server: FakeServer; hub: Hub }> {
  const server = fakeServer();
  const hub = createHub(base, server.world);
  await server.pass(0);
  server.streams[0]?.send('e:1', snapshot);
  await server.pass(0);
  return { server, hub };
}

describe('the hub', () => {
  test('opens one stream for many tabs, under the path of the page', async () => {
    const { server, hub } = await started();
    const tabs = Array.from({ length: 10 }, () => openTab(hub));
    server.streams[0]?.send('e:2', { type: 'heartbeat', now: 1 });
    await server.pass(0);
    expect(server.streams.map(({ url }) => url)).toEqual([`${base}api/stream`]);
    for (const tab of tabs) expect(tab.messages()).toEqual(['snapshot', 'heartbeat']);
  });

  test('asks for what all tabs follow together, once', async () => {
    const { server, hub } = await started();
    const [one, two] = [openTab(hub), openTab(hub)];
    one.say({ type: 'follow', services: ['default/b'] });
    two.say({ type: 'follow', services: ['default/a', 'default/b'] });
    await server.pass(0);
    one.say({ type: 'follow', services: ['default/b'] });
    await server.pass(0);
    expect(server.followed.at(-1)).toEqual({
      stream: 'fixture',
      services: ['default/a', 'default/b'],
    });
    expect(server.followed.length).toBeLessThanOrEqual(3);
  });

  test('forgets a tab that says goodbye, and one that fell silent', async () => {
    const { server, hub } = await started();
    const [one, two, three] = [openTab(hub), openTab(hub), openTab(hub)];
    one.say({ type: 'follow', services: ['default/one'] });
    two.say({ type: 'follow', services: ['default/two'] });
    one.say({ type: 'bye' });
    await server.pass(0);
    expect(server.followed.at(-1)?.services).toEqual(['default/two']);
    await server.pass(30_000);
    server.streams[0]?.send('e:2', { type: 'heartbeat', now: 1 });
    await server.pass(forgottenAfter - 30_000 + 1);
    three.say({ type: 'follow', services: [] });
    server.streams.at(-1)?.send('e:3', { type: 'heartbeat', now: 2 });
    await server.pass(0);
    expect(server.followed.at(-1)?.services).toEqual([]);
  });

  test('a tab that speaks again after it was forgotten gets everything again', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    tab.say({ type: 'bye' });
    tab.say({ type: 'follow', services: [] });
    await server.pass(0);
    expect(tab.messages()).toEqual(['snapshot', 'snapshot']);
  });

  test('keeps a view for a late tab only while somebody follows it', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    tab.say({ type: 'follow', services: ['default/nginx-svc'] });
    server.streams[0]?.send('e:2', views());
    await server.pass(0);
    expect(viewsOf(openTab(hub))).toBe(1);
    tab.say({ type: 'follow', services: [] });
    await server.pass(0);
    expect(viewsOf(openTab(hub))).toBe(0);
  });
});

describe('the connection', () => {
  test('resumes where it ended, and says that it was lost and found', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    server.streams[0]?.drop();
    await server.pass(0);
    expect(tab.links()).toEqual(['open', 'lost']);
    await server.pass(10_000);
    expect(server.streams[1]?.url).toBe(`${base}api/stream?resume=e%3A1`);
    expect(tab.links()).toEqual(['open', 'lost', 'open']);
  });

  test('notices silence, but not between heartbeats', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    for (const at of [15_000, 30_000, 45_000]) {
      await server.pass(15_000);
      server.streams[0]?.send(`e:${at}`, { type: 'heartbeat', now: at });
      await server.pass(0);
    }
    expect(tab.links()).toEqual(['open']);
    await server.pass(25_000);
    await server.pass(16_000);
    expect(tab.links()).toEqual(['open', 'lost']);
  });

  test('never stops trying, waits longer and longer, at most ten seconds', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    server.down = true;
    server.streams[0]?.drop();
    for (let attempt = 0; attempt < 12; attempt += 1) await server.pass(10_000);
    const waits = tab.heard.flatMap((each) =>
      each.type === 'link' && each.link.state === 'lost' ? [each.link] : [],
    );
    expect(waits.length).toBeGreaterThan(8);
    expect(new Set(waits.map(({ since }) => since)).size).toBe(1);
    const spans = waits
      .slice(1)
      .map(({ retryAt }, index) => retryAt - (waits[index]?.retryAt ?? 0));
    expect(Math.max(...spans)).toBeLessThanOrEqual(20_000);
    server.down = false;
    await server.pass(10_000);
    expect(tab.links().at(-1)).toBe('open');
  });

  test('connects at once when asked to, without resuming', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    server.streams[0]?.drop();
    await server.pass(0);
    tab.say({ type: 'reconnect' });
    await server.pass(0);
    expect(server.streams[1]?.url).toBe(`${base}api/stream`);
  });

  test('passes over a message it cannot read', async () => {
    const { server, hub } = await started();
    const tab = openTab(hub);
    server.streams[0]?.sendData('e:2', '{"type":"tomorrow"}');
    server.streams[0]?.sendData('e:2', 'not even JSON');
    server.streams[0]?.send('e:3', { type: 'heartbeat', now: 1 });
    await server.pass(0);
    expect(tab.messages()).toEqual(['snapshot', 'heartbeat']);
  });

  test.each([
    ['a first message it cannot read', '{"type":"tomorrow"}'],
    ['another version', JSON.stringify({ ...snapshot, version: streamVersion + 1 })],
  ])('says that the page is too old for %s, and stops trying', async (_, data) => {
    const server = fakeServer();
    const tab = openTab(createHub(base, server.world));
    await server.pass(0);
    server.streams[0]?.sendData('e:1', data);
    await server.pass(60_000);
    expect(tab.links().at(-1)).toBe('outdated');
    expect(tab.messages()).toEqual([]);
    expect(server.streams).toHaveLength(1);
  });
});
