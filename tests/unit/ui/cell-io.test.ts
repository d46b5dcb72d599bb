import { describe, expect, it } from 'vitest';
import type { CommandInput, CommandResult } from '../../../lib/contracts/commands.ts';
import { CELL_CHARS, CELL_PART_CELLS, CELL_PART_ROWS, CELL_SENDS } from '../../../lib/core/limits.ts';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { readCells, setCells, type CellDeps } from '../../../lib/ui/cell-io.ts';
import { doneWords } from '../../../lib/ui/cell-words.ts';
import { columnsOf } from '../../../lib/ui/columns.ts';
import { naturalPositions, rowsFrom } from '../../../lib/ui/positions.ts';
import { wayOf } from '../../../lib/ui/use-undo-keys.ts';

const TABLE = 'table-0001' as TableId;
const lead = (order: number): Lead => ({ id: `lead-${order}` as LeadId, tableId: TABLE, kind: 'person', order, keys: [], createdAt: 1, updatedAt: 1, fields: { name: { values: [{ value: `Person ${order}`, confidence: 80, provenance: { origin: 'import', at: 1 } }] } } });
const columns = columnsOf('person', [], [
  { key: 'x.since', kind: 'person', name: 'Since', type: 'date', createdAt: 1 },
  { key: 'x.loud', kind: 'person', name: 'Loud', type: 'text', formula: 'UPPER({name})', createdAt: 2 },
]).filter(({ field }) => ['name', 'title', 'x.since', 'x.loud'].includes(field));

type Answer = (input: CommandInput<'cells.set'>) => CommandResult<'cells.set'>;
const all: Answer = ({ rows, fields, deedId }) => ({ ok: true, value: { activityId: deedId, changed: rows.length * fields.length, refused: [], gone: 0 } });
function world(answer: Answer = all, gone: readonly number[] = []) {
  const sent: CommandInput<'cells.set'>[] = [];
  const waits: number[] = [];
  const deps: CellDeps = {
    leadsAt: async (_, places) => places.filter((place) => !gone.includes(place)).map(lead).toReversed(),
    send: async (input) => (sent.push(input), answer(input)),
    sleep: async (ms) => void waits.push(ms),
    newId: () => 'deed-0001',
  };
  return { deps, sent, waits };
}
const places = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const set = (w: ReturnType<typeof world>, count: number, textAt: (row: number, col: number) => string | null, of = columns) => setCells(w.deps, { tableId: TABLE, places: places(count), columns: of, deed: 'paste', textAt });

describe('the cells of places', () => {
  it('are read in the order asked for, formulas reckoned, where a lead is gone nothing', async () => {
    expect(await readCells(world(all, [2]).deps, { tableId: TABLE, places: [3, 2, 1], columns }, 1)).toEqual([['Person 3', '', '', 'PERSON 3'], ['', '', '', ''], ['Person 1', '', '', 'PERSON 1']]);
  });
  it('are set in parts of one deed, few and bounded, without the columns that are reckoned', async () => {
    const w = world();
    const done = await set(w, CELL_PART_ROWS * 2 + 1, (row, col) => `${row},${col}`);
    expect(done).toMatchObject({ activityId: 'deed-0001', changed: (CELL_PART_ROWS * 2 + 1) * 3, reckoned: 1 });
    expect(w.sent.map(({ deedId, n, rows, fields }) => [deedId, n, rows.length, fields])).toEqual([CELL_PART_ROWS, CELL_PART_ROWS, 1].map((rows, n) => ['deed-0001', n, rows, ['name', 'title', 'x.since']]));
    expect(w.sent[1]?.rows[0]).toEqual({ leadId: `lead-${CELL_PART_ROWS + 1}`, texts: [`${CELL_PART_ROWS},0`, `${CELL_PART_ROWS},1`, `${CELL_PART_ROWS},2`] });
    for (const { rows, fields } of w.sent) expect(rows.length * fields.length).toBeLessThanOrEqual(CELL_PART_CELLS);
  });
  it('leave what is too long, and tell of leads that are gone', async () => {
    const w = world(all, [1]);
    const done = await set(w, 2, (_, col) => (col === 0 ? 'x'.repeat(CELL_CHARS + 1) : null));
    expect([done.tooLong, done.gone, w.sent[0]?.rows]).toEqual([1, 1, [{ leadId: 'lead-2', texts: [null, null, null] }]]);
    expect(await set(w, 1, () => '', columns.filter(({ read }) => read))).toMatchObject({ changed: 0, reckoned: 1 });
  });
  it('a part whose answer did not come is sent again, and given up with what was done', async () => {
    let failing = 2;
    const w = world((input) => (failing-- > 0 ? { ok: false, error: { code: 'unreachable', message: 'away' } } : all(input)));
    expect(await set(w, 1, () => 'x')).toMatchObject({ changed: 3 });
    expect([w.sent.length, new Set(w.sent.map(({ n }) => n)).size, w.waits.length]).toEqual([3, 1, 2]);
    const away = world(({ n, ...input }) => (n > 0 ? { ok: false, error: { code: 'unreachable', message: 'It did not answer.' } } : all({ n, ...input })));
    const done = await set(away, CELL_PART_ROWS + 1, () => 'x');
    expect(done).toMatchObject({ activityId: 'deed-0001', changed: CELL_PART_ROWS * 3, trouble: { code: 'unreachable' } });
    expect(away.sent).toHaveLength(1 + CELL_SENDS);
    const refused = world(() => ({ ok: false, error: { code: 'not_found', message: 'gone' } }));
    await set(refused, 1, () => 'x');
    expect(refused.sent).toHaveLength(1);
  });
});

describe('what is said', () => {
  const nothing = { activityId: 'a', changed: 0, refused: new Map(), tooLong: 0, gone: 0, reckoned: 0 };
  it.each([
    [{ changed: 1 }, undefined, '1 cell pasted.'],
    [{ changed: 1_200, refused: new Map([['x.since', 3]] as const) }, undefined, '1,200 cells pasted. 3 cells could not be read as a date and were left.'],
    [{ changed: 0, reckoned: 2, tooLong: 1, gone: 1 }, undefined, 'Nothing has changed. 1 text is too long for a cell. 2 columns are reckoned from others and were left. 1 lead is not there any more.'],
    [{ changed: 2 }, { rowsOver: 1, columnsOver: 2 }, '2 cells pasted. 2 columns to the right of the last one were left out. 1 row below the last lead was left out.'],
  ] as const)('%j %j', (over, left, words) => expect(doneWords('paste', { ...nothing, ...over }, columns, left)).toBe(words));
  it('keys go back and forth', () => {
    const key = (letter: string, more: object = {}) => wayOf({ key: letter, ctrlKey: true, metaKey: false, shiftKey: false, altKey: false, ...more });
    expect([key('z'), key('Z', { shiftKey: true }), key('y'), key('z', { ctrlKey: false }), key('z', { altKey: true }), key('a'), key('z', { ctrlKey: false, metaKey: true })]).toEqual(['table.undo', 'table.redo', 'table.redo', null, null, null, 'table.undo']);
  });
  it('rows without a lead are passed over', () => {
    const shown = naturalPositions(8, [3, 4]);
    const grouped = { ...shown, length: shown.length + 1, at: (row: number) => (row === 2 ? 0 : shown.at(row < 2 ? row : row - 1)) };
    expect([rowsFrom(grouped, 1, 3), rowsFrom(grouped, 0, 9, 3), rowsFrom(shown, 4, 9)]).toEqual([[1, 3, 4], [0, 1, 3], [4]]);
  });
});
