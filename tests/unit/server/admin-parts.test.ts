/** The pure parts of the admin pages. */
import { csvParseRows } from 'd3-dsv';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { UNIT, micro, readMicro } from '../../../lib/domain/ledger/amount.ts';
import { centsText, usdText } from '../../../lib/domain/ledger/money-text.ts';
import { graduatedCost } from '../../../lib/domain/ledger/prices.ts';
import { bucketOf, bucketsBetween, dayOf, isoDay, nextBucket, readDay } from '../../../server/admin/days.ts';
import { invoiceOf } from '../../../server/admin/invoice.ts';
import { topUpCost } from '../../../lib/domain/ledger/plan-facts.ts';
import { monthInvoice, tierParts } from '../../../server/admin/plan-money.ts';
import { differenceOf, draftPriceBook, formOf, type PriceForm } from '../../../server/admin/price-draft.ts';
import { limitWarnings, meterWarnings, reachedShare } from '../../../server/admin/warnings.ts';
import { loadCatalogue } from '../../../server/catalogue.ts';
import { csvText } from '../../../server/pages/admin/csv.ts';
import { amountText, readAmount } from '../../../server/pages/admin/amounts.ts';
import { FIRST_PRICE_BOOK, storedPriceBookSchema } from '../../../server/price-book.ts';
import { chargedWhen, fullPriceBook, sellable, supplierCost } from '../../../server/prices.ts';

let catalogue: ReadonlyMap<string, Manifest>;
beforeAll(async () => void (catalogue = await loadCatalogue()));
const NOW = Date.UTC(2026, 5, 12, 9);

describe('first prices', () => {
  it('price everything an account can sell, and nothing else', () => {
    const book = fullPriceBook(catalogue, true);
    expect(storedPriceBookSchema.parse(book)).toEqual(book);
    const offered = sellable(catalogue).map(({ operation, providerId }) => `${operation}@${providerId}`);
    expect(Object.keys(book.data).sort()).toEqual(offered.sort());
    expect(offered.length).toBeGreaterThan(300);
    for (const key of offered) {
      const [operation = '', id = ''] = key.split('@');
      const manifest = catalogue.get(id);
      expect(manifest?.auth.kind).not.toBe('none');
      expect(manifest === undefined ? 'free' : chargedWhen(manifest, operation as 'find-domain')).not.toBe('free');
    }
    // Finding first: what a waterfall may buy before its question.
    for (const key of ['find-domain@serper', 'find-linkedin@serper', 'find-domain@snov', 'enrich-company@predictleads']) expect(book.data[key]).toBeGreaterThan(0);
    expect(Object.keys(book.data).some((key) => key.startsWith('answer-question@'))).toBe(false);
  });

  it('are not below what a supplier is known to take, wherever real ones are asked', () => {
    const book = fullPriceBook(catalogue, false);
    const prices = Object.entries(book.data);
    expect(prices.map(([key]) => key).toSorted()).toEqual(Object.keys(fullPriceBook(catalogue, true).data).toSorted());
    expect(fullPriceBook(catalogue, true).data).toMatchObject(FIRST_PRICE_BOOK.data);
    expect(prices.filter(([key, credits]) => (credits * book.creditMicroUsd) / UNIT < (supplierCost(key) ?? 0))).toEqual([]);
    expect(prices.filter(([, credits]) => credits % 100_000 !== 0)).toEqual([]);
  });

  it('know costs only of what the catalogue offers', () => {
    const known = [...catalogue.values()].flatMap((manifest) => Object.keys(manifest.operations).map((operation) => `${operation}@${manifest.id}`)).filter((key) => supplierCost(key) !== null);
    expect(known.length).toBeGreaterThan(40);
    expect(supplierCost('constructor')).toBeNull();
  });
});

