// Live tests over HTTP: ask for them, watch them in the stream, call them off, read their history.
import type { ProbeAnswer, ProbeHistory, ProbeResult } from '@portolan/shared/wire/probe.ts';
import { ProbeRequest } from '@portolan/shared/wire/stream.ts';
import { targetsOf } from '@portolan/shared/topology/targets.ts';
import type { Reason } from '@portolan/shared/paths/reason.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { say } from '@portolan/shared/words/say.ts';
import { traceWords } from '@portolan/shared/words/trace.ts';
import { Router } from 'express';
import * as z from 'zod/mini';
import type { ProbeAsk, Run } from '../probes/askedRuns.ts';
import { nameFrom } from './names.ts';
import { ProblemError } from './problem.ts';

export interface Probes {
  start(ask: ProbeAsk): Run;
  /** False when there is no such run, or it is over. */
  cancel(run: string): boolean;
  /** Pauses or resumes the repeated tests of a Service; its latest results. */
  pause(service: string, paused: boolean): readonly ProbeResult[];
  history(service: string): Promise<ProbeHistory>;
  /** The view from vantage points of the reader's choice, or why one of them is none. */
  viewFrom(service: string, from: readonly string[]): ServiceView | { error: Reason } | undefined;
}

interface ProbeRoutesOptions {
  probes: Probes;
  view: (service: string) => ServiceView | undefined;
}

export function probeRoutes({ probes, view }: ProbeRoutesOptions): Router {
  const router = Router();

  /** Answers when all is tested; whoever hangs up before that calls it off. */
  router.post('/', async (request, response) => {
    const body = ProbeRequest.safeParse(request.body);
    if (!body.success) {
      throw new ProblemError(
        'badRequest',
        'expected {"service", "from"?, "targets"?, "count"?, "paused"?} and nothing else',
      );
    }
    const { paused, ...asked }: ProbeRequest = body.data;
    const known = view(asked.service);
    if (!known) throw new ProblemError('notFound', `there is no Service ${asked.service}`);
    if (paused !== undefined) {
      response.json({
        service: asked.service,
        results: [...probes.pause(asked.service, paused)],
      } satisfies ProbeAnswer);
      return;
    }
    refuseUnknown(known, asked, probes);
    const run = probes.start(asked);
    response.on('close', () => !response.writableFinished && run.cancel());
    const { results, isCancelled } = await run.finished;
    response.json({
      service: asked.service,
      results,
      ...(isCancelled && { cancelled: true }),
    } satisfies ProbeAnswer);
  });

  router.delete('/:run', (request, response) => {
    if (!probes.cancel(nameFrom(request, 'run'))) {
      throw new ProblemError('notFound', 'there is no such run: it is over, or never was');
    }
    response.status(204).end();
  });

  router.get('/:namespace/:name', async (request, response) => {
    const service = `${nameFrom(request, 'namespace')}/${nameFrom(request, 'name')}`;
    if (!view(service)) throw new ProblemError('notFound', `there is no Service ${service}`);
    const part = HistoryPart.safeParse(request.query);
    if (!part.success) {
      throw new ProblemError('badRequest', 'expected ?from=, ?target= and ?points=0 to 100');
    }
    response.json(historyPart(await probes.history(service), part.data));
  });

  return router;
}

/** All of it is megabytes for a Service of many nodes: of which path, and how many of its last results. */
const HistoryPart = z.strictObject({
  from: z.optional(z.string()),
  target: z.optional(z.string()),
  points: z.optional(z.coerce.number().check(z.int(), z.gte(0))),
});

function historyPart(
  { paths, ...rest }: ProbeHistory,
  { from, target, points }: z.infer<typeof HistoryPart>,
): ProbeHistory {
  const chosen = paths.filter(
    (path) =>
      (from === undefined || path.from === from) &&
      (target === undefined || path.entryPoint === target),
  );
  if (points === undefined) return { ...rest, paths: chosen };
  return {
    ...rest,
    paths: chosen.map(({ points: all, ...path }) =>
      Object.assign(path, { points: all.slice(Math.max(0, all.length - points)) }),
    ),
  };
}

/** Only what the topology holds is dialled, and it is named by its id (F42). */
function refuseUnknown(
  view: ServiceView,
  { service, from = [], targets = [] }: ProbeAsk,
  probes: Probes,
): void {
  const known = new Set(targetsOf(view).map(({ id }) => id));
  const nothing = targets.find((id) => !known.has(id));
  if (nothing !== undefined) {
    throw new ProblemError('badRequest', `there is no target ${nothing} of this Service`);
  }
  const look = probes.viewFrom(service, from);
  if (look && 'error' in look) {
    throw new ProblemError('badRequest', say(traceWords, 'en', look.error.code, look.error.params));
  }
}
