import { useEffect, useState, type ReactElement } from 'react';

/** While keys are held down or the pointer is dragged nothing is said: only where it comes to rest. */
const QUIET_MS = 350;

/** Says how large the selected range is. */
export function RangeLive({ text }: { readonly text: string }): ReactElement {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span className="k-vh" role="status">
      {said}
    </span>
  );
}
