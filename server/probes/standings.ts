import type { VantageStatus } from '@portolan/shared/wire/probe.ts';
import {
  type Capability,
  type Vantage,
  type Vantages,
  unavailableVantage,
} from './vantage/vantage.ts';

/** A vantage point and whether a client can stand there, asked once for all its paths. */
export interface Standing {
  vantage: Vantage;
  capability: Capability;
}

/** While it is not known how the cluster's network is reached, nobody stands anywhere. */
const nowhere: Vantages = { find: (id) => unavailableVantage(id, 'networkGone', {}) };

/** By vantage id. Never rejects. */
export async function standingsAt(
  ids: readonly string[],
  vantages: Promise<Vantages>,
  signal: AbortSignal,
  isWanted: (vantage: Vantage) => boolean = () => true,
): Promise<ReadonlyMap<string, Standing>> {
  const found = await vantages.catch(() => nowhere);
  const standings = ids
    .map((id) => [id, found.find(id)] as const)
    .filter(([, vantage]) => isWanted(vantage))
    .map(async ([id, vantage]): Promise<[string, Standing]> => {
      return [id, { vantage, capability: await vantage.capability(signal) }];
    });
  return new Map(await Promise.all(standings));
}

/** Nobody asks for what cannot be had, but of this machine a reader is always told. */
export function isOffered({ vantage, capability }: Standing): boolean {
  return capability.available || vantage.id === 'server';
}

export function statusOf({ vantage, capability }: Standing): VantageStatus {
  const { available, code, params } = capability;
  return {
    id: vantage.id,
    available,
    ...(code !== undefined && { code }),
    ...(params !== undefined && { params }),
  };
}
