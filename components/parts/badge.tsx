import type { ReactElement } from 'react';

/** How many, beside the word of a button; nothing when there are none. */
export const Badge = ({ count, word }: { readonly count: number; readonly word: string }): ReactElement | null =>
  count === 0 ? null : (
    <>
      {' '}
      <span className="k-badge">{count}</span>
      <span className="k-vh"> {word}</span>
    </>
  );
