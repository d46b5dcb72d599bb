import { useEffect, useRef, useState } from 'react';

/** A value as it was when it last stood still for so many milliseconds: what hangs on it is not done over and over while it moves. */
export function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  const latest = useRef({ value, at: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = { value, at: performance.now() };
    // One timer for all values of a movement: it looks when it ends how long the last of them has stood.
    const look = (): void => {
      const left = ms - (performance.now() - latest.current.at);
      timer.current = left > 1 ? setTimeout(look, left) : undefined;
      if (timer.current === undefined) setRested(() => latest.current.value);
    };
    timer.current ??= setTimeout(look, ms);
  }, [value, ms]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return rested;
}
