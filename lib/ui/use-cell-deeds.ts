/** Copying, cutting, pasting, filling, continuing and emptying the cells of the selected range. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { CELL_PASTE_CHARS, CELLS_COPIED, CELLS_SET } from '../core/limits.ts';
import type { TableId } from '../core/ids.ts';
import type { CellDeed } from '../contracts/cell-commands.ts';
import { tsvText } from '../files/csv.ts';
import { htmlTable } from '../files/html-table.ts';
import { readPasted } from '../files/read/pasted.ts';
import { readCells, setCells, type CellDeps } from './cell-io.ts';
import { heightOf, widthOf, type CellRange } from './cell-range.ts';
import { doneWords, tooManyToCopy, tooManyToSet } from './cell-words.ts';
import type { Column } from './columns.ts';
import { alongRows } from './fill-along.ts';
import { filled as filledCells, fillTo, sourceRows, type Fill } from './fill-range.ts';
import { plural } from './format.ts';
import { sourceOfText, useImportDialog } from './import/import-store.ts';
import { filledFrom, placed, type Block, type Placement } from './paste-block.ts';
import { rowsFrom, type Positions } from './positions.ts';
import { leadsOnDevice } from './queries.ts';
import { sendCommand } from './send-command.ts';
import { useTable } from './table-store.ts';
import { showToast } from './toast-store.ts';

export interface CellDeeds {
  copy(): Promise<boolean>;
  cut(): Promise<void>;
  paste(from: { readonly text: string; readonly html: string }): Promise<void>;
  clear(deed?: 'clear' | 'cut'): Promise<void>;
  fill(way: 'down' | 'right'): Promise<void>;
  /** What the handle was let go of over: the values go on, or are repeated. */
  fillTo(fill: Fill, isCopy: boolean): Promise<void>;
  /** Goes on down to where the column beside the range ends. */
  fillAlong(): Promise<void>;
  /** The first rows of the range go on into those in which nothing stands. */
  series(): Promise<void>;
  /** Cells are being written. */
  readonly isBusy: boolean;
}

const DEPS: CellDeps = {
  async leadsAt(tableId, places) {
    const [low, high] = places.reduce(([a, b], place) => [Math.min(a, place), Math.max(b, place)], [Infinity, 0]);
    return high - low < places.length * 4 ? leadsOnDevice.between(tableId, low, high) : leadsOnDevice.at(tableId, places);
  },
  send: (input) => sendCommand('cells.set', input),
  sleep: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
  newId: () => crypto.randomUUID(),
};

