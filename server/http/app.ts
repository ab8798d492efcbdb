// The HTTP application as a value: given what it needs, it answers; it listens nowhere by itself.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { everyExpectation } from '@portolan/shared/topology/alike.ts';
import { FollowRequest } from '@portolan/shared/wire/stream.ts';
import type { Topology } from '@portolan/shared/wire/topology.ts';
import type { ServiceView } from '@portolan/shared/wire/view.ts';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { ServerResponse } from 'node:http';
import type { PictureSource } from '../pictures/pictureSource.ts';
import { browserRoutes } from './browserRoutes.ts';
import { guard } from './guard.ts';
import { nameFrom } from './names.ts';
import { pictureRoutes } from './pictureRoutes.ts';
import { type Probes, probeRoutes } from './probeRoutes.ts';
import { ProblemError, sendProblem } from './problem.ts';
import { securityHeaders } from './securityHeaders.ts';

export interface AppOptions {
  /** Where the built page is; absent in development, when Vite serves it. */
  webRoot?: string;
  /** Where everything is served, like `/portolan`; at `/` when absent or empty. */
  basePath?: string;
  /** Host names allowed besides the loopback ones. */
  allowedHosts: readonly string[];
  connect: (response: ServerResponse, resume: string | undefined) => void;
  /** False when there is no such stream. */
  follow: (stream: string, services: readonly string[]) => boolean;
  /** False until the cluster was read once: what is not known until then is not missing. */
  isRead: () => boolean;
  topology: (namespace: string | undefined) => Topology;
  view: (service: string) => ServiceView | undefined;
  probes: Probes;
  /** Whether the cluster's addresses are simulated; rejects while nobody knows. */
  isSimulated: () => Promise<boolean>;
  pictures: PictureSource;
  /** YAML of one object, fetched now; rejects with a `ProblemError`. */
  yaml: (kind: string, namespace: string | undefined, name: string) => Promise<string>;
  /** For what nobody expected; expected trouble goes to the reader alone. */
  logError: (error: unknown) => void;
}

export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(guard(options.allowedHosts));
  app.use(securityHeaders);
  const { basePath = '' } = options;
  if (basePath === '') app.use(site(options));
  else app.use(basePath, onlyBelow(basePath), site(options));
  app.use((_request, response) => sendProblem(response, 'notFound'));
  app.use(errorHandler(options.logError));
  return app;
}

/** The page's addresses are relative: they are right only below the path, not at it. */
function onlyBelow(basePath: string): express.RequestHandler {
  return ({ originalUrl }, response, next) => {
    const [path, query] = originalUrl.split('?', 2);
    if (path !== basePath) next();
    else response.redirect(308, `${basePath}/${query === undefined ? '' : `?${query}`}`);
  };
}

function site(options: AppOptions): express.Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok');
  });
  router.use('/api', api(options));
  if (options.webRoot !== undefined && existsSync(options.webRoot)) {
    const { webRoot } = options;
    router.use(
      '/assets',
      express.static(join(webRoot, 'assets'), {
        immutable: true,
        maxAge: '365d',
        fallthrough: false,
      }),
    );
    router.use(express.static(webRoot, { cacheControl: true, maxAge: 0 }));
  }
  return router;
}

function api(options: AppOptions): express.Router {
  const router = express.Router();
  const browserView = (service: string): ServiceView | undefined => {
    const view = options.probes.viewFrom(service, ['browser']);
    return view && 'error' in view ? undefined : view;
  };
  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(express.json({ limit: '256kb' }));

  router.get('/stream', (request, response) => {
    const { resume } = request.query;
    options.connect(response, typeof resume === 'string' ? resume : undefined);
  });
  router.post('/stream/:id', (request, response) => {
    const body = FollowRequest.safeParse(request.body);
    if (!body.success)
      throw new ProblemError('badRequest', 'expected {"services": ["namespace/name"]}');
    if (!options.follow(nameFrom(request, 'id'), body.data.services)) {
      throw new ProblemError(
        'notFound',
        'no such stream: it was closed or belongs to an earlier run',
      );
    }
    response.status(204).end();
  });
  router.use(
    ['/topology', '/services', '/snapshot', '/probes', '/browser'],
    (_request, _response, next) => {
      if (options.isRead()) next();
      else throw new ProblemError('notReadYet', 'ask again when api/stream says that it is live');
    },
  );
  router.get('/topology', (request, response) => {
    const { namespace } = request.query;
    response.json(
      options.topology(typeof namespace === 'string' && namespace !== '' ? namespace : undefined),
    );
  });
  router.get('/services/:namespace/:name', (request, response) => {
    const key = `${nameFrom(request, 'namespace')}/${nameFrom(request, 'name')}`;
    const view = options.view(key);
    if (!view) throw new ProblemError('notFound', `there is no Service ${key}`);
    response.json({ ...view, expectations: everyExpectation(view) });
  });
  router.use(pictureRoutes(options.pictures));
  router.get('/objects/:kind/:namespace/:name', async (request, response) => {
    const { namespace } = request.params;
    const yaml = await options.yaml(
      nameFrom(request, 'kind'),
      namespace === '-' ? undefined : nameFrom(request, 'namespace'),
      nameFrom(request, 'name'),
    );
    response.type('application/yaml').send(yaml);
  });
  router.use('/probes', probeRoutes(options));
  router.use('/browser', browserRoutes({ browserView, isSimulated: options.isSimulated }));
  return router;
}

function errorHandler(logError: AppOptions['logError']): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) next(error);
    else if (error instanceof ProblemError) sendProblem(response, error.code, error.message);
    else if (hasStatus(error) && error.status === 404) sendProblem(response, 'notFound');
    else if (hasStatus(error) && error.status === 413) sendProblem(response, 'tooLarge');
    else if (hasStatus(error) && error.status < 500)
      sendProblem(response, 'badRequest', error.message);
    else {
      logError(error);
      sendProblem(response, 'internal');
    }
  };
}

function hasStatus(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}
