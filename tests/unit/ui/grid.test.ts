import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { includes, withRange, type Ranges } from '../../../lib/core/ranges.ts';
import type { LeadId, RunId, TableId, TaskId, ChargeId } from '../../../lib/core/ids.ts';
import type { Step, Task } from '../../../lib/domain/enrichment/run.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { NOTHING, micro } from '../../../lib/domain/ledger/amount.ts';
import type { FieldValue, Lead, Provenance } from '../../../lib/domain/lead/lead.ts';
import { cellView, newestTasks } from '../../../lib/ui/cells.ts';
import { columnsOf } from '../../../lib/ui/columns.ts';
import { rowHeights } from '../../../lib/ui/grid-geometry.ts';
import { moveBy, startsTyping } from '../../../lib/ui/grid-keys.ts';
import { listedPositions, naturalPositions, NO_POSITIONS } from '../../../lib/ui/positions.ts';
import { extend, NO_SELECTION, tickedOf, toggle, toggleAll } from '../../../lib/ui/selection.ts';
import { inSlots, rowWindow, scrollFor, TALLEST_PX } from '../../../lib/ui/use-row-scroll.ts';
import { liveWords, stepViews } from '../../../lib/ui/steps.ts';

const press = (key: string, over: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...over });
const size = { rows: 100, cols: 10, page: 20 };

describe('moving in the grid', () => {
  it.each([
    ['ArrowDown', {}, [6, 5]], ['ArrowUp', {}, [4, 5]], ['ArrowLeft', {}, [5, 4]], ['ArrowRight', {}, [5, 6]],
    ['Home', {}, [5, 0]], ['End', {}, [5, 9]], ['PageDown', {}, [25, 5]], ['PageUp', {}, [0, 5]],
    ['ArrowDown', { ctrlKey: true }, [99, 5]], ['ArrowRight', { ctrlKey: true }, [5, 9]], ['Home', { ctrlKey: true }, [0, 0]], ['End', { ctrlKey: true }, [99, 9]],
  ] as const)('%s %o', (key, over, [row, col]) => {
    expect(moveBy({ row: 5, col: 5 }, press(key, over), size)).toEqual({ row, col });
  });
  it('stays inside whatever is pressed', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9 }), fc.array(fc.tuple(keys, fc.boolean())), (rows, cols, moves) => {
        let place = { row: 0, col: 0 };
        for (const [key, ctrlKey] of moves) place = moveBy(place, press(key, { ctrlKey }), { rows, cols, page: 7 }) ?? place;
        expect(place.row).toBeGreaterThanOrEqual(0);
        expect(place.row).toBeLessThan(rows);
        expect(place.col).toBeGreaterThanOrEqual(0);
        expect(place.col).toBeLessThan(cols);
      }),
    );
  });
  it('does not move on other keys or in an empty table', () => {
    expect(moveBy({ row: 0, col: 0 }, press('a'), size)).toBeNull();
    expect(moveBy({ row: 0, col: 0 }, press('ArrowDown'), { rows: 0, cols: 0, page: 1 })).toBeNull();
  });
  it('knows which keys type', () => {
    expect([press('a'), press('Z', { shiftKey: true }), press('é'), press('😀')].map(startsTyping)).toEqual([true, true, true, true]);
    expect([press('c', { ctrlKey: true }), press('F2'), press(' '), press('Tab')].map(startsTyping)).toEqual([false, false, false, false]);
  });
});

describe('the rows that are shown', () => {
  it('are the places that have a lead, found both ways, whatever is gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.array(fc.nat(90)), (next, holes) => {
        const gone = holes.reduce<Ranges>((ranges, n) => withRange(ranges, n, n + (n % 3)), []);
        const there = Array.from({ length: next - 1 }, (_, i) => i + 1).filter((place) => !includes(gone, place));
        for (const shown of [naturalPositions(next, gone), listedPositions(Uint32Array.from({ length: next - 1 }, (_, i) => i + 1), gone)]) {
          expect(Array.from({ length: shown.length }, (_, row) => shown.at(row))).toEqual(there);
          expect(there.map((place) => shown.rowOf(place))).toEqual(there.map((_, row) => row));
          expect(shown.rowOf(holes[0] ?? next)).toBe(holes[0] === undefined ? -1 : there.indexOf(holes[0]));
        }
      }),
    );
  });
  it('cost the gaps, not the rows: a million are known at once', () => {
    const shown = naturalPositions(1_000_001, [5, 9, 400_000, 400_000]);
    expect([shown.length, shown.at(0), shown.at(4), shown.at(shown.length - 1), shown.rowOf(400_001), shown.rowOf(400_000)]).toEqual([999_994, 1, 10, 1_000_000, 399_994, -1]);
  });
});

