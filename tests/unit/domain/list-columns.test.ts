import { describe, expect, it } from 'vitest';
import { addStep, applySteps, splitPreview, type ListStep } from '../../../lib/domain/list/columns.ts';
import { knownTables, knownTag } from '../../../lib/domain/list/known.ts';
import type { ListCapture, ListColumn } from '../../../lib/domain/list/list.ts';
import { rowLeadId } from '../../../lib/domain/list/row-lead.ts';
import { boundLists, uniqueRows } from '../../../lib/domain/list/rows.ts';
import { rowWords } from '../../../lib/domain/list/words.ts';
import type { Lead, Table } from '../../../lib/domain/lead/lead.ts';

const column = (key: string, over: Partial<ListColumn> = {}): ListColumn => ({ key, name: '', type: 'text', field: null, isDropped: false, selector: `.${key}`, read: 'text', ...over });
const list = (columns: ListColumn[], rows: string[][], over: Partial<ListCapture> = {}): ListCapture => ({
  id: 'a1', kind: 'person', score: 1, recordCount: rows.length, container: 'ul', record: 'li', heading: '', columns, rows: rows.map((cells, i) => ({ key: `r${i}`, cells })), next: null, ...over,
});
const people = list(
  [column('a', { field: 'name', name: 'Member', isNamed: true }), column('b', { field: 'title' }), column('c', { name: 'Where' }), column('d', { type: 'url', field: 'profileUrl' })],
  [['Ada Example', 'Buyer', 'Leeds, United Kingdom', 'https://m.example/ada'], ['Ben Sample', '', 'Stoke', ''], ['Cleo Muster', 'Founder', 'Bergen, Norway, Europe', '']],
);

describe('columns of a list', () => {
  it('are renamed, mapped, typed and left out; a field that a lead has once moves over', () => {
    const made = applySteps(people, [
      { do: 'change', key: 'c', change: { name: 'Role', field: 'title', type: 'text' } },
      { do: 'change', key: 'd', change: { isDropped: true } },
    ]);
    expect(made.columns.map((c) => [c.name, c.field, c.isDropped])).toEqual([['Member', 'name', false], ['', null, false], ['Role', 'title', false], ['', 'profileUrl', true]]);
  });

  it('may both be a phone number, and never a field of the other kind', () => {
    const made = applySteps(list([column('a', { field: 'phone' }), column('b'), column('c', { field: 'name' })], [['1', '2', '3']], { kind: 'company' }), [
      { do: 'change', key: 'b', change: { field: 'phone' } },
      { do: 'change', key: 'c', change: { field: 'title' } },
    ]);
    expect(made.columns.map((c) => c.field)).toEqual(['phone', 'phone', 'name']);
  });

  it('are merged in the order they were picked, empty texts left out', () => {
    const made = applySteps(people, [{ do: 'merge', keys: ['c', 'b'], joint: ' / ' }]);
    expect(made.columns.map((c) => c.key)).toEqual(['a', 'c', 'd']);
    expect(made.columns[1]).toMatchObject({ name: 'Where', field: 'title' });
    expect(made.columns[1]).not.toHaveProperty('selector');
    expect(made.rows.map((row) => row.cells[1])).toEqual(['Leeds, United Kingdom / Buyer', 'Stoke', 'Bergen, Norway, Europe / Founder']);
    expect(made.rows.every((row) => row.cells.length === 3)).toBe(true);
  });

  it('are split, the first part keeps key and field', () => {
    const made = applySteps(people, [{ do: 'change', key: 'c', change: { field: 'location' } }, { do: 'split', key: 'c', by: ',' }]);
    expect(made.columns.map((c) => [c.key, c.field])).toEqual([['a', 'name'], ['b', 'title'], ['c', 'location'], ['c#2', null], ['c#3', null], ['d', 'profileUrl']]);
    expect(made.rows.map((row) => row.cells.slice(2, 5))).toEqual([['Leeds', 'United Kingdom', ''], ['Stoke', '', ''], ['Bergen', 'Norway', 'Europe']]);
  });

  it('that were split are typed by what the parts are, at most six, the rest in the last', () => {
    const made = applySteps(list([column('a')], [['x|ada@example.com|1|2|3|4|5|6']]), [{ do: 'split', key: 'a', by: '|' }]);
    expect(made.columns.map((c) => c.type)).toEqual(['text', 'email', 'number', 'number', 'number', 'text']);
    expect(made.rows[0]?.cells.at(-1)).toBe('4|5|6');
    expect(splitPreview(made, 'a#6', '|')).toEqual([['4', '5', '6']]);
  });

  it('of the next page get the same changes; steps that do not fit do nothing', () => {
    const steps: ListStep[] = [{ do: 'split', key: 'c', by: ', ' }, { do: 'change', key: 'c#3', change: { name: 'Continent' } }, { do: 'merge', keys: ['c', 'gone'], joint: ' ' }, { do: 'split', key: 'b', by: '###' }];
    const next = applySteps(list([...people.columns], [['Dara Fixture', 'Founder', 'York, England', '']]), steps);
    expect(next.columns.map((c) => c.key)).toEqual(['a', 'b', 'c', 'c#2', 'd']);
    expect(next.rows[0]?.cells).toEqual(['Dara Fixture', 'Founder', 'York', 'England', '']);
  });

  it('turn with the kind of the rows: what companies do not have goes', () => {
    expect(applySteps(people, [{ do: 'kind', kind: 'company' }]).columns.map((c) => c.field)).toEqual(['name', null, null, 'profileUrl']);
  });

  it('lose the identity of their rows with their texts', () => {
    const known = { ...people, rows: people.rows.map((row) => ({ ...row, identity: ['person:email:x'] })) };
    expect(applySteps(known, [{ do: 'merge', keys: ['a', 'b'], joint: ' ' }]).rows[0]).not.toHaveProperty('identity');
  });
});

