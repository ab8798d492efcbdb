import { expect, test } from 'vitest';
import { isBlocked } from './blocked.ts';

const at = (page: string, state?: string) => ({
  page: new URL(page),
  permission: async (name: string) => (name === 'local-network' ? state : undefined),
});

// F61: what the browser stops is told from what the network does.
test.each([
  ['a NodePort, from loopback', 'http://127.0.0.11:30080/', at('http://localhost:4500/'), false],
  ['an unsafe port', 'http://127.0.0.11:6000/', at('http://localhost:4500/'), true],
  ['plain HTTP from an https page', 'http://10.0.0.1:30080/', at('https://a.example/'), true],
  ['https from an https page', 'https://10.0.0.1:30080/', at('https://a.example/'), false],
  ['loopback from an https page', 'http://127.0.0.1:30080/', at('https://a.example/'), false],
  ['leave denied', 'http://10.0.0.1:30080/', at('http://a.example/', 'denied'), true],
  ['leave given', 'http://10.0.0.1:30080/', at('http://a.example/', 'granted'), false],
  ['from loopback no leave is needed', 'http://10.0.0.1/', at('http://[::1]/', 'denied'), false],
])('%s', async (_name, url, place, blocked) => {
  expect(await isBlocked(new URL(url), place)).toBe(blocked);
});