describe('scrolling', () => {
  it('draws as many rows wherever it is scrolled to, each in a slot of its own, so that no element is made or taken away', () => {
    const heights = rowHeights(1_000, 34);
    for (const top of [0, 17, 640, 9_999, 34_000 - 600]) {
      const { first, last, slots } = rowWindow(heights, 600, top);
      expect(last - first + 1).toBe(slots);
      expect(new Set(inSlots(first, last, slots, 0).map((row) => row % slots)).size).toBe(slots);
    }
    expect(rowWindow(rowHeights(5, 34), 600, 0)).toMatchObject({ first: 0, last: 4 });
  });
  it('leaves elements where they are while rows go by, and puts them into the order of the rows when they rest', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 40 }), fc.nat(500), (first, slots, rested) => {
        const drawn = inSlots(first, first + slots - 1, slots, rested);
        expect(drawn.map((row) => row % slots)).toEqual(inSlots(rested, rested + slots - 1, slots, rested).map((row) => row % slots));
        expect(inSlots(first, first + slots - 1, slots, first)).toEqual(Array.from({ length: slots }, (_, i) => first + i));
      }),
    );
    expect(inSlots(0, -1, 10, 3)).toEqual([]);
  });
  it.each([3, 100, 100_000, 941_177, 1_000_000, 5_000_000])('%i rows: the first and the last are reached at the ends, and rows stand on the screen where they are looked for', (rows) => {
    const view = 600;
    const heights = rowHeights(rows, 34);
    const most = Math.max(0, rowWindow(heights, view, 0).height - view);
    expect(rowWindow(heights, view, 0)).toMatchObject({ first: 0 });
    expect(rowWindow(heights, view, most).last).toBe(rows - 1);
    expect(rowWindow(heights, view, most).topOf(rows - 1) + 34).toBeCloseTo(Math.max(rows * 34, 0) < TALLEST_PX ? rows * 34 : TALLEST_PX, 0);
    for (const row of [0, Math.floor(rows / 3), rows - 1]) {
      const to = scrollFor(row, heights, view, 0) ?? 0;
      const shown = rowWindow(heights, view, to);
      expect(shown.topOf(row)).toBeGreaterThanOrEqual(to - 1);
      expect(shown.topOf(row) + 34).toBeLessThanOrEqual(to + view + 1);
      expect(row >= shown.first && row <= shown.last).toBe(true);
      expect(shown.last - shown.first).toBeLessThan(shown.slots);
    }
    expect(rowWindow(heights, view, most).height).toBeLessThanOrEqual(TALLEST_PX);
  });
  it('does not move for a row that is seen', () => {
    expect([scrollFor(3, rowHeights(100, 34), 600, 0), scrollFor(50, rowHeights(100, 34), 600, 50 * 34 - 100)]).toEqual([null, null]);
  });
});

describe('ticking', () => {
  const places = [4, 9, 2, 30, 7];
  const shown = listedPositions(Uint32Array.from(places));
  it('extends from the last one touched in the order shown, both ways', () => {
    expect([...tickedOf(extend(toggle(NO_SELECTION, 30), 9, shown), shown)]).toEqual([9, 2, 30]);
    expect([...tickedOf(extend(toggle(NO_SELECTION, 4), 2, shown), shown)]).toEqual([4, 9, 2]);
  });
  it('toggles when the anchor is not shown any more', () => {
    expect([...tickedOf(extend(toggle(NO_SELECTION, 99), 9, shown), shown)]).toEqual([9]);
  });
  it('takes all, then none', () => {
    const all = toggleAll(NO_SELECTION, shown);
    expect([...tickedOf(all, shown)]).toEqual(places);
    expect(toggleAll(all, shown)).toEqual(NO_SELECTION);
    expect(toggleAll(NO_SELECTION, NO_POSITIONS)).toEqual(NO_SELECTION);
  });
  it('is undone by ticking twice', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...places)), (taps) => {
      expect([...tickedOf([...taps, ...taps].reduce(toggle, NO_SELECTION), shown)]).toEqual([]);
      const odd = places.filter((place) => taps.filter((tap) => tap === place).length % 2 === 1);
      expect([...tickedOf(taps.reduce(toggle, NO_SELECTION), shown)]).toEqual(odd);
    }));
  });
});

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const value = (text: string, over: Partial<Provenance> = {}): FieldValue => ({ value: text, confidence: 90, provenance: { origin: 'provider', at: NOW, providerId: 'hunter', ...over } });
const lead = (workEmail?: readonly FieldValue[]): Lead => ({ id: 'l1' as LeadId, tableId: 't' as TableId, kind: 'person', fields: workEmail ? { workEmail: { values: workEmail } } : {}, keys: [], order: 1, createdAt: 0, updatedAt: 0 });
const step = (index: number, over: Partial<Step>): Step => ({ index, state: 'waiting', source: 'provider', providerId: 'hunter', creditsMax: micro(1e6), route: 'account', chargeId: `t.${index}` as ChargeId, attempts: 0, ...over });
const task = (over: Partial<Task>): Task => ({ id: 't' as TaskId, runId: 'r' as RunId, leadId: 'l1' as LeadId, enrichment: 'work-email', state: 'running', steps: [], createdAt: 0, notBefore: 0, held: NOTHING, charged: NOTHING, ...over });
const cell = (l: Lead, t?: Task) => cellView(l, 'workEmail', t, (id) => id.toUpperCase(), NOW, 30 * DAY);