describe('steps', () => {
  it('on one column in a row are one', () => {
    const steps = addStep([{ do: 'change', key: 'a', change: { name: 'X' } }], { do: 'change', key: 'a', change: { field: null } });
    expect(steps).toEqual([{ do: 'change', key: 'a', change: { name: 'X', field: null } }]);
  });

  it('have a bound', () => {
    const many = Array.from({ length: 200 }, (_, i): ListStep => ({ do: 'split', key: `k${i}`, by: ',' }));
    expect(addStep(many, { do: 'split', key: 'a', by: ',' })).toBeNull();
  });
});

describe('rows', () => {
  it('that say the same under one key are one; others under it get keys of their own, the same every time', () => {
    const rows = [{ key: 'k', cells: ['a'] }, { key: 'k', cells: ['b'] }, { key: 'k', cells: ['a'] }, { key: 'z', cells: ['c'] }, { key: 'z', cells: ['c'] }];
    const keys = uniqueRows(rows).map((row) => row.key);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(3);
    expect(keys.at(-1)).toBe('z');
    expect(uniqueRows(rows).map((row) => row.key)).toEqual(keys);
    for (const key of keys) expect(key).toMatch(/^[0-9a-z.]{1,80}$/);
  });

  it('of all lists together have a bound, best list first', () => {
    const big = list([column('a')], [['x'.repeat(60)], ['y'.repeat(60)]]);
    const { lists, isCut } = boundLists([big, big], 130);
    expect([lists.length, lists[0]?.rows.length, isCut]).toEqual([1, 2, true]);
    expect(boundLists([big], 1_000).isCut).toBe(false);
  });
});

describe('known rows', () => {
  const table = (id: string, name: string, kind: Table['kind'] = 'person'): Table => ({ id: id as Table['id'], name, kind, createdAt: 1 });
  const tables = [table('t1', 'Q3 outbound'), table('t2', 'Guild'), table('t3', 'Makers', 'company')];
  const lead = (id: string, tableId: string, keys: string[], kind: Lead['kind'] = 'person'): Lead => ({ id: id as Lead['id'], tableId: tableId as Table['id'], kind, fields: {}, keys, order: 1, createdAt: 1, updatedAt: 1 });
  const rows = list([column('a')], [['a'], ['b'], ['c']]);
  const made: ListCapture = { ...rows, rows: rows.rows.map((row, i) => (i < 2 ? { ...row, identity: [`person:email:${i}@example.com`] } : { ...row, identity: [] })) };

  it('are found by identity, and by their derived id where they have none', () => {
    const leads = [lead('l1', 't1', ['person:email:0@example.com']), lead('l2', 't2', ['person:email:0@example.com']), lead(rowLeadId('t2', 'm.example', 'r2'), 't2', [])];
    const known = knownTables(made, 'm.example', tables, leads);
    expect([...known]).toEqual([['r0', ['t1', 't2']], ['r2', ['t2']]]);
    expect([...known.values()].map((ids) => knownTag(ids, tables))).toEqual(['2 tables', 'Guild']);
  });

  it('are not those of another kind, of a table that is gone, or of another site with the same row key', () => {
    const leads = [lead('l1', 't3', ['person:email:0@example.com'], 'company'), lead('l2', 'gone', ['person:email:1@example.com']), lead(rowLeadId('t2', 'other.example', 'r2'), 't2', [])];
    expect(knownTables(made, 'm.example', tables, leads).size).toBe(0);
  });
});

describe('words', () => {
  it('say people, companies, or rows where nothing is named', () => {
    expect([rowWords.count(people, 48), rowWords.count(people, 1), rowWords.count({ ...people, kind: 'company' }, 1_500), rowWords.count(list([column('a')], [['x']]), 1)]).toEqual(['48 people', '1 person', '1,500 companies', '1 row']);
  });

  it('call a column as the page does, else by its field, else by its kind of value', () => {
    const made = list([column('a', { name: 'city', isNamed: true, field: 'location' }), column('b', { field: 'companyName', name: 'p-org' }), column('c', { type: 'image' }), column('d'), column('e')], [['', '', '', '', '']]);
    expect(made.columns.map((c) => rowWords.column(made, c))).toEqual(['City', 'Company', 'Picture', 'Text 1', 'Text 2']);
  });
});
