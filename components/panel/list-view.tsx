import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { Capture } from '../../lib/domain/lead/capture.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { useKnownRows } from '../../lib/ui/list-data.ts';
import { rowViews } from '../../lib/ui/list-rows.ts';
import { forget, NOTHING_SAID, tickedOf } from '../../lib/ui/list-selection.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { useTables } from '../../lib/ui/queries.ts';
import { ClipSection } from './clip-section.tsx';
import { ColumnChips } from './column-chips.tsx';
import { FollowCard } from './follow-card.tsx';
import { ListActions } from './list-actions.tsx';
import { ListHead } from './list-head.tsx';
import { ListNotes } from './list-notes.tsx';
import { ListRows } from './list-rows.tsx';
import { PageBar } from './page-bar.tsx';
import { Strips } from './strips.tsx';

interface ListViewProps {
  readonly tabId: number;
  readonly row: CaptureRow;
  readonly capture: Capture;
  /** The list that is shown. */
  readonly list: ListCapture;
  readonly strip: ReactNode;
}

/** A list of the page: what it is, what its columns mean, which rows are known, and adding the others. */
export function ListView({ tabId, row, capture, list, strip }: ListViewProps): ReactElement {
  const [body, setBody] = useState<HTMLDivElement | null>(null);
  const key = `${tabId} ${row.url} ${list.id}`;
  const { rows: chosen, selectRows } = usePanel();
  const selection = chosen.key === key ? chosen.selection : NOTHING_SAID;
  const tables = useTables();
  const found = useKnownRows(list, capture.url, tables);
  const known = found ?? NOT_LOOKED;
  const views = useMemo(() => rowViews(list), [list]);
  const ticked = useMemo(() => tickedOf(selection, views.map((view) => view.key), known), [selection, views, known]);
  const onSaved = (keys: readonly string[]): void => {
    const now = usePanel.getState().rows;
    if (now.key === key) selectRows(key, forget(now.selection, keys));
  };
  return (
    <>
      <PageBar tabId={tabId} url={row.url} capture={capture} list={list} isList busy={false} />
      <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page" ref={setBody}>
        <Strips />
        {strip}
        <div className="k-panel__pad">
          <ListHead tabId={tabId} row={row} list={list} known={known.size} isMoved={strip !== null} />
          <ListNotes row={row} list={list} />
          <ColumnChips tabId={tabId} list={list} isChanged={row.listsAsRead?.[list.id] !== undefined} />
          <FollowCard tabId={tabId} url={capture.url} list={list} />
          <ListRows tabId={tabId} list={list} views={views} known={known} tables={tables ?? []} selection={selection} ticked={ticked} scroller={body} onSelect={(next) => selectRows(key, next)} />
          <ClipSection tabId={tabId} url={capture.url} isList />
        </div>
      </div>
      {tables && found ? (
        <ListActions tabId={tabId} url={capture.url} list={list} tables={tables.filter((table) => table.kind === list.kind)} known={known} ticked={ticked} onSaved={onSaved} />
      ) : null}
    </>
  );
}

const NOT_LOOKED: ReadonlyMap<string, readonly string[]> = new Map();
