// May we? Asked before anything is tried that only some clusters allow.
import * as z from 'zod';
import type { ApiCalls } from './apiCalls.ts';

export interface Permission {
  verb: string;
  group?: string;
  resource: string;
  subresource?: string;
  namespace: string;
}

const Review = z.object({ status: z.object({ allowed: z.boolean() }) });

/** Whether the cluster would allow it; also true where it cannot be asked: then a try tells. */
export async function isAllowed(
  calls: ApiCalls,
  { verb, group = '', resource, subresource, namespace }: Permission,
  signal: AbortSignal,
): Promise<boolean> {
  const resourceAttributes = { verb, group, resource, subresource, namespace };
  const { status, text } = await calls.send(
    {
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes },
      },
    },
    signal,
  );
  if (status !== 201) return true;
  const review = Review.safeParse(JSON.parse(text));
  return review.data?.status.allowed ?? true;
}