describe('a new version of the price book', () => {
  const newest = { book: FIRST_PRICE_BOOK, effectiveFrom: Date.UTC(2026, 0, 1) };
  const draft = (change: Partial<PriceForm>) => draftPriceBook({ ...formOf(FIRST_PRICE_BOOK), changes: 'find-work-email@hunter 1.5', ...change }, newest, catalogue, NOW);
  const errorsOf = (change: Partial<PriceForm>) => {
    const made = draft(change);
    return made.ok ? [] : made.errors.map((error) => error.field);
  };

  it('changes what is listed and keeps the rest', () => {
    const made = draft({ changes: 'find-work-email@hunter 1.5\n find-mobile@prospeo -\nfind-domain@serper 0.000001', from: '2026-07-01' });
    expect(made).toMatchObject({ ok: true, book: { version: 2, effectiveFrom: '2026-07-01T00:00:00.000Z', actionsPerResult: UNIT } });
    if (!made.ok) return;
    expect(differenceOf(FIRST_PRICE_BOOK, made.book)).toEqual({
      tiers: false, credit: false,
      prices: [{ key: 'find-domain@serper', before: null, after: 1 }, { key: 'find-mobile@prospeo', before: 10 * UNIT, after: null }, { key: 'find-work-email@hunter', before: UNIT, after: 1_500_000 }],
    });
  });

  it('refuses tiers that do not rise, get dearer, do not end open or are not under a cent', () => {
    expect(errorsOf({ tiers: '10000 0.004\n5000 0.003\nmore 0.001' })).toEqual(['tiers']);
    expect(errorsOf({ tiers: '10000 0.004\nmore 0.005' })).toEqual(['tiers']);
    expect(errorsOf({ tiers: '10000 0.004\n50000 0.003' })).toEqual(['tiers']);
    expect(errorsOf({ tiers: 'more 0.01' })).toEqual(['tiers']);
    expect(errorsOf({ tiers: 'more 0.0000001' })).toContain('tiers');
    expect(errorsOf({ tiers: 'more' })).toContain('tiers');
    expect(errorsOf({ tiers: '' })).toEqual(['tiers']);
    expect(errorsOf({ tiers: '10,000 0.004\nmore 0.004' })).toEqual([]);
  });

  it('refuses prices of what nobody offers, prices twice, and amounts that are none', () => {
    for (const changes of ['find-work-email@nobody 1', 'read-minds@hunter 1', 'constructor@hunter 1', 'find-work-email@hunter', 'find-work-email@hunter 1 2', 'find-work-email@hunter -1', 'find-work-email@hunter 1e3', 'find-work-email@hunter 1.0000001', 'find-work-email@hunter 1001', 'find-work-email@serper -', 'find-work-email@hunter 2\nfind-work-email@hunter 3', '__proto__@hunter 1'])
      expect([changes, errorsOf({ changes })]).toEqual([changes, ['changes']]);
  });

  it('refuses days in the past, days before the newest version, and no change at all', () => {
    expect(errorsOf({ from: '2026-06-12' })).toEqual(['from']);
    expect(errorsOf({ from: '2026-02-30' })).toEqual(['from']);
    expect(errorsOf({ from: '2026-06-13' })).toEqual([]);
    expect(errorsOf({ credit: '0' })).toEqual(['credit']);
    expect(errorsOf({ changes: '' })).toEqual(['changes']);
    expect(errorsOf({ changes: 'find-work-email@hunter 1' })).toEqual(['changes']);
    const later = draftPriceBook({ ...formOf(FIRST_PRICE_BOOK), changes: 'find-work-email@hunter 2', from: '2026-07-01' }, { book: FIRST_PRICE_BOOK, effectiveFrom: Date.UTC(2026, 7, 1) }, catalogue, NOW);
    expect(later).toMatchObject({ ok: false, errors: [{ field: 'from' }] });
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 9_999 * UNIT }), (value) => {
      const text = usdText(value).replaceAll(',', '');
      expect(readMicro(text)).toBe(value);
    }));
  });
});

describe('money of a month', () => {
  it('is the graduated price of the plan, tier by tier', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (count) => {
      const parts = tierParts(FIRST_PRICE_BOOK.actionTiers, count);
      expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(count);
      expect(parts.reduce((sum, part) => sum + part.microUsd, 0)).toBe(graduatedCost(FIRST_PRICE_BOOK.actionTiers, count));
    }));
  });

  it('has lines that add up to its total, each within a cent of exact', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50_000_000 }), { maxLength: 12 }), (amounts) => {
      const invoice = invoiceOf(amounts.map((microUsd, i) => ({ text: `line ${i}`, microUsd })));
      expect(invoice.lines.reduce((sum, line) => sum + line.cents, 0)).toBe(invoice.totalCents);
      for (const line of invoice.lines) expect(Math.abs(line.cents * 10_000 - line.microUsd)).toBeLessThan(10_000);
      expect(Math.abs(invoice.totalCents * 10_000 - invoice.exactMicroUsd)).toBeLessThanOrEqual(5_000);
    }));
  });

  it('shows the premium of a top-up and names its lines', () => {
    expect(topUpCost(micro(100 * UNIT), 50_000)).toBe(6_500_000);
    const invoice = monthInvoice({ planId: 'starter', version: 1, name: 'Starter', actions: 15_000 * UNIT, credits: 2_500 * UNIT }, FIRST_PRICE_BOOK, [{ meter: 'data_credits', at: 0, amount: 100 * UNIT, book: FIRST_PRICE_BOOK }]);
    expect(invoice.lines.map((line) => [line.text, centsText(line.cents)])).toEqual([
      ['10,000 Actions, 1 to 10,000', '40.00'], ['5,000 Actions, 10,001 to 50,000', '15.00'], ['2,500 Data Credits of the plan', '125.00'], ['100 Data Credits topped up, 30 % premium', '6.50'],
    ]);
    expect(centsText(invoice.totalCents)).toBe('186.50');
  });
  it('prices Actions on top by the tiers they fall into, and everything by the book it was bought under', () => {
    const dearer = { ...FIRST_PRICE_BOOK, version: 2, creditMicroUsd: 100_000, topupPremiumPercent: 10, actionTiers: [{ upTo: 10_000, microUsd: 8_000 }, { upTo: null, microUsd: 6_000 }] };
    const plan = { planId: 'starter', version: 1, name: 'Starter', actions: 9_000 * UNIT, credits: 0 };
    const invoice = monthInvoice(plan, FIRST_PRICE_BOOK, [
      { meter: 'actions', at: 1, amount: 500 * UNIT, book: FIRST_PRICE_BOOK }, { meter: 'data_credits', at: 2, amount: 100 * UNIT, book: dearer }, { meter: 'actions', at: 3, amount: 1_000 * UNIT, book: dearer },
    ]);
    expect(invoice.lines.map((line) => [line.text, centsText(line.cents)])).toEqual([
      ['9,000 Actions, 1 to 10,000', '36.00'], ['500 Actions topped up', '2.00'], ['100 Data Credits topped up, 10 % premium, price book 2', '11.00'], ['1,000 Actions topped up, price book 2', '7.00'],
    ]);
  });
});