export function useCellDeeds(tableId: TableId, positions: Positions, columns: readonly Column[], range: CellRange): CellDeeds {
  const [isBusy, setBusy] = useState(false);
  const isOut = useRef(false);
  const latest = useRef({ tableId, positions, columns, range });
  useEffect(() => void (latest.current = { tableId, positions, columns, range }));

  /** One after the other: what a second one would read, the first has not written yet. */
  const alone = useCallback(async (work: () => Promise<void>): Promise<void> => {
    if (isOut.current) return;
    isOut.current = true;
    setBusy(true);
    try {
      await work();
    } finally {
      isOut.current = false;
      setBusy(false);
    }
  }, []);

  return useMemo(() => {
    const placesIn = ({ top, bottom }: CellRange): number[] => rowsFrom(latest.current.positions, top, bottom - top + 1, bottom).map((row) => latest.current.positions.at(row));
    const columnsIn = ({ left, right }: CellRange): readonly Column[] => latest.current.columns.slice(left, right + 1);

    async function set(deed: CellDeed, places: readonly number[], of: readonly Column[], textAt: (row: number, col: number) => string | null, over?: Placement & { readonly rest: () => void }): Promise<void> {
      if (places.length * of.length > CELLS_SET) return showToast({ kind: 'bad', text: tooManyToSet(places.length * of.length) });
      const done = await setCells(DEPS, { tableId: latest.current.tableId, places, columns: of, deed, textAt });
      showToast({
        kind: done.trouble ? 'bad' : 'info', text: doneWords(deed, done, of, over),
        ...(done.activityId === null ? {} : { undo: done.activityId }),
        ...(over && over.rowsOver > 0 ? { action: { label: `Import ${plural(over.rowsOver, 'row')}`, run: over.rest } } : {}),
      });
    }

    const copy = async (): Promise<boolean> => {
      const { range: from, tableId: of } = latest.current;
      const places = placesIn(from);
      const cells = places.length * widthOf(from);
      if (cells > CELLS_COPIED) {
        showToast({ kind: 'bad', text: tooManyToCopy(cells) });
        return false;
      }
      const texts = readCells(DEPS, { tableId: of, places, columns: columnsIn(from) }, Date.now());
      const blob = (type: string, write: (rows: string[][]) => string): Promise<Blob> => texts.then((rows) => new Blob([write(rows)], { type }));
      try {
        // As promises: the right to write ends a moment after the key was pressed, and the rows may still have to be read.
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob('text/plain', tsvText), 'text/html': blob('text/html', htmlTable) })]);
      } catch {
        showToast({ kind: 'bad', text: 'The browser did not let Kiln write to the clipboard. Nothing was copied.' });
        return false;
      }
      return true;
    };
    const go = async (fill: Fill, isCopy: boolean): Promise<void> => {
      const { tableId: of } = latest.current;
      const [places, into, from] = [placesIn(fill.target), columnsIn(fill.target), placesIn(fill.source)];
      const cells = Math.max(places.length * into.length, from.length * widthOf(fill.source));
      if (cells > CELLS_SET) return showToast({ kind: 'bad', text: tooManyToSet(cells) });
      if (places.length === 0 || from.length === 0) return;
      const sources = columnsIn(fill.source);
      const texts = await readCells(DEPS, { tableId: of, places: from, columns: sources }, Date.now());
      useTable.getState().setRange({ row: fill.whole.top, col: fill.whole.left }, { row: fill.whole.bottom, col: fill.whole.right });
      await set('fill', places, into, filledCells(texts, sources, fill.way, { rows: places.length, cols: into.length }, isCopy));
    };
    const clear = (deed: 'clear' | 'cut' = 'clear'): Promise<void> => alone(() => set(deed, placesIn(latest.current.range), columnsIn(latest.current.range), () => ''));
    return {
      isBusy,
      clear,
      async copy() {
        const { range: from } = latest.current;
        const isCopied = await copy();
        const cells = placesIn(from).length * widthOf(from);
        if (isCopied) showToast({ kind: 'info', text: cells === 1 ? 'Cell copied' : `${plural(cells, 'cell')} copied` });
        return isCopied;
      },
      async cut() {
        if (await copy()) await clear('cut');
      },
      paste: (from) =>
        alone(async () => {
          if (from.text.length + from.html.length > CELL_PASTE_CHARS) return showToast({ kind: 'bad', text: 'This is too much to paste into cells. Nothing was changed. Import it as a file instead.' });
          const block = readPasted(from, (html) => new DOMParser().parseFromString(html, 'text/html'));
          if (!block) return showToast({ kind: 'info', text: 'There are no cells and no text on the clipboard.' });
          const { positions: shown, columns: all, range: into } = latest.current;
          const selected = rowsFrom(shown, into.top, into.bottom - into.top + 1, into.bottom).length;
          const rows = rowsFrom(shown, into.top, Math.max(selected, block.length));
          const to = placed(block, { top: 0, bottom: Math.max(0, selected - 1), left: into.left, right: into.right }, { rows: rows.length, cols: all.length });
          const { bottom, left, right } = to.range;
          const targets = rows.slice(0, bottom + 1);
          if (targets.length === 0) return;
          const rest = (): void => useImportDialog.getState().open(sourceOfText(restOf(block, to, all)));
          await set('paste', targets.map((row) => shown.at(row)), all.slice(left, right + 1), (row, col) => to.textAt(row, left + col), { ...to, rest });
          useTable.getState().setRange({ row: targets[0] ?? into.top, col: left }, { row: targets.at(-1) ?? into.top, col: right });
        }),
      fill: (way) =>
        alone(async () => {
          const { range: from, tableId: of } = latest.current;
          const filled = filledFrom(from, way);
          if (!filled) return;
          const [places, into] = [placesIn(filled.target), columnsIn(filled.target)];
          if (places.length * into.length > CELLS_SET) return showToast({ kind: 'bad', text: tooManyToSet(places.length * into.length) });
          const texts = await readCells(DEPS, { tableId: of, places: placesIn(filled.source), columns: columnsIn(filled.source) }, Date.now());
          if (texts.length > 0) await set('fill', places, into, (row, col) => (way === 'down' ? texts[0]?.[col] : texts[row]?.[0]) ?? '');
        }),
      fillTo: (fill, isCopy) => alone(() => go(fill, isCopy)),
      fillAlong: () =>
        alone(async () => {
          const { range: from, tableId: of, positions: shown, columns: all } = latest.current;
          const rows = await alongRows(DEPS, { tableId: of, positions: shown, columns: all, range: from, most: Math.ceil(CELLS_SET / widthOf(from)) + 1 }, Date.now());
          const fill = rows === 0 ? null : fillTo(from, { row: from.bottom + rows, col: from.right }, true);
          if (fill) await go(fill, false);
          else showToast({ kind: 'info', text: 'Nothing stands below in the column beside it, so there is no end to fill to. Drag the handle instead.' });
        }),
      series: () =>
        alone(async () => {
          const { range: from, tableId: of } = latest.current;
          const places = placesIn(from);
          if (places.length * widthOf(from) > CELLS_SET) return showToast({ kind: 'bad', text: tooManyToSet(places.length * widthOf(from)) });
          const texts = await readCells(DEPS, { tableId: of, places, columns: columnsIn(from) }, Date.now());
          const rows = sourceRows(texts);
          if (rows === null) return showToast({ kind: 'info', text: 'Select the cells to go on from, and below them those to fill.' });
          const last = rowsFrom(latest.current.positions, from.top, rows).at(-1) ?? from.top;
          const fill = fillTo({ ...from, bottom: last }, { row: from.top + heightOf(from) - 1, col: from.right }, true);
          if (fill) await go(fill, false);
        }),
    };
  }, [alone, isBusy]);
}

/** The rows of a paste that stand below the last lead, under the names of their columns: the import knows what to do with them. */
function restOf(block: Block, { range, rowsOver }: Placement, columns: readonly Column[]): string {
  const heads = columns.slice(range.left, range.right + 1).map(({ label }) => label);
  return tsvText([heads, ...block.slice(block.length - rowsOver).map((row) => heads.map((_, i) => row[i] ?? ''))], 'raw');
}
