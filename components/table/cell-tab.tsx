import { Check, Copy, Minus, Pencil, RefreshCw, Search, type LucideIcon } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { receiptOf } from '../../lib/domain/enrichment/receipt.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { VERDICT_WORDS } from '../../lib/domain/enrichment/words.ts';
import { cellView } from '../../lib/ui/cells.ts';
import { asksFor, type Column } from '../../lib/ui/columns.ts';
import { momentOf } from '../../lib/ui/format.ts';
import { fieldRows, nameOfLead, othersOf } from '../../lib/ui/lead-rows.ts';
import { chosenValue } from '../../lib/domain/lead/merge.ts';
import { priceView } from '../../lib/ui/price.ts';
import { usePriceRevision, useLeadTasks } from '../../lib/ui/queries.ts';
import { sourceTitle } from '../../lib/ui/provenance.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand, useQuote } from '../../lib/ui/use-commands.ts';
import { whyOf } from '../../lib/ui/why.ts';
import { BuyButton } from '../parts/buy-button.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { FieldText } from '../parts/field-link.tsx';
import { Icon } from '../parts/icon.tsx';
import { ConfidenceTag, MarkDot, SandboxTag } from '../parts/mark-dot.tsx';
import { OtherAnswers, ReceiptSlip } from '../parts/receipt.tsx';
import { SourceFacts } from './source-facts.tsx';

interface CellTabProps {
  readonly lead: Lead;
  readonly column: Column;
  readonly nameOf: (providerId: string) => string;
}

/** One value: how sure, why, from where, what else is known, its receipt, and asking again. */
export function CellTab({ lead, column, nameOf }: CellTabProps): ReactElement {
  const now = useNow(60_000);
  const edit = useTable((s) => s.edit);
  const tasks = useLeadTasks(lead.id) ?? [];
  const state = lead.fields[column.field];
  const value = chosenValue(state);
  const row = fieldRows(lead.kind, lead.fields, undefined).find((r) => r.field === column.field);
  // The receipt of the value that shows; without one, of the last time this question was asked.
  const asked = tasks.find(({ task }) => task.id === value?.provenance.taskId) ?? tasks.find(({ run }) => run && asksFor(run.waterfall, column.field));
  // A cell without a value says what the grid says of it: who is asked, that nobody had it, why it failed.
  const view = cellView(lead, column.field, asked?.task, nameOf, now);
  // What a formula reckons is shown and copied; it cannot be typed over.
  const reckoned = column.read?.(lead, now);
  const text = value?.value ?? reckoned;
  const copy = async (): Promise<void> => {
    if (text === undefined) return;
    await navigator.clipboard.writeText(text);
    showToast({ kind: 'info', text: `${column.label} copied` });
  };
  return (
    <>
      <section>
        <p className="k-sm k-3 k-trunc">
          {column.label} of <span className="k-val">{nameOfLead(lead.fields)}</span>
        </p>
        <div className="k-insp__v">
          {value ? <FieldText field={column.field} value={value.value} /> : reckoned !== undefined ? <span className="k-val" dir="auto">{reckoned}</span> : <span className="k-grow k-3">{'text' in view ? view.text : 'Empty'}</span>}
          <span className="k-grow" />
          {column.read ? null : (
            <IconButton small label={`Edit ${column.label.toLowerCase()}`} onClick={() => edit({ leadId: lead.id, field: column.field })}>
              <Icon of={Pencil} size={14} />
            </IconButton>
          )}
          {text !== undefined ? (
            <IconButton small label="Copy" onClick={() => void copy()}>
              <Icon of={Copy} size={14} />
            </IconButton>
          ) : null}
        </div>
        {value ? (
          <div className="k-tags">
            {asked?.task.verdict && asked.task.id === value.provenance.taskId ? <span className={`k-tag ${asked.task.verdict === 'valid' ? 'k-tag--ok' : ''}`}>{VERDICT_WORDS[asked.task.verdict]}</span> : null}
            <ConfidenceTag value={value} />
            {value.provenance.sandbox ? <SandboxTag /> : null}
            <span className="k-sm k-3">{momentOf(value.provenance.at, now)}</span>
          </div>
        ) : null}
      </section>
      {value && state ? (
        <>
          <section>
            <div className="k-h">
              <span>Why {(value.confidence / 100).toFixed(2)}</span>
            </div>
            <ul className="k-why">
              {whyOf(state, value, nameOf).map((reason) => (
                <li key={reason.text}>
                  <Icon of={WHY_ICON[reason.kind]} size={14} className={reason.kind === 'for' ? 'k-ok' : 'k-3'} />
                  <span>{reason.text}</span>
                </li>
              ))}
            </ul>
          </section>
          <SourceFacts value={value} nameOf={nameOf} />
        </>
      ) : null}
      {row ? <OtherValues lead={lead} column={column} nameOf={nameOf} /> : null}
      {asked && TASK_ENDED.includes(asked.task.state) ? (
        <>
          <ReceiptSlip receipt={receiptOf(asked.task, nameOf)} now={now} />
          <OtherAnswers receipt={receiptOf(asked.task, nameOf)} />
        </>
      ) : null}
      {column.waterfalls.map((w) => (
        <AskAgain key={w.id} lead={lead} waterfall={w} again={asked !== undefined || value !== undefined} />
      ))}
    </>
  );
}

