import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Balance } from '../../../lib/contracts/account-api.ts';
import { micro, readMicro, METERS, type Meter } from '../../../lib/domain/ledger/amount.ts';
import { ENTRY_KINDS, ownedOf, type Entry, type EntryKind } from '../../../lib/domain/ledger/statement.ts';
import { STATEMENT_COLUMNS } from '../../../lib/domain/ledger/statement-line.ts';
import { meterViews } from '../../../lib/ui/meters.ts';
import { scanStatement, type EntrySource, type Scan } from '../../../lib/ui/statement-scan.ts';
import { statementFile } from '../../../lib/ui/statement-file.ts';
import { csvRows } from '../files/read-back.ts';

type Pot = Record<'available' | 'held' | 'leased' | 'granted' | 'spent', number>;
type Deed = readonly [kind: EntryKind, actions: number, credits: number];

/** What the contract says that each kind of entry does to an account; what there is not enough for is not done. */
function apply(pot: Pot, kind: EntryKind, amount: number): number {
  const move = (from: 'available' | 'held' | 'leased' | null, to: 'available' | 'held' | 'leased' | null): number => {
    const n = from === null ? amount : Math.min(amount, pot[from]);
    if (from) pot[from] -= n;
    if (to) pot[to] += n;
    return n;
  };
  switch (kind) {
    case 'grant': {
      pot.granted += amount;
      return move(null, 'available');
    }
    case 'reversal':
      return move(null, 'available');
    case 'expire':
      return -move('available', null);
    case 'reserve':
      return -move('available', 'held');
    case 'void':
      return move('held', 'available');
    case 'post': {
      const n = move('held', null);
      pot.spent += n;
      return -n;
    }
    case 'lease':
      return -move('available', 'leased');
    case 'lease_return':
      return move('leased', 'available');
    case 'spend': {
      const n = move('leased', null);
      pot.spent += n;
      return -n;
    }
    case 'plan':
    case 'limit':
    case 'erase':
      return 0;
  }
}

function live(deeds: readonly Deed[]): { entries: Entry[]; balances: Balance[] } {
  const pots: Record<Meter, Pot> = { actions: { available: 0, held: 0, leased: 0, granted: 0, spent: 0 }, data_credits: { available: 0, held: 0, leased: 0, granted: 0, spent: 0 } };
  const entries = deeds.map(([kind, actions, credits], i): Entry => ({
    seq: i + 1, at: i * 60_000, kind, actions: apply(pots.actions, kind, actions) + 0, credits: apply(pots.data_credits, kind, credits) + 0,
    ...(kind === 'grant' || kind === 'expire' || kind === 'plan' || kind === 'limit' || kind === 'erase' ? {} : { chargeId: `task-${i % 7}.0`, enrichment: 'work-email', providerId: '=cmd|x', operation: 'find-work-email', route: 'account', member: 'Owner, "O"' }),
  }));
  return { entries, balances: METERS.map((meter) => ({ meter, ...pots[meter], deficit: 0 })) };
}

async function written(entries: readonly Entry[], balances: readonly Balance[]): Promise<string[][]> {
  const source: EntrySource = { bounds: async () => ({ first: 1, last: entries.length }), stretch: async (from, to) => entries.slice(from - 1, to), runsOf: async () => new Map() };
  const owned = (meter: Meter) => ownedOf(balances.find((one) => one.meter === meter) ?? { available: 0, held: 0, leased: 0, deficit: 0 });
  const told: Scan[] = [];
  await scanStatement(source, { filter: {}, grouping: 'none', owned: { actions: owned('actions'), credits: owned('data_credits') }, nameOf: (id) => id, startOfDay: () => 0, signal: new AbortController().signal, onProgress: (scan) => told.push(scan) });
  const [last] = told.slice(-1);
  if (!last) throw new Error('nothing was told');
  const file = await statementFile(last, { nameOf: (id) => id, lines: async (seqs) => seqs.flatMap((seq) => entries[seq - 1] ?? []), signal: new AbortController().signal, onProgress: () => undefined });
  return csvRows((await (file ?? new Blob()).text()).replace('\uFEFF', ''));
}

const column = (name: (typeof STATEMENT_COLUMNS)[number]): number => STATEMENT_COLUMNS.indexOf(name);
/** An amount as it stands in the file, in micro-units; a plain number, or a spreadsheet would not add it up. */
const amountIn = (row: readonly string[] | undefined, name: (typeof STATEMENT_COLUMNS)[number]): number => {
  const text = row?.[column(name)] ?? '';
  const amount = readMicro(text.replace(/^-/, '')) ?? NaN;
  return text.startsWith('-') ? -amount : amount;
};
const sumOf = (rows: readonly (readonly string[])[], name: (typeof STATEMENT_COLUMNS)[number]): number => rows.reduce((sum, row) => sum + amountIn(row, name), 0);

describe('the statement as a file', () => {
  const amount = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9_000_000_000 }));
  const deeds = fc.array(fc.tuple(fc.constantFrom(...ENTRY_KINDS), amount, amount), { minLength: 1, maxLength: 60 });

  it('comes to the meters, line by line and in its last line, and explains every entry', () => fc.assert(fc.asyncProperty(deeds, async (all) => {
    const { entries, balances } = live(all);
    const [head, ...rows] = await written(entries, balances);
    expect(head).toEqual([...STATEMENT_COLUMNS]);
    const total = rows.at(-1);
    const lines = rows.slice(0, -1);
    expect(lines.map((row) => Number(row[0]))).toEqual(entries.map(({ seq }) => seq));
    expect(lines.filter((row) => row[column('What')] === '' || row[column('Explanation')] === '')).toEqual([]);
    const views = meterViews({ balances, syncedAt: 0, atSeq: entries.length }, [], micro(0));
    for (const [i, [moves, left, aside]] of ([['Actions', 'Actions left', 'Actions set aside'], ['Data Credits', 'Data Credits left', 'Data Credits set aside']] as const).entries()) {
      const view = views[i];
      const balance = balances[i];
      const owned = (view?.amount ?? NaN) + (view?.held ?? NaN) + (i === 0 ? (view?.elsewhere ?? NaN) : (balance?.leased ?? NaN));
      expect([sumOf(lines, moves), amountIn(total, moves), amountIn(lines.at(-1), left)]).toEqual([owned, owned, owned]);
      // What is set aside and not given back or taken is what the account holds: posts and spends take it without a line of their own.
      expect(0 - sumOf(lines, aside)).toBe((balance?.held ?? NaN) + (balance?.leased ?? NaN) + (balance?.spent ?? NaN));
    }
  }), { numRuns: 150 }));

  it('holds long feeds in stretches, every line once', async () => {
    const many = Array.from({ length: 6_050 }, (_, i): Deed => [i % 3 === 0 ? 'grant' : i % 3 === 1 ? 'reserve' : 'post', 1_000_000, 500_000]);
    const { entries, balances } = live(many);
    const rows = await written(entries, balances);
    expect(rows.length).toBe(entries.length + 2);
    expect(sumOf(rows.slice(1, -1), 'Actions')).toBe(amountIn(rows.at(-1), 'Actions'));
  });
});
