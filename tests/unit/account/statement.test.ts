import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { ENTRY_KINDS, NO_SUMS, addEntry, effectOf, groupOf, KIND_GROUP_NAMES, KIND_GROUPS, matches, ownedOf, type Entry, type EntryKind } from '../../../lib/domain/ledger/statement.ts';
import { explain, searchWords, subjectOf } from '../../../lib/domain/ledger/explain.ts';
import { STATEMENT_COLUMNS, statementCells, statementTotal } from '../../../lib/domain/ledger/statement-line.ts';

const ADDS: readonly EntryKind[] = ['grant', 'reversal', 'void', 'lease_return'];
const amount = fc.integer({ min: 0, max: 5_000 * UNIT });
/** A feed as the wire promises it: signs by kind, zero amounts for what only says something. */
const feed: fc.Arbitrary<Entry[]> = fc.array(fc.record({ kind: fc.constantFrom(...ENTRY_KINDS), actions: amount, credits: amount, gap: fc.nat(100_000), providerId: fc.option(fc.constantFrom('hunter', 'prospeo'), { nil: undefined }), code: fc.option(fc.string({ maxLength: 12 }), { nil: undefined }) }), { maxLength: 60 }).map((raw) => {
  let at = 1_700_000_000_000;
  return raw.map(({ kind, actions, credits, gap, providerId, code }, i) => {
    at += gap;
    const sign = kind === 'plan' || kind === 'limit' ? 0 : ADDS.includes(kind) ? 1 : -1;
    return { seq: i + 1, at, kind, actions: sign * actions + 0, credits: sign * credits + 0, enrichment: 'work-email', providerId, code };
  });
});
const nameOf = (id: string): string => id.toUpperCase();

describe('the statement adds up', () => {
  it('whatever the feed: its parts are its net', () => {
    fc.assert(fc.property(feed, (entries) => {
      const whole = entries.reduce(addEntry, NO_SUMS);
      for (const meter of ['actions', 'credits'] as const) {
        expect(whole.granted[meter] + whole.reversed[meter] + whole.taken[meter] + whole.expired[meter]).toBe(whole.net[meter]);
        expect(whole.taken[meter]).toBeLessThanOrEqual(0);
      }
    }));
  });
  it('what was given back says which limits count it even so', () => {
    expect(explain({ seq: 1, at: 0, kind: 'reversal', actions: UNIT, credits: 0, code: 'wrong_address' }, () => 'Hunter').text).toMatch(/given back.*Limits set on a device still count the charge until their time is over\.$/);
  });
  it('setting aside and giving back moves nothing', () => {
    expect(['reserve', 'void', 'lease', 'lease_return', 'plan', 'limit'].map((kind) => effectOf({ seq: 1, at: 0, kind: kind as EntryKind, actions: -5, credits: 3 }).actions)).toEqual([0, 0, 0, 0, 0, 0]);
  });
  it('what is owned is what can be spent and what is set aside, less the deficit', () => {
    expect(ownedOf({ available: 7, held: 2, leased: 3, deficit: 4 })).toBe(8);
  });
});

