import { Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { receiptOf } from '../../lib/domain/enrichment/receipt.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { canUndo } from '../../lib/ui/feed.ts';
import { momentOf } from '../../lib/ui/format.ts';
import { useLeadActivity, useLeadTasks } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ReceiptSlip } from '../parts/receipt.tsx';

interface HistoryTabProps {
  readonly lead: Lead;
  readonly nameOf: (providerId: string) => string;
}

/** What happened to a lead, newest first, and the receipt of each question asked of it. */
export function HistoryTab({ lead, nameOf }: HistoryTabProps): ReactElement {
  const now = useNow(60_000);
  const rows = useLeadActivity(lead.id);
  const tasks = (useLeadTasks(lead.id) ?? []).filter(({ task }) => TASK_ENDED.includes(task.state));
  const undo = useCommand('activity.undo');
  return (
    <>
      <section>
        <div className="k-h">
          <span>What happened</span>
        </div>
        {rows?.length === 0 ? <p className="k-sm k-3">Nothing is written down for this lead.</p> : null}
        <ul>
          {(rows ?? []).map((row) => (
            <li key={row.id} className="k-feed">
              <span className="k-feed__b">
                <span className="k-grow">
                  <span className="k-trunc k-feed__t k-val">{row.undoneAt === undefined ? row.title : `Undone: ${row.title}`}</span>
                  <span className="k-trunc k-sm k-3 k-val">{row.detail}</span>
                </span>
              </span>
              {canUndo(row) ? (
                <IconButton small label={`Undo: ${row.title}`} onClick={() => void undo.send({ activityId: row.id })}>
                  <Icon of={Undo2} size={14} />
                </IconButton>
              ) : null}
              <span className="k-xs k-3 k-nowrap">{momentOf(row.at, now)}</span>
            </li>
          ))}
        </ul>
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
