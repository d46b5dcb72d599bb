import { Ban, BookmarkCheck, CopyX, Download, FileText, List, ListFilter, NotebookText, Pencil, Send, Trash2, Undo2, UserRound, type LucideIcon } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { TaskId } from '../../lib/core/ids.ts';
import type { ActivityKind, ActivityRow } from '../../lib/storage/database.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { canUndo, feedCost, feedDays } from '../../lib/ui/feed.ts';
import { timeOf } from '../../lib/ui/format.ts';
import { tableHash } from '../../lib/ui/hash.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { useActivity, useOpenRuns } from '../../lib/ui/queries.ts';
import { useEndedRuns } from '../../lib/ui/run-queries.ts';
import { useBusyFollows } from '../../lib/ui/follow-queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Amount } from '../parts/amount.tsx';
import { IconButton, LinkButton } from '../parts/button.tsx';
import { FollowProgress } from '../parts/follow-progress.tsx';
import { Icon } from '../parts/icon.tsx';
import { MonthCard } from '../parts/month-card.tsx';
import { RunCard } from '../parts/run-card.tsx';
import { EndedRun } from './ended-run.tsx';
import { Strips } from './strips.tsx';

/** Entries shown at first, and added by "Show older". */
const PAGE = 40;

/** The month so far, what runs now, and the history with its receipts and undo. */
export function ActivityTab({ nameOf }: { readonly nameOf: (providerId: string) => string }): ReactElement {
  const [limit, setLimit] = useState(PAGE);
  const rows = useActivity(limit);
  const runs = useOpenRuns();
  const ended = useEndedRuns();
  const follows = useBusyFollows();
  const now = useNow(60_000);
  const days = feedDays(rows ?? [], now);
  return (
    <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-activity">
      <Strips />
      <div className="k-panel__pad">
        <MonthCard />
        {(runs && runs.length > 0) || (follows && follows.length > 0) ? (
          <section aria-label="Running">
            <div className="k-h k-h--gap">
              <span>Running</span>
            </div>
            <div className="k-stack">
              {follows?.map((follow) => (
                <FollowProgress key={follow.id} follow={follow} />
              ))}
              {runs?.map((r) => (
                <RunCard key={r.run.id} progress={r} nameOf={nameOf} />
              ))}
            </div>
          </section>
        ) : null}
        {ended && ended.length > 0 ? (
          <section aria-label="Runs">
            <div className="k-h k-h--gap">
              <span>Runs</span>
            </div>
            <ul className="k-stack">
              {ended.map((run) => (
                <EndedRun key={run.id} run={run} now={now} />
              ))}
            </ul>
          </section>
        ) : null}
        {days.map((day) => (
          <section key={day.heading} aria-label={day.heading}>
            <div className="k-h">
              <span>{day.heading}</span>
            </div>
            <ul>
              {day.rows.map((row) => (
                <Entry key={row.id} row={row} />
              ))}
            </ul>
          </section>
        ))}
        {rows?.length === 0 ? <p className="k-2 k-center">Nothing has happened yet. Save a lead to begin.</p> : null}
        {rows && rows.length === limit ? <LinkButton onClick={() => setLimit(limit + PAGE)}>Show older</LinkButton> : null}
      </div>
    </div>
  );
}

const ICONS: Readonly<Record<ActivityKind, LucideIcon>> = {
  'lead-added': BookmarkCheck,
  'lead-merged': BookmarkCheck,
  'lead-edited': Pencil,
  'lead-deleted': Trash2,
  'table-deleted': Trash2,
  enriched: ListFilter,
  exported: Download,
  delivered: Send,
  account: UserRound,
  'list-read': List,
  'clip-added': NotebookText,
  'clip-removed': Trash2,
  contacts: Ban,
  'duplicate-skipped': CopyX,
};

/** One entry: a click opens the receipt or the lead; what a person did can be taken back. */
function Entry({ row }: { readonly row: ActivityRow }): ReactElement {
  const show = usePanel((s) => s.show);
  const undo = useCommand('activity.undo');
  const open = row.taskId !== undefined ? () => show({ kind: 'task', taskId: row.taskId as TaskId }) : row.leadId && row.tableId ? () => void openKilnPage('table', `table=${encodeURIComponent(row.tableId ?? '')}&lead=${encodeURIComponent(row.leadId ?? '')}`) : row.tableId && row.kind.startsWith('lead-') ? () => void openKilnPage('table', tableHash(row.tableId ?? '')) : undefined;
  const undone = row.undoneAt !== undefined;
  const body = (
    <>
      <Icon of={undone ? Undo2 : (ICONS[row.kind] ?? FileText)} className="k-feed__n" />
      <span className="k-grow">
        <span className="k-trunc k-feed__t k-val">{undone ? `Undone: ${row.title}` : row.title}</span>
        <span className="k-trunc k-sm k-3 k-val">{row.detail}</span>
      </span>
    </>
  );
  return (
    <li className="k-feed">
      {open ? (
        <button type="button" className="k-feed__b" onClick={open}>
          {body}
        </button>
      ) : (
        <div className="k-feed__b">{body}</div>
      )}
      {canUndo(row) ? (
        <IconButton small label={`Undo: ${row.title}`} onClick={() => void undo.send({ activityId: row.id })}>
          <Icon of={Undo2} size={14} />
        </IconButton>
      ) : null}
      <span className="k-feed__r">
        <Cost row={row} />
        <span className="k-xs k-3">{timeOf(row.at)}</span>
      </span>
    </li>
  );
}

function Cost({ row }: { readonly row: ActivityRow }): ReactElement {
  const cost = feedCost(row);
  if (cost !== 'amount' || !row.charged) return <span className="k-3">{cost === 'nothing' ? 'nothing' : 'free'}</span>;
  return (
    <span className="k-feed__c">
      {row.charged.actions === 0 ? null : <Amount meter="actions" amount={row.charged.actions} />}
      {row.charged.credits === 0 ? null : <Amount meter="data_credits" amount={row.charged.credits} />}
    </span>
  );
}