describe('cell states', () => {
  it('shows one state per cell', () => {
    expect(cell(lead()).state).toBe('none');
    expect(cell(lead([value('a@example.com')])).state).toBe('value');
    expect(cell(lead([value('a@example.com', { origin: 'person' })])).state).toBe('man');
    expect(cell(lead([value('a@example.com', { at: NOW - 340 * DAY })]))).toMatchObject({ state: 'stale', age: '11 mo' });
    expect(cell(lead([value('a@example.com'), value('b@example.com', { origin: 'import' })]))).toMatchObject({ state: 'two', count: 2 });
    expect(cell(lead(), task({ state: 'queued' })).state).toBe('wait');
    expect(cell(lead(), task({ state: 'no-result' }))).toMatchObject({ state: 'miss', text: 'No result' });
    expect(cell(lead(), task({ state: 'failed', steps: [step(0, { state: 'failed', error: { kind: 'auth', retryable: false } })] }))).toMatchObject({ state: 'fail', text: 'Key rejected' });
    expect(cell(lead(), task({ state: 'skipped', skip: 'missing-input' }))).toMatchObject({ state: 'skip', text: 'Not asked: not enough known to ask' });
  });
  it('names who is asked now, also over an older value', () => {
    expect(cell(lead([value('a@example.com')]), task({ steps: [step(0, { state: 'calling', startedAt: 5 })] }))).toMatchObject({ state: 'run', text: 'HUNTER', startedAt: 5 });
  });
  it('takes the newest task of a column', () => {
    const tasks = newestTasks([task({ id: 'new' as TaskId, createdAt: 9 }), task({ id: 'old' as TaskId, createdAt: 1 }), task({ id: 'x' as TaskId, runId: 'other' as RunId, createdAt: 99 })], (run) => (run === 'r' ? 'workEmail' : undefined));
    expect([...tasks].map(([key, t]) => [key, t.id])).toEqual([['l1 workEmail', 'new']]);
  });
  it('gives every waterfall that is offered a column', () => {
    for (const kind of ['person', 'company'] as const) {
      const columns = columnsOf(kind, WATERFALL_TEMPLATES);
      expect(new Set(columns.map((c) => c.field)).size).toBe(columns.length);
      expect(columns.flatMap((c) => c.waterfalls).length).toBe(WATERFALL_TEMPLATES.filter((w) => w.kind === kind && !w.isHidden).length);
    }
  });
});

describe('the steps of a run', () => {
  const steps = [
    step(0, { source: 'pattern', state: 'rejected', value: 'a@example.com', verdict: 'invalid', tookMs: 100, creditsMax: micro(0) }),
    step(1, { source: 'pattern', state: 'calling', value: 'b@example.com', creditsMax: micro(0) }),
    step(2, { source: 'pattern', creditsMax: micro(0) }),
    step(3, { providerId: 'nokey', state: 'skipped', skip: 'no-key' }),
    step(4, {}),
  ];
  it('folds guesses into one and leaves out sources without a key', () => {
    const views = stepViews(task({ steps }), (id) => id.toUpperCase());
    expect(views.map((v) => [v.number, v.title, v.node])).toEqual([[1, 'Pattern guess', 'run'], [2, 'HUNTER', 'wait']]);
    expect(liveWords(task({ steps }), views)).toBe('Asking Pattern guess, step 1 of 2');
  });
  it('shows a miss as 0 and an answer at its price', () => {
    const views = stepViews(task({ steps: [step(0, { state: 'no-result', attempts: 1 }), step(1, { providerId: 'b', state: 'accepted', value: 'x@example.com' })] }), (id) => id);
    expect(views.map((v) => v.price)).toEqual([{ kind: 'credits', credits: 1e6, settled: true }, { kind: 'credits', credits: 1e6, settled: false }]);
    expect(views[1]?.text).toBe('x@example.com');
  });
});
