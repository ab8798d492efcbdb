import { setMaxListeners } from 'node:events';

/** What ends any number of tests at once; Node warns of a leak where more than ten listen. */
export function stopper(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
