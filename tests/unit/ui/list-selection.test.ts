import { describe, expect, it } from 'vitest';
import { checkedOf, forget, NOTHING_SAID, tickedOf, turn, turnAll } from '../../../lib/ui/list-selection.ts';
import { savedWords } from '../../../lib/ui/use-list-save.ts';
import { rowViews } from '../../../lib/ui/list-rows.ts';
import type { ListCapture } from '../../../lib/domain/list/list.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const known = new Map([['b', ['t1']]]);

describe('rows that are ticked', () => {
  it('are the new ones, until somebody says otherwise; a row that becomes known lets go', () => {
    expect(tickedOf(NOTHING_SAID, keys, known)).toEqual(['a', 'c', 'd', 'e']);
    const said = turn(turn(NOTHING_SAID, 'b', keys, known), 'c', keys, known);
    expect(tickedOf(said, keys, known)).toEqual(['a', 'b', 'd', 'e']);
    expect(tickedOf(NOTHING_SAID, keys, new Map([...known, ['a', ['t1']]]))).toEqual(['c', 'd', 'e']);
  });

  it('follow the anchor with Shift, in both directions', () => {
    const off = turn(NOTHING_SAID, 'c', keys, known);
    expect(tickedOf(turn(off, 'e', keys, known, true), keys, known)).toEqual(['a']);
    expect(tickedOf(turn(off, 'a', keys, known, true), keys, known)).toEqual(['d', 'e']);
    const on = turn(NOTHING_SAID, 'b', keys, known);
    expect(tickedOf(turn(on, 'd', keys, known, true), keys, known)).toEqual(keys);
  });

  it('without an anchor on the screen take the one row', () => {
    expect(tickedOf(turn(NOTHING_SAID, 'd', keys, known, true), keys, known)).toEqual(['a', 'c', 'e']);
  });

  it('are all, then none', () => {
    const all = turnAll(NOTHING_SAID, keys, known);
    expect(tickedOf(all, keys, known)).toEqual(keys);
    expect(tickedOf(turnAll(all, keys, known), keys, known)).toEqual([]);
    expect([checkedOf(0, 5), checkedOf(3, 5), checkedOf(5, 5)]).toEqual(['false', 'mixed', 'true']);
  });

  it('are forgotten after a save', () => {
    const all = turnAll(NOTHING_SAID, keys, known);
    expect(tickedOf(forget(all, keys), keys, known)).toEqual(['a', 'c', 'd', 'e']);
  });
});

describe('what is said after a save', () => {
  const nothing = { added: 0, merged: 0, unchanged: 0, skipped: 0, isCancelled: false, activityId: null };
  it('counts what happened and nothing else', () => {
    expect(savedWords({ ...nothing, added: 46, merged: 1, unchanged: 2, skipped: 1 }, 'Guild')).toBe('46 added to Guild, 1 updated, 2 there already, 1 without a name left out');
    expect(savedWords({ ...nothing, merged: 3 }, 'Guild')).toBe('3 updated in Guild');
    expect(savedWords(nothing, 'Guild')).toBe('Nothing was added to Guild');
    expect(savedWords({ ...nothing, added: 1_250, isCancelled: true }, 'Guild')).toBe('Stopped: 1,250 added to Guild');
  });
});

describe('the preview of a row', () => {
  const list = (over: Partial<ListCapture> = {}): ListCapture => ({
    id: 'a', kind: 'person', score: 1, recordCount: 1, container: '', record: '', heading: '', next: null,
    columns: [
      { key: 'p', name: '', type: 'image', field: 'photoUrl', isDropped: false },
      { key: 't', name: '', type: 'text', field: 'title', isDropped: false },
      { key: 'n', name: '', type: 'text', field: 'name', isDropped: false },
      { key: 'x', name: '', type: 'text', field: null, isDropped: false },
    ],
    rows: [{ key: '1', cells: ['https://x/p.png', 'Buyer', 'Ada Example', 'Since 2019'] }, { key: '2', cells: ['', '', '', 'Only this'] }, { key: '3', cells: ['', '', '', ''] }],
    ...over,
  });
  it('names it and tells what else is there', () => {
    expect(rowViews(list())).toEqual([{ key: '1', title: 'Ada Example', detail: 'Buyer · Since 2019' }, { key: '2', title: 'Only this', detail: '' }, { key: '3', title: 'No name', detail: '' }]);
  });
  it('shows nothing of a column that is left out', () => {
    const made = list();
    expect(rowViews({ ...made, columns: made.columns.map((c) => ({ ...c, isDropped: c.key !== 'x' })) })[0]).toEqual({ key: '1', title: 'Since 2019', detail: '' });
  });
});
