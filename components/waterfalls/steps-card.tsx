import { Plus } from 'lucide-react';
import { useRef, useState, type ReactElement } from 'react';
import type { Quote, QuoteStep } from '../../lib/domain/enrichment/quote.ts';
import type { WaterfallStep } from '../../lib/domain/enrichment/waterfall.ts';
import { WATERFALL_STEPS } from '../../lib/core/limits.ts';
import { moved } from '../../lib/ui/reorder.ts';
import { useReorder } from '../../lib/ui/use-reorder.ts';
import { stepKey, stepName } from '../../lib/ui/waterfall-edit.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { AddStep } from './add-step.tsx';
import type { CardProps } from './card-props.ts';
import { StepRow } from './step-row.tsx';

/** The figures of a step in the price of the sample. */
export const figuresOf = (quote: Quote | undefined, step: WaterfallStep): QuoteStep | undefined =>
  quote?.steps.find((s) => s.finds === undefined && s.source === step.source && (step.source === 'pattern' || (s.providerId === step.providerId && s.operation === step.operation)));

/** The steps in their order: dragged by the grip or moved by keys, switched off, opened for their rules. */
export function StepsCard({ editor, catalogue, states, quote }: CardProps & { readonly quote: Quote | undefined }): ReactElement {
  const { draft, change } = editor;
  const [open, setOpen] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const names = draft.steps.map((s) => stepName(s, catalogue.nameOf));
  const list = useRef<HTMLOListElement>(null);
  const reorder = useReorder(list, names, (from, to) => change((w) => ({ ...w, steps: moved(w.steps, from, to) })));
  const places = draft.steps.map((s, i) => (s.isOff ? null : draft.steps.slice(0, i + 1).filter((one) => !one.isOff).length));
  return (
    <section className="k-card k-wfcard" aria-label="Steps">
      <div className="k-wf k-wf--h" aria-hidden="true">
        <span className="k-wf__h1">Step</span>
        <span className="k-num">Price</span>
        <span className="k-wf__hit">Found</span>
        <span className="k-wf__x k-num">Time</span>
        <span className="k-wf__x k-num">Answers</span>
        <span>On</span>
      </div>
      {draft.steps.length === 0 ? <p className="k-wf__none k-2">No step yet. Add the sources that shall be asked, the cheapest first.</p> : null}
      <ol ref={list} className={reorder.dragged === null ? '' : 'is-sorting'}>
        {draft.steps.map((step, i) => (
          <StepRow
            key={stepKey(step)}
            step={step}
            index={i}
            place={places[i] ?? null}
            name={names[i] ?? ''}
            state={states.ofStep(step)}
            figures={figuresOf(quote, step)}
            editor={editor}
            grip={reorder.gripOf(i)}
            offset={reorder.offsetOf(i)}
            isDragged={reorder.dragged === i}
            isOpen={open === stepKey(step)}
            onToggle={() => setOpen(open === stepKey(step) ? null : stepKey(step))}
          />
        ))}
      </ol>
      <Button look="ghost" className="k-wf__add" icon={<Icon of={Plus} />} disabled={draft.steps.length >= WATERFALL_STEPS} onClick={() => setAdding(true)}>
        Add a step
      </Button>
      <span className="k-vh" role="status" aria-live="assertive">
        {reorder.said}
      </span>
      {adding ? <AddStep editor={editor} catalogue={catalogue} states={states} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}
