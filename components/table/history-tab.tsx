import { Undo2 } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import { receiptOf } from '../../lib/domain/enrichment/receipt.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import { labelOf, type CustomColumn } from '../../lib/domain/lead/custom.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { momentOf, whenOf } from '../../lib/ui/format.ts';
import { leadHistory, type HistoryEvent } from '../../lib/ui/lead-history.ts';
import { useLeadActivity, useLeadDeeds, useLeadMerges, useLeadTasks } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useCustomColumns } from '../../lib/ui/view-queries.ts';
import { IconButton, LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ReceiptSlip } from '../parts/receipt.tsx';

interface HistoryTabProps {
  readonly lead: Lead;
  readonly nameOf: (providerId: string) => string;
}

const NO_COLUMNS: readonly CustomColumn[] = [];
/** Changes of one event, and events, before the rest is asked for. */
const CHANGES_SHOWN = 4;
const EVENTS_SHOWN = 50;

/** What happened to a lead, newest first, with the values before and after, and the receipt of each question asked of it. */
export function HistoryTab({ lead, nameOf }: HistoryTabProps): ReactElement {
  const now = useNow(60_000);
  const lines = useLeadActivity(lead.id);
  const merges = useLeadMerges(lead.id);
  const deeds = useLeadDeeds(lead.id);
  const custom = useCustomColumns() ?? NO_COLUMNS;
  const [shown, setShown] = useState(EVENTS_SHOWN);
  const tasks = (useLeadTasks(lead.id) ?? []).filter(({ task }) => TASK_ENDED.includes(task.state));
  const events = useMemo(() => (lines && deeds && merges ? leadHistory({ lead, lines, deeds, merges, nameOf }) : undefined), [lead, lines, deeds, merges, nameOf]);
  return (
    <>
      <section>
        <div className="k-h">
          <span>What happened</span>
        </div>
        {events?.length === 0 ? <p className="k-sm k-3">Nothing is written down for this lead.</p> : null}
        <ol>
          {(events ?? []).slice(0, shown).map((event) => (
            <Event key={event.id} event={event} custom={custom} now={now} />
          ))}
        </ol>
        {(events?.length ?? 0) > shown ? <LinkButton onClick={() => setShown(shown + EVENTS_SHOWN)}>Show older</LinkButton> : null}
      </section>
      {tasks.length > 0 ? (
        <section className="k-stack">
          <div className="k-h">
            <span>Receipts</span>
          </div>
          {tasks.map(({ task, run }) => (
            <div key={task.id}>
              <p className="k-sm k-2 k-insp__r">{run?.waterfall.name}</p>
              <ReceiptSlip receipt={receiptOf(task, nameOf)} now={now} />
            </div>
          ))}
        </section>
      ) : null}
    </>
  );
}

function Event({ event, custom, now }: { readonly event: HistoryEvent; readonly custom: readonly CustomColumn[]; readonly now: number }): ReactElement {
  const undo = useCommand('activity.undo');
  const [isWhole, setWhole] = useState(false);
  const { title, detail, changes, undoneAt } = event;
  const hidden = isWhole ? 0 : Math.max(0, changes.length - CHANGES_SHOWN);
  return (
    <li className={`k-hist ${undoneAt === undefined ? '' : 'is-undone'}`}>
      <div className="k-hist__h">
        <span className="k-grow">
          <span className="k-hist__t k-val">{undoneAt === undefined ? title : `Undone: ${title}`}</span>
          <span className="k-xs k-3 k-val">{[momentOf(event.at, now), undoneAt === undefined ? '' : `undone ${whenOf(undoneAt, now)}`, detail].filter(Boolean).join(' · ')}</span>
        </span>
        {event.undo === undefined ? null : (
          <IconButton small label={`Undo: ${title}`} onClick={() => void undo.send({ activityId: event.undo ?? '' })}>
            <Icon of={Undo2} size={14} />
          </IconButton>
        )}
      </div>
      {changes.length === 0 ? null : (
        <dl className="k-hist__c">
          {changes.slice(0, changes.length - hidden).map(({ field, before, after }) => (
            <div key={field}>
              <dt className="k-val">{labelOf(field, custom)}</dt>
              <dd>
                {before === undefined ? null : <del className="k-val" dir="auto">{before}</del>}
                {after === undefined ? <span className="k-3">empty</span> : <ins className="k-val" dir="auto">{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {changes.length > CHANGES_SHOWN ? (
        <LinkButton className="k-sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `and ${hidden} more`}
        </LinkButton>
      ) : null}
    </li>
  );
}
