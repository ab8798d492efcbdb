// What a tab and the hub (in the shared worker, or in the page where there is none) tell each other.
import type { StreamMessage } from '@portolan/shared/wire/stream.ts';

/** The connection to the server, apart from the freshness of what the server itself knows. */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  /** The server speaks a later version than this page: only loading the page again helps. */
  | { readonly state: 'outdated' }
  /** Lost; `since` and `retryAt` are this browser's clock, milliseconds since the epoch. */
  | { readonly state: 'lost'; readonly since: number; readonly retryAt: number };

export type FromTab =
  /** Also the tab's sign of life: a tab that stays silent is forgotten until it speaks again. */
  | { readonly type: 'follow'; readonly services: readonly string[] }
  | { readonly type: 'reconnect' }
  | { readonly type: 'bye' };

export type ToTab =
  | { readonly type: 'message'; readonly message: StreamMessage }
  | { readonly type: 'link'; readonly link: Link };

/** Milliseconds between a tab's signs of life; browsers slow hidden tabs to one timer a minute. */
export const signOfLife = 20_000;
export const forgottenAfter = 180_000;
