// What every vantage point promises (see `Vantage`), as tests that each implementation runs.
import { afterEach, describe, expect, test } from 'vitest';
import type { Dialer } from '../dialer.ts';
import type { ProbeLimits, Vantage } from '../vantage/vantage.ts';
import { Loopback } from './loopback.ts';

/** Milliseconds: long enough for a busy machine, and brief for those who wait for silence. */
const limits: ProbeLimits = { connect: 2000, total: 5000, bytes: 64 * 1024 };
const brief: ProbeLimits = { ...limits, connect: 150 };

export interface VantageUnderTest {
  /** Its probes go through this dialer. */
  create: (dialer: Dialer, limits: ProbeLimits) => Vantage;
}

export function testVantageContract(name: string, { create }: VantageUnderTest): void {
  describe(`${name} keeps the contract of vantage points`, () => {
    const loopback = new Loopback();
    afterEach(() => loopback.close());
    const never = new AbortController().signal;
    const silent: Dialer['connect'] = () => new Promise(() => undefined);
    const build = (overrides: Partial<Dialer> = {}, within = limits) =>
      create(loopback.dialer(overrides), within);

    test('it says whether it is available, again and again', async () => {
      const vantage = build();
      for (let times = 0; times < 3; times += 1) {
        expect(await vantage.capability(never)).toMatchObject({ available: true });
      }
    });

    test('an accepted connection is open, and not a byte is sent', async () => {
      const heard: string[] = [];
      const port = await loopback.serve((socket) => {
        socket.on('data', (chunk) => heard.push(chunk.toString()));
      });
      const seen = await build().probe({ address: '10.0.0.1', port }, 'tcp', never);
      expect(seen).toMatchObject({
        outcome: 'open',
        evidence: { address: '10.0.0.1', phases: { connect: expect.any(Number) } },
      });
      await expect.poll(() => loopback.open).toBe(0);
      expect(heard).toEqual([]);
    });

    test('one HTTP request where HTTP may be spoken, without credentials or cookies', async () => {
      let heard = '';
      const port = await loopback.serve((socket) => {
        socket.on('data', (chunk) => (heard += chunk.toString()));
        socket.once('data', () => socket.write('HTTP/1.1 204 No\r\nSet-Cookie: a=b\r\n\r\n'));
      });
      const vantage = build();
      for (let times = 0; times < 2; times += 1) {
        const seen = await vantage.probe({ address: '10.0.0.1', port }, 'http', never);
        expect(seen).toMatchObject({ outcome: 'http', evidence: { httpStatus: 204 } });
      }
      expect(heard.match(/GET /g)).toHaveLength(2);
      expect(heard).not.toMatch(/authorization|cookie/i);
      expect(loopback.dialled).toHaveLength(2);
    });

    test('silence ends in time', async () => {
      const seen = await build({ connect: silent }, brief).probe(
        { address: '10.0.0.1', port: 1 },
        'tcp',
        never,
      );
      expect(seen).toMatchObject({ outcome: 'timeout', evidence: { errno: 'ETIMEDOUT' } });
    });

    test('an abort ends it, and leaves nothing open', async () => {
      const port = await loopback.serve();
      const stop = new AbortController();
      const pending = build().probe({ address: '10.0.0.1', port }, 'http', stop.signal);
      await expect.poll(() => loopback.open).toBe(2);
      stop.abort();
      await expect(pending).rejects.toThrow('aborted');
      await expect.poll(() => loopback.open).toBe(0);
    });

    test('what it cannot test says nothing of the path', async () => {
      const seen = await build().probe({ address: '10.0.0.1', port: 1 }, 'none', never);
      expect(seen.outcome).toBe('unusable');
      expect(loopback.dialled).toEqual([]);
    });

    // Simulated addresses hurt nobody.
    if (build().simulated) return;

    test.each(['169.254.169.254', 'fd00:ec2::254', '::ffff:127.0.0.1'])(
      'F43, F44: %s is refused before it is dialled, named or resolved to',
      async (address) => {
        const direct = await build().probe({ address, port: 80 }, 'tcp', never);
        expect(direct).toMatchObject({
          outcome: 'unusable',
          evidence: { errno: 'EREFUSEDBYPOLICY', address },
        });
        const rebound = build({ resolve: async () => ({ addresses: [address] }) });
        const named = await rebound.probe({ address: 'web.example', port: 80 }, 'tcp', never);
        expect(named).toMatchObject({ outcome: 'unusable', evidence: { address } });
        expect(loopback.dialled).toEqual([]);
      },
    );
  });
}
