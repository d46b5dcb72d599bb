import type { ReactElement } from 'react';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import { confidenceWords, markOf, markWords } from '../../lib/ui/provenance.ts';

/** The provenance mark of a value as a picture: shape says where from, fill how sure. */
export function MarkDot({ value, silent = false }: { readonly value: FieldValue; readonly silent?: boolean }): ReactElement {
  const mark = markOf(value);
  const name = silent ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': markWords(value) };
  return <span className="k-dot k-dot--i" data-from={mark.from} data-sure={mark.sure} {...name} />;
}

/** Mark and confidence in a tag: "● 0.97 high". */
export function ConfidenceTag({ value }: { readonly value: FieldValue }): ReactElement {
  return (
    <span className="k-tag">
      <MarkDot value={value} silent />
      {confidenceWords(value.confidence)}
    </span>
  );
}

/** Marks a value that came from the practice sandbox and is about nobody. */
export const SandboxTag = (): ReactElement => <span className="k-tag k-tag--warn">Sandbox</span>;