describe('every line is explained', () => {
  it('whatever its kind and reason, in sentences without a code that only a program knows', () => {
    fc.assert(fc.property(feed, (entries) => {
      for (const entry of entries) {
        const { title, text } = explain(entry, nameOf);
        expect(title.length).toBeGreaterThan(2);
        expect(text).toMatch(/[.]$/);
        expect(text).not.toMatch(/undefined|NaN|null/);
      }
    }));
  });
  it('takes a code that every object has for an unknown one', () => {
    for (const kind of ['grant', 'void', 'expire', 'limit', 'plan'] as const) expect(explain({ seq: 1, at: 0, kind, actions: 0, credits: 0, code: 'toString' }, nameOf).text).toMatch(/[.]$/);
  });
  it('says what a miss cost, what an own key cost, and why Credits are gone', () => {
    const base = { seq: 1, at: 0, enrichment: 'work-email', providerId: 'hunter' };
    expect(explain({ ...base, kind: 'void', actions: 1e6, credits: 1e6, code: 'no_result' }, nameOf)).toEqual({ title: 'Work email, HUNTER, no charge', text: 'Nobody knew an answer. It cost nothing, and what was held is free again.' });
    expect(explain({ ...base, kind: 'spend', actions: -1e6, credits: 0, route: 'own' }, nameOf).text).toBe('Answered by your own key. 1 Action taken. Data Credits are not needed for it.');
    expect(explain({ seq: 1, at: 0, kind: 'expire', actions: 0, credits: -5e6, code: 'over_cap' }, nameOf).text).toContain('twice the monthly amount');
    expect(explain({ seq: 1, at: 0, kind: 'limit', actions: 0, credits: 0, code: 'member_data_credits_day_90' }, nameOf).text).toBe('The limit of the member for Data Credits a day was used by 90 %.');
    expect(explain({ seq: 1, at: 0, kind: 'limit', actions: 0, credits: 0, code: 'workspace_actions_month_100' }, nameOf).text).toBe('The limit of the workspace for Actions a month was reached. What would go beyond it is refused and costs nothing.');
    expect(explain({ seq: 1, at: 0, kind: 'grant', actions: -2e6, credits: 0, code: 'taken_back' }, nameOf).text).toMatch(/^An admin took back 2 Actions of what was granted\./);
    expect(explain({ seq: 1, at: 0, kind: 'expire', actions: 2e6, credits: 0, code: 'lapsed_spent' }, nameOf).title).toBe('Expired, taken back');
    expect(subjectOf({ operation: 'deliver-record' })).toBe('Record sent');
  });
});

describe('filters', () => {
  const entry: Entry = { seq: 4, at: 1_000, kind: 'post', actions: -1e6, credits: -1.5e6, providerId: 'hunter', enrichment: 'work-email', member: 'Robin', chargeId: 'task.2' };
  const fits = (filter: Parameters<typeof matches>[1]): boolean => matches(entry, filter, (e) => searchWords(e, nameOf));
  it('let through what all of them let through', () => {
    expect([{}, { meter: 'data_credits' as const }, { group: 'taken' as const }, { providerId: 'hunter' }, { member: 'Robin' }, { enrichment: 'work-email' }, { from: 1_000 }, { until: 1_001 }, { text: 'robin EMAIL' }, { text: ' ' }].every(fits)).toBe(true);
    expect([{ group: 'missed' as const }, { providerId: 'prospeo' }, { member: 'Kim' }, { enrichment: 'mobile' }, { from: 1_001 }, { until: 1_000 }, { text: 'robin phone' }, { text: 'robin', from: 2_000 }].some(fits)).toBe(false);
  });
  it('put every kind into one group', () => {
    for (const kind of ENTRY_KINDS) expect([kind, KIND_GROUP_NAMES.filter((group) => (KIND_GROUPS[group] as readonly string[]).includes(kind))]).toEqual([kind, [groupOf(kind)]]);
    expect(groupOf('lease')).toBe('aside');
  });
});

describe('the file', () => {
  it('has as many cells as columns, and its last line is the sum of the amounts above', () => {
    fc.assert(fc.property(feed, (entries) => {
      const lines = entries.map((entry) => statementCells(entry, { actions: micro(0), credits: micro(0) }, nameOf));
      expect(lines.every((line) => line.length === STATEMENT_COLUMNS.length)).toBe(true);
      const total = statementTotal(entries.reduce(addEntry, NO_SUMS));
      const sum = (column: number): number => lines.reduce((n, line) => n + Math.round(Number(line[column]) * UNIT), 0);
      expect([sum(5), sum(6)]).toEqual([Math.round(Number(total[5]) * UNIT), Math.round(Number(total[6]) * UNIT)]);
    }));
  });
});