const WHY_ICON: Readonly<Record<'for' | 'neutral', LucideIcon>> = { for: Check, neutral: Minus };

function OtherValues({ lead, column, nameOf }: CellTabProps): ReactElement | null {
  const now = useNow(60_000);
  const choose = useCommand('lead.choose');
  const state = lead.fields[column.field];
  const value = chosenValue(state);
  const others = state && value ? othersOf(state.values, value) : [];
  if (others.length === 0) return null;
  return (
    <section>
      <div className="k-h">
        <span>Other values</span>
        <span>kept, not used</span>
      </div>
      <ul className="k-alts">
        {others.map((v) => (
          <li key={v.value}>
            <MarkDot value={v} />
            <span className="k-grow">
              <span className="k-trunc k-val" dir="auto" title={v.value}>
                {v.value}
              </span>
              <span className="k-xs k-3">
                {sourceTitle(v, nameOf)}, {momentOf(v.provenance.at, now)}
              </span>
            </span>
            <Button small busy={choose.busy} aria-label={`Use ${v.value}`} onClick={() => void choose.send({ leadId: lead.id, field: column.field, value: v.value })}>
              Use
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The price of asking for this one cell. */
function AskAgain({ lead, waterfall, again }: { readonly lead: Lead; readonly waterfall: Waterfall; readonly again: boolean }): ReactElement {
  const quote = useQuote(waterfall.id, { leadIds: [lead.id] }, `${usePriceRevision()} ${lead.updatedAt}`);
  const run = useCommand('run.start');
  const [confirming, setConfirming] = useState(false);
  const start = async (): Promise<void> => {
    setConfirming(false);
    if (!quote.value) return;
    const { actions, credits } = quote.value.max;
    await run.send({ leadIds: [lead.id], waterfallId: waterfall.id, cap: { actions, credits } });
  };
  return (
    <>
      <BuyButton
        name={waterfall.name}
        icon={again ? RefreshCw : Search}
        view={quote.value ? priceView(quote.value, waterfall.enrichment) : undefined}
        busy={run.busy}
        {...(quote.error ? { error: quote.error.message } : {})}
        onBuy={() => (quote.value?.confirm ? setConfirming(true) : void start())}
      />
      {confirming && quote.value ? <ConfirmDialog waterfall={waterfall} quote={quote.value} meters={undefined} onStart={() => void start()} onClose={() => setConfirming(false)} /> : null}
    </>
  );
}
