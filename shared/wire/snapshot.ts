// `portolan snapshot -o json`: all that a picture is drawn from, so that it can be drawn again.
import * as z from 'zod/mini';
import { Unknown } from './topology.ts';
import { ServiceView } from './view.ts';

export const Snapshot = z.object({
  version: z.literal(1),
  services: z.array(ServiceView),
  unknown: z.array(Unknown),
});
export type Snapshot = z.infer<typeof Snapshot>;
