// One stream for all tabs of a browser: merges what they follow, folds what arrives, tells everybody.
import {
  applyMessage,
  keepFollowed,
  toSnapshot,
  type StreamState,
} from '@portolan/shared/wire/fold.ts';
import type { StreamMessage } from '@portolan/shared/wire/stream.ts';
import { connect, type ConnectionWorld } from './connection.ts';
import { forgottenAfter, type FromTab, type Link, type ToTab } from './protocol.ts';

export interface HubWorld extends ConnectionWorld {
  /** `POST api/stream/ID`; resolves to whether the server took it. */
  follow(stream: string, services: readonly string[]): Promise<boolean>;
}

export interface Hub {
  /** A tab that speaks through `tell`; what comes back takes its words. */
  join(tell: (message: ToTab) => void): (message: FromTab) => void;
}

interface Tab {
  readonly tell: (message: ToTab) => void;
  services: readonly string[];
  heard: number;
}

export function createHub(base: string, world: HubWorld): Hub {
  const tabs = new Set<Tab>();
  let state: StreamState | undefined;
  let link: Link = { state: 'connecting' };
  let posted = '';
  let posting = false;

  const broadcast = (message: ToTab): void => {
    for (const tab of tabs) tab.tell(message);
  };
  const wanted = (): string[] => [...new Set([...tabs].flatMap((tab) => tab.services))].toSorted();

  const onMessage = (message: StreamMessage): void => {
    state = applyMessage(state, message);
    broadcast({ type: 'message', message });
    if (message.type === 'snapshot') posted = '';
    void postFollowed();
  };
  const onLink = (next: Link): void => {
    link = next;
    broadcast({ type: 'link', link });
  };
  const connection = connect(base, world, { onMessage, onLink });

  /** One request at a time, and always the latest wish; again when the wish changed meanwhile. */
  const postFollowed = async (): Promise<void> => {
    if (posting || !state) return;
    const services = wanted();
    const body = `${state.stream} ${services.join(' ')}`;
    if (body === posted) return;
    posting = true;
    const taken = await world.follow(state.stream, services);
    posting = false;
    if (!taken) return;
    posted = body;
    state = keepFollowed(state, new Set([...services, ...wanted()]));
    await postFollowed();
  };

  const forgetSilent = (): void => {
    for (const tab of tabs) if (world.now() - tab.heard > forgottenAfter) tabs.delete(tab);
  };

  const hear = (tab: Tab, message: FromTab): void => {
    tab.heard = world.now();
    if (message.type === 'bye') tabs.delete(tab);
    if (message.type === 'reconnect') connection.reconnect();
    if (message.type === 'follow') {
      tab.services = message.services;
      if (!tabs.has(tab)) greet(tab);
    }
    forgetSilent();
    void postFollowed();
  };

  const greet = (tab: Tab): void => {
    tabs.add(tab);
    tab.tell({ type: 'link', link });
    if (state) tab.tell({ type: 'message', message: toSnapshot(state) });
  };

  return {
    join(tell) {
      const tab: Tab = { tell, services: [], heard: world.now() };
      return (message) => hear(tab, message);
    },
  };
}
