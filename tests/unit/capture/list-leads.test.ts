import { describe, expect, it } from 'vitest';
import type { RawColumn, RawList } from '../../../lib/contracts/raw-list.ts';
import { rowFields, toLists } from '../../../lib/capture/lists.ts';
import { pageKindOf } from '../../../lib/capture/page-kind.ts';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import { AT, bestOf } from './support.ts';

const URL = 'https://directory.example.com/members';
const column = (key: string, type: RawColumn['type'], name = '', named: RawColumn['named'] = name ? 'header' : 'type'): RawColumn => ({ key, name, named, type, selector: '', read: 'text' });
const list = (columns: RawColumn[], rows: string[][]): RawList => ({
  id: 'a1', score: 10, recordCount: rows.length, container: 'main', record: 'li', heading: '', columns, rows: rows.map((cells, i) => ({ key: String(i), cells })), next: null,
});
const listsOf = (...lists: RawList[]) => {
  const read = toLists({ format: 1, lists, truncated: false, elements: 1, tookMs: 0 }, { url: URL });
  if (!read.ok) throw new Error('does not parse');
  return read.value;
};

const people = list(
  [column('a', 'text'), column('b', 'text'), column('c', 'email'), column('d', 'phone', 'Fax'), column('e', 'phone', 'Mobile'), column('f', 'url'), column('g', 'image'), column('h', 'url')],
  [
    ['Ada Example', 'Head of Operations', 'ada@works.example.com', '+44 20 7946 0001', '+44 7700 900001', 'https://directory.example.com/ada', 'https://directory.example.com/ada.jpg', 'https://www.linkedin.com/in/ada-example'],
    ['Ben Sample', 'Sales Director', 'ben@works.example.com', '', '+44 7700 900002', 'https://directory.example.com/ben', '', 'https://www.linkedin.com/in/ben-sample'],
    ['Cleo Muster', 'Engineer', '', '', '', 'https://directory.example.com/cleo', '', ''],
  ],
);

describe('columns of a list become lead fields', () => {
  it('knows people by their names and gives each field once', () => {
    const [found] = listsOf(people);
    expect(found?.kind).toBe('person');
    expect(found?.columns.map((c) => c.field)).toEqual(['name', 'title', 'email', 'fax', 'mobile', 'profileUrl', 'photoUrl', 'linkedinUrl']);
  });

  it('knows companies by header words, in other languages too', () => {
    const [found] = listsOf(
      list([column('a', 'text', 'Firma'), column('b', 'text', 'Branche'), column('c', 'text', 'Ort'), column('d', 'url', 'Web')], [
        ['Muster Keramik GmbH', 'Keramik', 'Musterstadt', 'https://muster-keramik.example'],
        ['Beispiel Werke AG', 'Metall', 'Beispielhausen', 'https://beispiel-werke.example'],
        ['Probe Logistik KG', 'Logistik', 'Probedorf', 'https://probe-logistik.example'],
      ]),
    );
    expect(found?.kind).toBe('company');
    expect(found?.columns.map((c) => c.field)).toEqual(['name', 'industry', 'location', 'website']);
  });

  it('makes a lead of a row, normalised, with the cell as evidence, and leaves empty cells out', () => {
    const [found] = listsOf(people);
    const row = found?.rows[2];
    if (!found || !row) throw new Error('no row');
    const first = found.rows[0];
    expect(bestOf(rowFields(found, row, { pageUrl: URL, at: AT }))).toEqual({ name: 'Cleo Muster', title: 'Engineer', profileUrl: 'https://directory.example.com/cleo' });
    const fields = first ? rowFields(found, first, { pageUrl: URL, at: AT }) : {};
    expect(bestOf(fields)).toMatchObject({ email: 'ada@works.example.com', fax: '+442079460001', linkedinUrl: 'https://www.linkedin.com/in/ada-example' });
    expect(fields.email?.values[0]?.provenance).toMatchObject({ origin: 'page', method: 'list', at: AT, pageUrl: URL, evidence: { text: 'ada@works.example.com' } });
  });

  it('refuses what is no list', () => {
    for (const raw of [null, {}, { format: 1, lists: [{}] }, { format: 1, lists: [{ ...people, rows: [{ key: '<b>', cells: [] }] }], truncated: false, elements: 0, tookMs: 0 }]) expect(toLists(raw, { url: URL }).ok).toBe(false);
  });

  it('fills rows that are shorter than the columns', () => {
    const [found] = listsOf(list([column('a', 'text', 'Name'), column('b', 'text', 'City')], [['Example Works', 'Town'], ['Sample Mills']]));
    expect(found?.rows[1]?.cells).toEqual(['Sample Mills', '']);
  });
});

describe('what a page is first of all', () => {
  const capture = (points: number, recipeId?: string): Capture => ({
    url: URL, title: '', kind: 'company', kindReasons: [], kindScores: { person: 0, company: points }, recipeMissing: [], truncated: false, stats: { elements: 1, tookMs: 0 }, otherFields: {},
    fields: { name: { values: [{ value: 'Example Works', confidence: 80, provenance: { origin: 'page', at: AT } }] } }, ...(recipeId ? { recipeId } : {}),
  });
  const many = listsOf({ ...people, recordCount: 46 });

  it('is a list when many records say how to reach somebody and the page is not plainly about one', () => {
    expect(pageKindOf(capture(18), many)).toBe('list');
    expect(pageKindOf(null, many)).toBe('list');
  });

  it('is one company when the page plainly is about it, or a recipe says so', () => {
    const few = listsOf(list([column('a', 'text')], [['Opening hours'], ['Prices'], ['Contact']]));
    expect(pageKindOf(capture(40), few)).toBe('company');
    expect(pageKindOf(capture(0, 'some-recipe'), many)).toBe('company');
  });

  it('is the company on the page by which it speaks of itself, whatever departments stand there', () => {
    const departments = listsOf({ ...people, recordCount: 6, score: 2.4 });
    expect(pageKindOf({ ...capture(30), url: 'https://www.example-works.example/team' }, departments)).toBe('list');
    expect(pageKindOf({ ...capture(30), url: 'https://www.example-works.example/en/contact-us.html?x=1' }, departments)).toBe('company');
    expect(pageKindOf({ ...capture(30), url: 'https://www.example-works.example/contact' }, listsOf({ ...people, recordCount: 46, score: 12 }))).toBe('list');
  });

  it('is nothing when nothing was read', () => {
    expect(pageKindOf(null, [])).toBe('none');
    expect(pageKindOf({ ...capture(0), fields: {} }, [])).toBe('none');
  });
});
