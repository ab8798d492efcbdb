// What Portolan predicts, asked as anybody would: `portolan trace` of the lab's API.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { portolanEnds } from '../fixtures/portolan.ts';
import type { Seen } from './agent/agents.ts';

/** The fields of a trace that a data plane can show right or wrong. */
export interface Prediction {
  verdict:
    'forward' | 'reject' | 'drop' | 'accept' | 'unmatched' | 'noRoute' | 'nameError' | 'unknown';
  rules: string[];
  backends: { address: string; port: number; share: number; pod?: string }[];
  masquerade: boolean;
  hops: { kind: string; verdict?: string }[];
}

export interface Flow {
  from: string;
  to: string;
}

/** One prediction a flow, in order. @throws {Error} when a flow was not understood. */
export async function predict(
  kubeconfig: string,
  folder: string,
  flows: readonly Flow[],
): Promise<Prediction[]> {
  const file = join(folder, 'flows.jsonl');
  await writeFile(file, flows.map((flow) => `${JSON.stringify(flow)}\n`).join(''));
  const { code, out, err } = await portolanEnds([
    'trace',
    '--kubeconfig',
    kubeconfig,
    '--flows',
    file,
  ]);
  if (code !== 0) throw new Error(`portolan trace ended with ${code}: ${err}`);
  const lines = out.trim().split('\n');
  return lines.map((line, index) => {
    const result: Prediction & { error?: { message: string } } = JSON.parse(line);
    if (result.error) throw new Error(`${flows[index]?.to}: ${result.error.message}`);
    return result;
  });
}

/** Which outcomes bear a verdict out; said here anew, to check that Portolan says the same. */
const bornOutBy: Readonly<Record<Prediction['verdict'], readonly Seen['outcome'][]>> = {
  forward: ['open', 'http'],
  reject: ['refused'],
  drop: ['timeout'],
  accept: ['open', 'http'],
  unmatched: ['refused', 'timeout'],
  noRoute: ['timeout', 'unreachable'],
  nameError: ['nameError'],
  unknown: [],
};

export function isBornOut({ verdict, hops }: Prediction, { outcome }: Seen): boolean {
  // Where the question for the name is dropped, no connection is tried.
  const isDnsDropped = hops.some((hop) => hop.kind === 'dns' && hop.verdict === 'drop');
  return isDnsDropped ? outcome === 'dnsTimeout' : bornOutBy[verdict].includes(outcome);
}
