import { useId, type ReactElement } from 'react';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import { plural } from '../../lib/ui/format.ts';
import type { WaterfallEditor } from '../../lib/ui/use-waterfall-editor.ts';
import { withRule } from '../../lib/ui/waterfall-edit.ts';

/** Whether the steps are asked as they stand, or in the order that history makes cheapest. */
export function LearnedCard({ editor, quote }: { readonly editor: WaterfallEditor; readonly quote: Quote | undefined }): ReactElement {
  const { draft, change } = editor;
  const isLearned = draft.order === 'learned';
  const known = Math.round(quote?.expected?.attempts ?? 0);
  const from = known > 0 ? `from ${plural(known, 'of your own questions', 'of your own questions')}` : 'as soon as there are answers of your own to learn from';
  const id = useId();
  return (
    <section className="k-card k-learn" aria-label="Order of the steps">
      <button type="button" role="switch" aria-checked={isLearned} aria-labelledby={id} className="k-switch" onClick={() => change((w) => withRule(w, { order: isLearned ? undefined : 'learned' }))} />
      <div className="k-grow">
        <b id={id}>Learned order</b>
        <p className="k-sm k-2">{isLearned ? `Asked in the order that costs least for each answer, ${from}. You can still drag.` : 'The steps are asked as they stand below. Switched on, those that answer often and cheaply come first.'}</p>
      </div>
    </section>
  );
}
