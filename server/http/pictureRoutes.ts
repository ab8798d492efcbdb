// Pictures over HTTP: the very bytes that `portolan snapshot` makes.
import { type Request, type Response, Router } from 'express';
import * as z from 'zod/mini';
import { type Choice, chooseServices } from '../pictures/chooseServices.ts';
import { fileKinds } from '../pictures/formats.ts';
import { safeName } from '../pictures/fileNames.ts';
import { gatherViews, makePicture } from '../pictures/makePicture.ts';
import { PictureError } from '../pictures/pictureError.ts';
import { PictureQuery, optionsOfQuery } from '../pictures/pictureOptions.ts';
import type { PictureSource } from '../pictures/pictureSource.ts';
import { nameFrom } from './names.ts';
import { ProblemError } from './problem.ts';

/** Several Services: those of a namespace, those with certain labels, or all. */
const SeveralQuery = z.extend(PictureQuery, {
  namespace: z.optional(z.string().check(z.minLength(1), z.maxLength(253))),
  selector: z.optional(z.string().check(z.maxLength(2000))),
});

/** Opened by itself, an SVG may show itself and do nothing else. */
const picturePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

export function pictureRoutes(pictures: PictureSource): Router {
  const router = Router();
  router.get('/services/:namespace/:name/snapshot', async (request, response) => {
    const query = parsed(PictureQuery, request);
    const namespace = nameFrom(request, 'namespace');
    const name = nameFrom(request, 'name');
    await send(response, pictures, { namespace, service: name }, query, `${namespace}-${name}`);
  });
  router.get('/snapshot', async (request, response) => {
    const { namespace, selector, ...query } = parsed(SeveralQuery, request);
    const choice = {
      ...(namespace !== undefined && { namespace }),
      ...(selector !== undefined && { selector }),
    };
    await send(response, pictures, choice, query, namespace ?? 'services');
  });
  return router;
}

function parsed<Query>(schema: z.ZodMiniType<Query>, { query }: Request): Query {
  const result = schema.safeParse(query);
  if (result.success) return result.data;
  throw new ProblemError('badRequest', result.error.issues.map(issueText).join('; '));
}

function issueText(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return `unknown parameter ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `${place}: one of ${issue.values.join(', ')}`;
  return `${place}: given twice, or not of the form it takes`;
}

async function send(
  response: Response,
  pictures: PictureSource,
  choice: Choice,
  query: PictureQuery,
  title: string,
): Promise<void> {
  const options = optionsOfQuery(query);
  const picture = await drawn(pictures, choice, options);
  const { extension, mediaType } = fileKinds[options.format];
  const isImage = options.format === 'svg' || options.format === 'png';
  // A redacted picture is not called by the name it does not show.
  const name = options.redact ? 'services' : safeName(title);
  response
    .set('Content-Type', mediaType)
    .set('Content-Security-Policy', picturePolicy)
    .set(
      'Content-Disposition',
      `${isImage ? 'inline' : 'attachment'}; filename="${name}.${extension}"`,
    )
    .send(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength));
}

async function drawn(
  pictures: PictureSource,
  choice: Choice,
  options: ReturnType<typeof optionsOfQuery>,
): Promise<Uint8Array> {
  try {
    return await makePicture(
      gatherViews(pictures, chooseServices(pictures, choice), options),
      options,
    );
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    const code = error.code === 'notFound' ? 'notFound' : 'badRequest';
    throw new ProblemError(code, error.message, { cause: error });
  }
}
