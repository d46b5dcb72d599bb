import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { NO_SUMS, addEntry, effectOf, groupOf, type Entry, type EntryFilter } from '../../../lib/domain/ledger/statement.ts';
import { STATEMENT_COLUMNS } from '../../../lib/domain/ledger/statement-line.ts';
import type { RunId } from '../../../lib/core/ids.ts';
import { addsUp, rowsOf, scanStatement, STRETCH, type EntrySource, type Grouping, type Scan } from '../../../lib/ui/statement-scan.ts';
import { statementFile } from '../../../lib/ui/statement-file.ts';

const DAY = 86_400_000;
const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;
const KINDS = ['grant', 'post', 'void', 'spend', 'reserve', 'expire'] as const;
/** A feed of n lines: every hour one. */
const feedOf = (n: number, first = 1): Entry[] => Array.from({ length: n }, (_, i) => {
  const kind = KINDS[(i * 7) % KINDS.length] ?? 'post';
  const sign = kind === 'grant' || kind === 'void' ? 1 : -1;
  return { seq: first + i, at: i * 3_600_000, kind, actions: sign * ((i % 3) + 1) * 1e6, credits: sign * (i % 5) * 500_000 + 0, providerId: i % 2 ? 'hunter' : 'prospeo', enrichment: 'work-email', chargeId: `task-${i % 4}.0` };
});
function sourceOf(entries: readonly Entry[]): EntrySource & { reads: [number, number][] } {
  const reads: [number, number][] = [];
  return {
    reads,
    bounds: async () => (entries.length === 0 ? null : { first: entries[0]?.seq ?? 1, last: entries.at(-1)?.seq ?? 1 }),
    stretch: async (from, to) => {
      reads.push([from, to]);
      return entries.filter((e) => e.seq >= from && e.seq <= to);
    },
    runsOf: async (ids) => new Map(ids.filter((id) => id !== 'task-3.0').map((id) => [id, `run-${Number(id[5]) % 2}` as RunId])),
  };
}
async function scan(source: EntrySource, entries: readonly Entry[], filter: EntryFilter = {}, grouping: Grouping = 'none'): Promise<Scan> {
  const owned = entries.reduce(addEntry, NO_SUMS).net;
  const told: Scan[] = [];
  await scanStatement(source, { filter, grouping, owned, nameOf: (id) => id, startOfDay, signal: new AbortController().signal, onProgress: (s) => told.push(s) });
  const last = told.at(-1);
  if (!last) throw new Error('nothing was told');
  return last;
}

describe('the scan', () => {
  it('reads each line once, in stretches, and knows what was owned after each of them', async () => {
    const entries = feedOf(STRETCH * 2 + 77);
    const source = sourceOf(entries);
    const found = await scan(source, entries);
    expect(source.reads).toHaveLength(3);
    expect([...source.reads].reverse().flat()).toEqual([1, 77, 78, 2_077, 2_078, 4_077]);
    let now = { actions: 0, credits: 0 };
    for (const [i, entry] of entries.entries()) {
      const effect = effectOf(entry);
      now = { actions: now.actions + effect.actions, credits: now.credits + effect.credits };
      const place = entries.length - 1 - i;
      if (found.seqs[place] !== entry.seq || found.actionsAfter[place] !== now.actions || found.creditsAfter[place] !== now.credits) throw new Error(`line ${entry.seq} is wrong`);
    }
    expect(addsUp(found)).toBe(true);
    expect(found).toMatchObject({ done: true, looked: entries.length, opening: { actions: 0, credits: 0 } });
  });
  it('a part that fits keeps its own sums, and the balances of the whole', async () => {
    const entries = feedOf(500);
    const found = await scan(sourceOf(entries), entries, { group: 'taken', providerId: 'hunter' });
    const fitting = entries.filter((e) => groupOf(e.kind) === 'taken' && e.providerId === 'hunter');
    expect([...found.seqs].reverse()).toEqual(fitting.map((e) => e.seq));
    expect(found.sums).toEqual(fitting.reduce(addEntry, NO_SUMS));
    expect(found.all).toEqual(entries.reduce(addEntry, NO_SUMS));
    expect(found.facets.providers).toEqual(['hunter', 'prospeo']);
    const whole = await scan(sourceOf(entries), entries);
    for (const [i, seq] of found.seqs.entries()) expect(found.actionsAfter[i]).toBe(whole.actionsAfter[whole.seqs.indexOf(seq)]);
  });
  it('a feed that was cut carries over what was there before; one that is whole and does not add up says so', async () => {
    const cut = feedOf(10, 41);
    expect(addsUp(await scan(sourceOf(cut), cut))).toBe(true);
    const whole = feedOf(10);
    expect(addsUp(await scan(sourceOf(whole), [...whole, { seq: 11, at: 0, kind: 'grant', actions: 5, credits: 0 }]))).toBe(false);
  });
  it('groups hold every line once and their sums come to the sum', async () => {
    const entries = feedOf(300);
    for (const grouping of ['day', 'run'] as const) {
      const found = await scan(sourceOf(entries), entries, {}, grouping);
      expect(found.groups.flatMap((g) => g.places).sort((a, b) => a - b)).toEqual(found.seqs.map((_, i) => i));
      expect(found.groups.reduce((n, g) => n + g.sums.net.credits, 0)).toBe(found.sums.net.credits);
    }
    const days = await scan(sourceOf(entries), entries, {}, 'day');
    expect(days.groups.map((g) => g.key)).toEqual([...new Set([...entries].reverse().map((e) => String(startOfDay(e.at))))]);
    const runs = await scan(sourceOf(entries), entries, {}, 'run');
    expect(runs.groups.map((g) => g.key).sort()).toEqual(['', 'run-0', 'run-1']);
  });
  it('gives up without a word when it is told to', async () => {
    const stop = new AbortController();
    const entries = feedOf(STRETCH * 3);
    const told: number[] = [];
    const source = sourceOf(entries);
    await scanStatement({ ...source, stretch: async (from, to) => (stop.abort(), source.stretch(from, to)) }, { filter: {}, grouping: 'none', owned: { actions: micro(0), credits: micro(0) }, nameOf: (id) => id, startOfDay, signal: stop.signal, onProgress: (s) => told.push(s.looked) });
    expect(told).toEqual([]);
    expect(source.reads).toHaveLength(1);
  });
});

