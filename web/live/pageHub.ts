// Where there is no SharedWorker: a stream of the page's own.
import './withoutEval.ts';
import { browserWorld } from './browserWorld.ts';
import { createHub } from './hub.ts';
import type { FromTab, ToTab } from './protocol.ts';

export function joinPageHub(
  base: string,
  tell: (message: ToTab) => void,
): (message: FromTab) => void {
  return createHub(base, browserWorld(base)).join(tell);
}
