import { ChevronDown, ChevronRight, Undo2 } from 'lucide-react';
import { memo, type CSSProperties, type MouseEvent, type ReactElement } from 'react';
import type { Run } from '../../lib/domain/enrichment/run.ts';
import { explain } from '../../lib/domain/ledger/explain.ts';
import { formatMicro, micro, type Micro } from '../../lib/domain/ledger/amount.ts';
import { TAKEN_BACK } from '../../lib/domain/ledger/lots.ts';
import { effectOf } from '../../lib/domain/ledger/statement.ts';
import { dateOf, dayHeading, plural, timeOf } from '../../lib/ui/format.ts';
import { leadName, type EntryView } from '../../lib/ui/statement-query.ts';
import type { EntryGroup, Grouping } from '../../lib/ui/statement-scan.ts';
import { Icon } from '../parts/icon.tsx';

export const signed = (amount: Micro): string => (amount === 0 ? '0' : `${amount > 0 ? '+' : ''}${formatMicro(amount)}`);

interface EntryRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly view: EntryView | undefined;
  readonly actionsAfter: number;
  readonly creditsAfter: number;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  /** Its line stands under the head of a group. */
  readonly isInGroup: boolean;
  readonly byDay: boolean;
  readonly nameOf: (providerId: string) => string;
  readonly memberOf: (id: string) => string;
  readonly now: number;
  readonly onOpen: (index: number) => void;
}

/** A row that is pressed leaves the focus with the list: one that scrolls away would take it along. */
function press(e: MouseEvent<HTMLElement>, then: () => void): void {
  if (e.button !== 0) return;
  e.preventDefault();
  e.currentTarget.closest<HTMLElement>('[role="treegrid"]')?.focus({ preventScroll: true });
  then();
}

const at = (top: number): CSSProperties => ({ transform: `translateY(${top}px)` });

/** One line of the statement. */
export const EntryRow = memo(function EntryRow({ id, index, top, view, actionsAfter, creditsAfter, isCurrent, isOpen, isInGroup, byDay, nameOf, memberOf, now, onOpen }: EntryRowProps): ReactElement {
  const entry = view?.entry;
  const back = entry?.kind === 'reversal' || (entry?.kind === 'grant' && entry.code !== 'plan' && entry.code !== TAKEN_BACK);
  return (
    <div id={id} role="row" aria-level={isInGroup ? 2 : 1} aria-rowindex={index + 2} aria-selected={isOpen} className={`k-st__r ${isCurrent ? 'is-current' : ''} ${isOpen ? 'is-open' : ''} ${back ? 'is-back' : ''}`} tabIndex={-1} style={at(top)} onMouseDown={(e) => press(e, () => onOpen(index))}>
      {entry ? (
        <>
          <span role="gridcell" className="k-st__t k-2">
            {byDay || dayHeading(entry.at, now) === 'Today' ? timeOf(entry.at) : `${dateOf(entry.at, now)}, ${timeOf(entry.at)}`}
          </span>
          <span role="gridcell" className="k-st__w">
            {entry.kind === 'reversal' ? <Icon of={Undo2} size={12} className="k-ok" /> : null}
            <span className="k-trunc">{explain(entry, nameOf).title}</span>
          </span>
          <span role="gridcell" className="k-st__l k-trunc k-2 k-val">
            {leadName(view.lead)}
          </span>
          <span role="gridcell" className="k-st__m k-trunc k-2 k-val">
            {entry.member === undefined ? '' : memberOf(entry.member)}
          </span>
          <Moved amount={entry.actions} moves={effectOf(entry).actions !== 0 || entry.actions === 0} />
          <Moved amount={entry.credits} moves={effectOf(entry).credits !== 0 || entry.credits === 0} />
          <span role="gridcell" className="k-st__n k-st__b k-2">
            {formatMicro(micro(actionsAfter))}
          </span>
          <span role="gridcell" className="k-st__n k-st__b k-2">
            {formatMicro(micro(creditsAfter))}
          </span>
        </>
      ) : (
        <span role="gridcell" className="k-3">
          …
        </span>
      )}
    </div>
  );
});

/** An amount that moves what is owned; one that is only set aside, or given back, stands in brackets. */
function Moved({ amount, moves }: { readonly amount: number; readonly moves: boolean }): ReactElement {
  if (moves) return <span role="gridcell" className={`k-st__n ${amount === 0 ? 'k-3' : amount > 0 ? 'k-ok' : ''}`}>{signed(micro(amount))}</span>;
  return (
    <span role="gridcell" className="k-st__n k-3">
      <span className="k-vh">{amount < 0 ? 'set aside ' : 'given back '}</span>
      <span aria-hidden="true">(</span>
      {formatMicro(micro(Math.abs(amount)))}
      <span aria-hidden="true">)</span>
    </span>
  );
}

interface GroupRowProps {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly group: EntryGroup;
  readonly grouping: Grouping;
  readonly run: Run | undefined;
  readonly isClosed: boolean;
  readonly isCurrent: boolean;
  readonly now: number;
  readonly onToggle: (group: EntryGroup, index: number) => void;
}

/** The head of a day or a run, with what its lines come to. */
export function GroupRow({ id, index, top, group, grouping, run, isClosed, isCurrent, now, onToggle }: GroupRowProps): ReactElement {
  const { sums } = group;
  const name = grouping === 'day' ? dayHeading(Number(group.key), now) : group.key === '' ? 'Outside of runs, and of other devices' : (run?.waterfall.name ?? 'A run that is no longer here');
  const when = grouping === 'run' && run ? `${dateOf(run.createdAt, now)}, ${timeOf(run.createdAt)}, ${plural(run.leadCount, 'lead')}` : '';
  return (
    <div id={id} role="row" aria-level={1} aria-rowindex={index + 2} aria-expanded={!isClosed} className={`k-st__r k-st__g ${isCurrent ? 'is-current' : ''}`} tabIndex={-1} style={at(top)} onMouseDown={(e) => press(e, () => onToggle(group, index))}>
      <span role="gridcell" aria-colindex={1} aria-colspan={4} className="k-st__h k-trunc">
        <Icon of={isClosed ? ChevronRight : ChevronDown} size={14} />
        <b>{name}</b>
        <span className="k-3 k-trunc">
          {[when, plural(sums.answers, 'answer'), sums.misses > 0 ? `${sums.misses} not charged` : ''].filter((w) => w !== '').join(', ')}
        </span>
      </span>
      <span role="gridcell" aria-colindex={5} className="k-st__n k-strong">
        {signed(sums.net.actions)}
      </span>
      <span role="gridcell" aria-colindex={6} className="k-st__n k-strong">
        {signed(sums.net.credits)}
      </span>
    </div>
  );
}
