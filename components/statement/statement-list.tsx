import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { rowsOf, type EntryGroup, type Grouping, type Scan } from '../../lib/ui/statement-scan.ts';
import { useEntries, useRunsById } from '../../lib/ui/statement-query.ts';
import { useMedia, useNow } from '../../lib/ui/use-browser.ts';
import { BoltGlyph, DiscsGlyph } from '../parts/icon.tsx';
import { EntryRow, GroupRow } from './statement-row.tsx';

const ROW_PX = 34;
/** Two lines where there is no room for columns. */
const NARROW_ROW_PX = 50;
const HEAD_PX = 30;

interface StatementListProps {
  readonly scan: Scan;
  readonly grouping: Grouping;
  /** Number of the line whose details are shown. */
  readonly open: number | null;
  readonly onOpen: (seq: number | null) => void;
  readonly nameOf: (providerId: string) => string;
  readonly memberOf: (id: string) => string;
}

/**
 * The lines as a grid: only what is in sight exists, and is read by its numbers. The focus stays on the grid and
 * `aria-activedescendant` names the current row. Arrows, Page, Home and End move; Enter shows the details; Left and Right close and open a group.
 */
export function StatementList({ scan, grouping, open, onOpen, nameOf, memberOf }: StatementListProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(0);
  const isNarrow = useMedia('(max-width: 760px)');
  const now = useNow(60_000);
  const rows = useMemo(() => rowsOf(scan, grouping, closed), [scan, grouping, closed]);
  const height = isNarrow ? NARROW_ROW_PX : ROW_PX;
  const list = useVirtualizer({ count: rows.count, getScrollElement: () => box.current, estimateSize: () => height, overscan: 10, scrollPaddingStart: isNarrow ? 0 : HEAD_PX });
  useEffect(() => list.measure(), [height, list]);
  useEffect(() => setCurrent(0), [grouping]);
  const items = list.getVirtualItems();
  const inSight = items.map((item) => rows.at(item.index));
  const entries = useEntries(inSight.flatMap((row) => (row?.kind === 'line' ? (scan.seqs[row.place] ?? []) : [])));
  const runs = useRunsById(grouping === 'run' ? inSight.flatMap((row) => (row?.kind === 'group' ? row.group.key : [])) : []);
  const at = Math.min(current, Math.max(0, rows.count - 1));

  const toggle = useCallback((group: EntryGroup): void => setClosed((before) => {
    const next = new Set(before);
    if (!next.delete(group.key)) next.add(group.key);
    return next;
  }), []);
  const choose = useCallback((index: number): void => {
    setCurrent(index);
    const row = rows.at(index);
    if (row?.kind === 'group') toggle(row.group);
    else if (row) onOpen(scan.seqs[row.place] ?? null);
  }, [rows, scan, onOpen, toggle]);
  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / height) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.count - 1 }[e.key];
    const row = rows.at(at);
    if (to !== undefined) {
      const next = Math.max(0, Math.min(rows.count - 1, to));
      setCurrent(next);
      list.scrollToIndex(next, { align: 'auto' });
      const line = rows.at(next);
      // While details are shown they follow.
      if (open !== null && line?.kind === 'line') onOpen(scan.seqs[line.place] ?? null);
    } else if (e.key === 'Enter' || e.key === ' ') choose(at);
    else if (e.key === 'Escape' && open !== null) onOpen(null);
    else if (row?.kind === 'group' && ((e.key === 'ArrowLeft' && !closed.has(row.group.key)) || (e.key === 'ArrowRight' && closed.has(row.group.key)))) toggle(row.group);
    else return;
    e.preventDefault();
  };
  const idOf = (index: number): string => `entry-${index}`;
  return (
    <div className="k-st" role="treegrid" aria-label="Entries" aria-rowcount={rows.count + 1} aria-colcount={8} aria-activedescendant={items.some((item) => item.index === at) ? idOf(at) : undefined} tabIndex={0} ref={box} onKeyDown={onKeyDown}>
      <div role="row" aria-rowindex={1} className="k-st__r k-st__head">
        <span role="columnheader">When</span>
        <span role="columnheader">What</span>
        <span role="columnheader" className="k-st__l">For</span>
        <span role="columnheader" className="k-st__m">Who</span>
        <span role="columnheader" className="k-st__n k-actions"><BoltGlyph /><span className="k-vh">Actions</span></span>
        <span role="columnheader" className="k-st__n k-credits"><DiscsGlyph /><span className="k-vh">Data Credits</span></span>
        <span role="columnheader" className="k-st__n k-st__b">Left <BoltGlyph className="k-actions" /><span className="k-vh">Actions</span></span>
        <span role="columnheader" className="k-st__n k-st__b">Left <DiscsGlyph className="k-credits" /><span className="k-vh">Data Credits</span></span>
      </div>
      <div role="rowgroup" className="k-st__all" style={{ height: list.getTotalSize() }}>
        {items.map((item, i) => {
          const row = inSight[i];
          const shared = { id: idOf(item.index), index: item.index, top: item.start, isCurrent: item.index === at, now };
          if (row?.kind === 'group') return <GroupRow key={`g${row.group.key}`} {...shared} group={row.group} grouping={grouping} run={runs.get(row.group.key)} isClosed={closed.has(row.group.key)} onToggle={(_group, index) => choose(index)} />;
          const place = row?.place ?? -1;
          const seq = scan.seqs[place] ?? -1;
          return <EntryRow key={seq} {...shared} view={entries.get(seq)} actionsAfter={scan.actionsAfter[place] ?? 0} creditsAfter={scan.creditsAfter[place] ?? 0} isOpen={seq === open} isInGroup={grouping !== 'none'} byDay={grouping === 'day'} nameOf={nameOf} memberOf={memberOf} onOpen={choose} />;
        })}
      </div>
    </div>
  );
}