describe('rows of the list', () => {
  const group = (key: string, places: number[]) => ({ key, places, sums: NO_SUMS });
  it('find every line and every head, open and closed', () => {
    fc.assert(fc.property(fc.array(fc.nat(6), { maxLength: 12 }), fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (sizes, shut) => {
      let place = 0;
      const groups = sizes.map((size, i) => group(`g${i}`, Array.from({ length: size }, () => place++)));
      const closed = new Set(groups.filter((_, i) => shut[i]).map((g) => g.key));
      const expected = groups.flatMap((g) => [`head ${g.key}`, ...(closed.has(g.key) ? [] : g.places.map((p) => `line ${p}`))]);
      const rows = rowsOf({ seqs: [], groups }, 'day', closed);
      const found = Array.from({ length: rows.count }, (_, i) => {
        const row = rows.at(i);
        return row?.kind === 'group' ? `head ${row.group.key}` : `line ${row?.place}`;
      });
      expect(found).toEqual(expected);
      expect([rows.at(-1), rows.at(rows.count)]).toEqual([undefined, undefined]);
    }));
  });
});

describe('the file', () => {
  const text = async (entries: readonly Entry[]): Promise<string> => {
    const found = await scan(sourceOf(entries), entries);
    const file = await statementFile(found, { nameOf: (id) => (id === 'hunter' ? '=HYPERLINK("http://evil.example")' : id), lines: async (seqs) => entries.filter((e) => seqs.includes(e.seq)), signal: new AbortController().signal, onProgress: () => undefined });
    return file ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer()) : '';
  };
  it('has a head, every line oldest first with what was left, and the sum; formulas are text', async () => {
    const entries = feedOf(4_100);
    const written = await text(entries);
    expect(written.startsWith('\uFEFFNo.,')).toBe(true);
    const lines = written.slice(1).split('\r\n');
    expect(lines).toHaveLength(entries.length + 3);
    expect(lines[0]?.split(',')).toHaveLength(STATEMENT_COLUMNS.length);
    expect(lines.slice(1, -2).map((line) => Number(line.split(',')[0]))).toEqual(entries.map((e) => e.seq));
    expect(written).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(written).not.toMatch(/(?:^|,)"?=/m);
    expect(lines.at(-2)).toContain('Total,4100 entries');
  });
  it('is none when it is given up', async () => {
    const entries = feedOf(10);
    const stop = AbortSignal.abort();
    expect(await statementFile(await scan(sourceOf(entries), entries), { nameOf: (id) => id, lines: async () => entries, signal: stop, onProgress: () => undefined })).toBeNull();
  });
});
