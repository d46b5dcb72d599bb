import { useEffect, useRef, useState, type ReactElement } from 'react';

const QUIET_MS = 5_000;

/** Reads the progress of a run aloud, at most once every five seconds; the last message is never lost. */
export function LiveRegion({ text }: { readonly text: string }): ReactElement {
  const [said, setSaid] = useState(text);
  const lastAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + QUIET_MS - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span className="k-vh" role="status" aria-live="polite">
      {said}
    </span>
  );
}
