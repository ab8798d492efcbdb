// How far a Deployment's rolling update may go at once: arithmetic only.

/** Replicas asked of a ReplicaSet and how many of them are available. */
export interface SetSize {
  replicas: number;
  available: number;
}

export interface RolloutRequest {
  /** `spec.replicas` of the Deployment. */
  wanted: number;
  /** `spec.strategy.rollingUpdate`, a number or a percentage. */
  maxSurge: unknown;
  maxUnavailable: unknown;
  newest: SetSize;
  /** Oldest first. */
  old: readonly SetSize[];
}

export interface RolloutStep {
  newest: number;
  /** In the order given. */
  old: readonly number[];
}

function share(value: unknown, of: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? Number.parseFloat(value) : 25;
  return round((percent * of) / 100);
}

/** Surge rounds up, unavailability down; both zero would never move, so one may be unavailable. */
export function rolloutBounds(
  request: Pick<RolloutRequest, 'wanted' | 'maxSurge' | 'maxUnavailable'>,
): {
  surge: number;
  unavailable: number;
} {
  const surge = share(request.maxSurge, request.wanted, Math.ceil);
  const unavailable = share(request.maxUnavailable, request.wanted, Math.floor);
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** The next replica counts; applied again after each change it ends at (wanted, 0, 0, …). */
export function nextStep(request: RolloutRequest): RolloutStep {
  const { wanted, newest, old } = request;
  const { surge, unavailable } = rolloutBounds(request);
  const oldTotal = sum(old.map(({ replicas }) => replicas));
  const room = wanted + surge - (newest.replicas + oldTotal);
  const grown = newest.replicas + Math.max(0, Math.min(room, wanted - newest.replicas));
  const target = Math.min(grown, wanted);
  const minAvailable = wanted - unavailable;
  const newUnavailable = Math.max(0, newest.replicas - newest.available);
  const mayRemove = Math.max(0, newest.replicas + oldTotal - minAvailable - newUnavailable);
  return { newest: target, old: shrink(request, Math.min(mayRemove, oldTotal), minAvailable) };
}

/** Broken old Pods go first, whatever is available; healthy ones only while enough remain. */
function shrink(
  { newest, old }: RolloutRequest,
  mayRemove: number,
  minAvailable: number,
): number[] {
  let left = mayRemove;
  const cleaned = old.map(({ replicas, available }) => {
    const broken = Math.min(left, Math.max(0, replicas - available));
    left -= broken;
    return replicas - broken;
  });
  let spare = Math.min(
    left,
    newest.available + sum(old.map(({ available }) => available)) - minAvailable,
  );
  return cleaned.map((replicas) => {
    const removed = Math.max(0, Math.min(spare, replicas));
    spare -= removed;
    return replicas - removed;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
