// Tests by the reader's own browser: the plan for the page, and the frame that may carry it out.
import type { BrowserPlan } from '@portolan/shared/wire/browser.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import { everyExpectation } from '@portolan/shared/topology/alike.ts';
import { type Request, Router } from 'express';
import { browserTargets } from '../probes/vantage/browserTargets.ts';
import { frameHeaders, framePage } from './browserFrame.ts';
import { nameFrom } from './names.ts';
import { ProblemError } from './problem.ts';

export interface BrowserRoutesOptions {
  /** The view from the browser; undefined when there is no such Service. */
  browserView: (service: string) => ServiceView | undefined;
  /** Whether its addresses are simulated, as the embedded cluster's; rejects while nobody knows. */
  isSimulated: () => Promise<boolean>;
}

export function browserRoutes({ browserView, isSimulated }: BrowserRoutesOptions): Router {
  const router = Router();
  const planOf = async (request: Request): Promise<BrowserPlan> => {
    const service = `${nameFrom(request, 'namespace')}/${nameFrom(request, 'name')}`;
    const view = browserView(service);
    const vantage = view?.vantages[0];
    if (!view || !vantage) throw new ProblemError('notFound', `there is no Service ${service}`);
    const isEmbedded = await isSimulated().catch((cause: unknown) => {
      throw new ProblemError('clusterUnavailable', 'nobody knows how its network is reached', {
        cause,
      });
    });
    const targets = browserTargets(view, isEmbedded);
    return { vantage, expectations: [...everyExpectation(view)], targets };
  };
  router.get('/:namespace/:name', async (request, response) => {
    response.json(await planOf(request));
  });
  router.get('/:namespace/:name/frame', async (request, response) => {
    const { targets } = await planOf(request);
    response.set(frameHeaders(targets.flatMap(({ url }) => url ?? [])));
    response.type('html').send(framePage);
  });
  return router;
}
