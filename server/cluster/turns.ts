/** Lets at most `places` tasks run at once; the others wait in order. */
export function createTurns(places: number) {
  const waiting: (() => void)[] = [];
  let free = places;
  return async function turn<Result>(task: () => Promise<Result>): Promise<Result> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
