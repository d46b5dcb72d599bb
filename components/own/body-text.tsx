import { use, useId, type ReactElement } from 'react';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { CaretContext, takesPlaceholders, Problems } from './fields.tsx';

/** The JSON of a request, with placeholders in its texts. */
export function BodyText({ text, problems, onChange }: { readonly text: string; readonly problems: readonly PlacedProblem[]; readonly onChange: (text: string) => void }): ReactElement {
  const caret = use(CaretContext);
  const said = useId();
  return (
    <div className="k-own-f">
      <textarea
        className="k-recipe-json" aria-label="JSON of the request" rows={Math.min(16, Math.max(5, text.split('\n').length + 1))} spellCheck={false} maxLength={20_000} value={text}
        aria-invalid={problems.length > 0 || undefined} aria-describedby={problems.length > 0 ? said : undefined}
        {...takesPlaceholders(caret, onChange)}
      />
      <Problems of={problems} id={said} />
    </div>
  );
}
