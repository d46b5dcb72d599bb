import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { dayOf } from '../../../lib/domain/lead/text-test.ts';
import { filterOf, holdsWords, rowOfLead, shownTexts, testsIn, wordsOf, type Filter, type ViewTest } from '../../../lib/domain/view/filter.ts';
import { orderOf, type SortColumn } from '../../../lib/domain/view/order.ts';
import { sortOf } from '../../../lib/domain/view/view.ts';

const NOW = Date.UTC(2026, 5, 15, 12);
const lead = (values: Readonly<Record<string, string | readonly string[]>>, rest: Partial<Lead> = {}): Lead => ({
  id: 'l' as LeadId,
  tableId: 't' as TableId,
  kind: 'person',
  fields: Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { values: [value].flat().map((text, i) => ({ value: text, confidence: 90 - i, provenance: { origin: 'page' as const, at: 0 } })) }]),
  ),
  keys: [],
  order: 1,
  createdAt: Date.UTC(2026, 5, 1),
  updatedAt: Date.UTC(2026, 5, 10),
  ...rest,
});
const ada = lead({ name: 'Ada Example', title: 'Head of Growth', employees: '51-200', companyDomain: 'example.com', domainRegistered: '1998-03-09' });

describe('filters', () => {
  const passes = (test: ViewTest | Filter, of: Lead = ada): boolean => filterOf({ match: 'all', items: [test] }, NOW)(rowOfLead(of));

  it.each<[ViewTest['key'], ViewTest['test'], string[], boolean]>([
    ['name', 'contains', ['EXAMPLE'], true],
    ['name', 'starts', ['ada'], true],
    ['name', 'ends', ['ada'], false],
    ['name', 'is', ['Ben', 'ada example '], true],
    ['workEmail', 'empty', [], true],
    ['workEmail', 'is-not', ['x'], true],
    ['workEmail', 'starts', ['x'], false],
    ['employees', 'more', ['50'], true],
    ['employees', 'more', ['100'], false],
    ['employees', 'less', ['201'], true],
    ['domainRegistered', 'before', ['2000'], true],
    ['domainRegistered', 'after', ['1998-03-09'], false],
    ['lead.added', 'after', ['-30d'], true],
    ['lead.added', 'after', ['-10d'], false],
    ['lead.changed', 'before', ['today'], true],
    ['lead.page', 'empty', [], true],
    ['title', 'surer', ['89'], true],
    ['title', 'surer', ['90'], false],
    ['title', 'conflict', [], false],
  ])('%s %s %j is %j', (key, test, values, expected) => {
    expect(passes({ key, test, values })).toBe(expected);
  });

  it('finds what sources do not agree about', () => {
    expect(passes({ key: 'title', test: 'conflict', values: [] }, lead({ title: ['Head', 'Chief'] }))).toBe(true);
  });

  it('a group without tests lets everybody through, and stands in nobody\'s way', () => {
    const empty: Filter = { match: 'any', items: [{ match: 'all', items: [] }] };
    expect(passes(empty)).toBe(true);
    expect(filterOf({ match: 'any', items: [empty, { key: 'name', test: 'is', values: ['Ben'] }] }, NOW)(rowOfLead(ada))).toBe(false);
  });

  it('groups are and/or of their parts, at any depth', () => {
    const test = fc.boolean().map((holds): ViewTest => ({ key: 'name', test: holds ? 'known' : 'empty', values: [] }));
    const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.record({ match: fc.constantFrom('all' as const, 'any' as const), items: fc.array(fc.oneof({ depthSize: 'small' }, test, tie('filter')), { minLength: 1, maxLength: 4 }) }),
    }));
    const truth = (f: Filter): boolean => {
      const parts = f.items.map((item) => ('items' in item ? truth(item) : item.test === 'known'));
      return f.match === 'all' ? parts.every(Boolean) : parts.some(Boolean);
    };
    fc.assert(fc.property(filter, (f) => {
        expect(filterOf(f, NOW)(rowOfLead(ada))).toBe(truth(f));
      }));
    expect(testsIn({ match: 'all', items: [{ match: 'any', items: [{ key: 'name', test: 'known', values: [] }] }, { key: 'name', test: 'known', values: [] }] })).toBe(2);
  });

  it('searches every word in what shows', () => {
    expect(holdsWords(shownTexts(ada), wordsOf(' growth ADA '))).toBe(true);
    expect(holdsWords(shownTexts(ada), wordsOf('growth ben'))).toBe(false);
    expect(holdsWords(shownTexts(ada), wordsOf(''))).toBe(true);
  });
});

