import { useEffect, useState } from 'react';
import { useClockOffset } from '../live/live.tsx';

/** The server's time, milliseconds since the epoch, refreshed every `interval` milliseconds. */
export function useNow(interval: number): number {
  const offset = useClockOffset();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return now + offset;
}
