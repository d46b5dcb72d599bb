import { useVirtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import { moveBy } from '../../lib/ui/grid-keys.ts';
import type { RowView } from '../../lib/ui/list-rows.ts';
import { Icon } from '../parts/icon.tsx';

/** Height of a row in pixels; the same number stands in list.css. */
const ROW_PX = 43;

interface RowBoxProps {
  readonly label: string;
  readonly rows: readonly RowView[];
  readonly ticked: ReadonlySet<string>;
  /** What scrolls: the middle of the panel, not the rows alone. */
  readonly scroller: HTMLElement | null;
  readonly tagOf: (key: string) => ReactNode;
  readonly onTurn: (key: string, shift: boolean) => void;
  readonly onTurnAll: () => void;
  /** Shows the record on the page. */
  readonly onShow: (key: string) => void;
  readonly onCopy: () => void;
}

/**
 * Rows to tick. Only those on the screen exist; the focus stays on the box and `aria-activedescendant` names the current row.
 * Space ticks, Shift extends, Enter shows the row on the page, Ctrl A ticks all, Ctrl C copies.
 */
export function RowBox({ label, rows, ticked, scroller, tagOf, onTurn, onTurnAll, onShow, onCopy }: RowBoxProps): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !scroller) return undefined;
    const measure = (): void => setMargin(Math.round(element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop));
    measure();
    // What stands above the rows grows and shrinks: notes, chips, the plan for further pages.
    const watch = new ResizeObserver(measure);
    for (const part of element.closest('.k-panel__pad')?.children ?? []) watch.observe(part);
    return () => watch.disconnect();
  }, [scroller]);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller, estimateSize: () => ROW_PX, overscan: 8, scrollMargin: margin, scrollPaddingStart: 8, scrollPaddingEnd: 8 });
  const items = virtual.getVirtualItems();
  const at = Math.min(current, rows.length - 1);
  const here = rows[at];

  const go = (row: number): void => {
    setCurrent(row);
    virtual.scrollToIndex(row, { align: 'auto' });
  };
  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>): void => {
    const command = (e.ctrlKey || e.metaKey) && !e.altKey;
    const next = moveBy({ row: at, col: 0 }, e, { rows: rows.length, cols: 1, page: Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / ROW_PX) - 1) });
    const to = e.key === 'Home' ? 0 : e.key === 'End' ? rows.length - 1 : next?.row;
    if (command && e.key.toLowerCase() === 'a') onTurnAll();
    else if (command && e.key.toLowerCase() === 'c') onCopy();
    else if (e.key === ' ' && here) onTurn(here.key, e.shiftKey);
    else if (e.key === 'Enter' && here) onShow(here.key);
    else if (to !== undefined) {
      go(to);
      const key = rows[to]?.key;
      if (e.shiftKey && key !== undefined && to !== at) onTurn(key, true);
    } else return;
    e.preventDefault();
  };
  const onClick = (e: MouseEvent): void => {
    const target = e.target instanceof Element ? e.target : null;
    const index = Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? Number.NaN);
    const row = rows[index];
    if (!row) return;
    setCurrent(index);
    if (e.shiftKey || target?.closest('.k-lrow__c')) onTurn(row.key, e.shiftKey);
    else onShow(row.key);
  };
  const onMouseDown = (e: MouseEvent): void => {
    // The box keeps the focus: a row that scrolls away would take it along.
    e.preventDefault();
    box.current?.focus({ preventScroll: true });
  };

  return (
    <div className="k-lrows" role="listbox" aria-label={label} aria-multiselectable="true" aria-activedescendant={here && items.some((item) => item.index === at) ? rowId(here.key) : undefined} tabIndex={0} ref={box} onKeyDown={onKeyDown} onMouseDown={onMouseDown} onClick={onClick} style={{ height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        const tag = tagOf(row.key);
        return (
          <div
            key={row.key}
            id={rowId(row.key)}
            role="option"
            data-index={item.index}
            tabIndex={-1}
            aria-selected={ticked.has(row.key)}
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            className={`k-lrow ${tag === null ? '' : 'is-known'} ${item.index === at ? 'is-current' : ''}`}
            style={{ transform: `translateY(${item.start - margin}px)` }}
            title="Show on the page"
          >
            <span className="k-lrow__c">
              <span className="k-check" data-on={ticked.has(row.key) || undefined}>
                <Icon of={Check} size={12} />
              </span>
            </span>
            <span className="k-grow">
              <span className="k-trunc k-val k-lrow__n" dir="auto">
                {row.title}
              </span>
              <span className="k-trunc k-val k-sm k-3 k-lrow__d" dir="auto">
                {row.detail}
              </span>
            </span>
            {tag}
          </div>
        );
      })}
    </div>
  );
}

const rowId = (key: string): string => `row-${key.replace(/[^\w-]/g, '_')}`;