describe('order', () => {
  const column = (texts: (string | undefined)[], type: SortColumn['type'] = 'text', down = false): SortColumn => ({ texts, type, down });
  const sorted = (...columns: SortColumn[]): number[] => [...orderOf(columns, columns[0]?.texts.length ?? 0)];

  it('numbers in texts by their value, case and accents alike, nothing last both ways', () => {
    expect(sorted(column(['Team 10', undefined, 'team 9', 'Äpfel', 'apfel']))).toEqual([3, 4, 2, 0, 1]);
    expect(sorted(column(['Team 10', undefined, 'team 9'], 'text', true))).toEqual([0, 2, 1]);
  });
  it('amounts and days by what they say', () => {
    expect(sorted(column(['$5M', '1,200', 'nobody knows', '51-200'], 'number'))).toEqual([3, 1, 0, 2]);
    expect(sorted(column(['2024-03', '2023-12-31', '2024'], 'date', true))).toEqual([0, 2, 1]);
  });
  it('the next column decides what the one before does not', () => {
    expect(sorted(column(['b', 'a', 'B', 'a']), column(['1', '2', '3', '10'], 'number', true))).toEqual([3, 1, 2, 0]);
  });
  it('is a permutation, stable, and sorted by the comparison of texts', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ maxLength: 3 }), { nil: undefined })), fc.boolean(), (texts, down) => {
        const order = sorted(column(texts, 'text', down));
        expect(order.toSorted((a, b) => a - b)).toEqual(texts.map((_, i) => i));
        const way = (x: number, y: number): number => {
          const [one, other] = [texts[x], texts[y]];
          if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
          return collator.compare(one, other) * (down ? -1 : 1);
        };
        expect(order).toEqual(texts.map((_, i) => i).sort((x, y) => way(x, y) || x - y));
      }),
    );
  });
  it('is that of the collator for whatever is written: signs, capitals, numbers of any length, other alphabets', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const digits = fc.array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength: 40 }).map((all) => all.join(''));
    const text = fc.array(fc.oneof(fc.string({ maxLength: 3 }), digits, fc.constantFrom('Zoë', 'ß', 'Ada ', '\t', '١٢', 'a@b.example', '0')), { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), (texts) => {
        expect(sorted(column(texts))).toEqual(texts.map((_, i) => i).sort((x, y) => collator.compare(texts[x] ?? '', texts[y] ?? '') || x - y));
      }),
      { numRuns: 500 },
    );
  });
  it('numbers far from each other, below zero and without end', () => {
    const sort = (texts: string[], down = false): number[] => sorted(column(texts, 'number', down));
    expect(sort(['10,001+', '-5', '0.5', '9000000000', 'none', '-5'])).toEqual([1, 5, 2, 0, 3, 4]);
    expect(sort(['10,001+', '-5', '0.5', '9000000000', 'none', '-5'], true)).toEqual([3, 0, 2, 1, 5, 4]);
  });
  it('rows of a group stand together, the order of the view within them', () => {
    const sort = [{ key: 'name' as const, down: true }];
    expect(sortOf(sort)).toBe(sort);
    expect(sortOf(sort, 'title')).toEqual([{ key: 'title', down: false }, { key: 'name', down: true }]);
    expect(sortOf([{ key: 'name', down: false }, { key: 'title', down: true }], 'title')).toEqual([{ key: 'title', down: true }, { key: 'name', down: false }]);
  });
});

it('days', () => {
  expect(dayOf('2024-02-30', 0)).toBeUndefined();
  expect(dayOf('1970-01-03', 0)).toBe(2);
  expect(dayOf('+1d', 86_400_000 * 4)).toBe(5);
  expect(dayOf('20240', 0)).toBeUndefined();
});