describe('days', () => {
  it('name days and their buckets', () => {
    expect(readDay('2026-02-29')).toBeNull();
    expect(readDay('2026-2-1')).toBeNull();
    expect(isoDay(readDay('2026-06-30') ?? 0)).toBe('2026-06-30');
    expect(isoDay(bucketOf(dayOf(Date.UTC(2026, 5, 14)), 'week'))).toBe('2026-06-08'); // A Sunday.
    expect(isoDay(bucketOf(-4, 'week'))).toBe('1969-12-22');
  });
  it('fall into exactly one bucket each, without gaps', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000, max: 40_000 }), fc.integer({ min: 0, max: 800 }), fc.constantFrom('day', 'week', 'month'), (from, length, step) => {
      const buckets = bucketsBetween(from, from + length, step);
      expect(buckets[0]).toBeLessThanOrEqual(from);
      expect(buckets.slice(1)).toEqual(buckets.slice(0, -1).map((bucket) => nextBucket(bucket, step)));
      for (let day = from; day <= from + length; day++) expect(buckets).toContain(bucketOf(day, step));
    }));
  });
});

describe('warnings', () => {
  it('come at 75, 90 and 100 %, not a micro-unit before', () => {
    const whole = 4_001;
    expect([3_000, 3_001, 3_600, 3_601, 4_000, 4_001].map((used) => reachedShare(used, whole))).toEqual([null, 75, 75, 90, 90, 100]);
    expect(reachedShare(0, 0)).toBeNull();
    expect(reachedShare(1, 0)).toBe(100);
    const balance = { meter: 'data_credits' as const, available: 10 * UNIT, held: 0, leased: 0, granted: 100 * UNIT, spent: 90 * UNIT, deficit: 0 };
    expect(meterWarnings([balance])).toMatchObject([{ level: 'warn', title: '90 % of this month’s Data Credits are used.' }]);
    expect(meterWarnings([{ ...balance, meter: 'actions', deficit: micro(2 * UNIT) }])).toMatchObject([{ level: 'bad', title: '2 more Actions were used than there were.' }]);
    const limit = { name: 'Your limit', meter: 'actions' as const, span: 'day' as const, limit: 100 * UNIT, used: 76 * UNIT };
    expect(limitWarnings([limit, { ...limit, name: 'The limit of the workspace', used: 120 * UNIT }, { ...limit, used: 1 }]).map((warning) => warning.title)).toEqual([
      'The limit of the workspace of 100 Actions a day is used up.', 'Your limit of 100 Actions a day is 75 % used.',
    ]);
  });
});

describe('text', () => {
  it('reads the amounts it writes, and no others', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 * UNIT }), (u) => {
      expect(readAmount(amountText(u))).toBe(u);
    }));
    for (const wrong of ['', '-1', '1e3', '1,00', '1.1234567', '0x10', '١', ' 1 2', 'NaN', '1,000,00', '9999999999']) expect([wrong, readAmount(wrong)]).toEqual([wrong, null]);
  });
  it('writes files without formulas, quoted by the book', () => {
    expect(csvText([['a\nb', 'c\r\nd', 1], ['']])).toBe('"a\nb","c\r\nd",1\r\n""\r\n');
    expect(csvText([['=1+1', 'a "b", c', '@x', '-5', 7]])).toBe(`'=1+1,"a ""b"", c",'@x,-5,7\r\n`);
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', ' ', '"', "'", ',', '\n', '1', 'a', '＝', ';') }), (text) => {
      const cell = csvParseRows(csvText([[text, 'end']]))[0]?.[0] ?? '';
      expect(/^(?:\t|[\s"]*[=+\-@＝])/u.test(cell) && !/^[+-]?\d+([.,]\d+)*$/.test(cell)).toBe(false);
    }));
  });
});
