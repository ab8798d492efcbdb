// Tests that the reader's own browser makes: what it may dial, and what it can honestly say of it.
import * as z from 'zod/mini';
import { Expectation, Vantage } from './view.ts';

/**
 * All that a fetch without CORS tells. `noAnswer`: refused, reset, unreachable, no TLS, no HTTP,
 * alike. `blocked`: the browser itself did not let the request go out.
 */
export const BrowserVerdict = z.enum(['answered', 'noAnswer', 'timeout', 'blocked']);
export type BrowserVerdict = z.infer<typeof BrowserVerdict>;

/** One target; without a URL `code` says why no browser can test it. */
export const BrowserTarget = z.object({
  /** Id of the entry point. */
  id: z.string(),
  /** What is shown as dialled, `172.18.0.3:32123`. */
  to: z.string(),
  url: z.optional(z.string()),
  code: z.optional(z.enum(['notHttp', 'onlyAName', 'onlySimulated', 'noIPv6', 'neverDialled'])),
});
export type BrowserTarget = z.infer<typeof BrowserTarget>;

/** Answer to `GET api/browser/NS/NAME`. */
export const BrowserPlan = z.object({
  vantage: Vantage,
  expectations: z.array(Expectation),
  targets: z.array(BrowserTarget),
});
export type BrowserPlan = z.infer<typeof BrowserPlan>;
