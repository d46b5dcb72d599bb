import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadId, RunId, TableId, TaskId, ChargeId } from '../../../lib/core/ids.ts';
import type { Step, Task } from '../../../lib/domain/enrichment/run.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { NOTHING, micro } from '../../../lib/domain/ledger/amount.ts';
import type { FieldValue, Lead, Provenance } from '../../../lib/domain/lead/lead.ts';
import { cellView, newestTasks } from '../../../lib/ui/cells.ts';
import { columnsOf } from '../../../lib/ui/columns.ts';
import { moveBy, startsTyping } from '../../../lib/ui/grid-keys.ts';
import { extend, NO_SELECTION, selectedOf, toggle, toggleAll } from '../../../lib/ui/selection.ts';
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

describe('ticking', () => {
  const shown = ['a', 'b', 'c', 'd', 'e'];
  it('extends from the last one touched, both ways', () => {
    const from = toggle(NO_SELECTION, 'd');
    expect(selectedOf(extend(from, 'b', shown), shown)).toEqual(['b', 'c', 'd']);
    expect(selectedOf(extend(toggle(NO_SELECTION, 'a'), 'c', shown), shown)).toEqual(['a', 'b', 'c']);
  });
  it('toggles when the anchor is not shown any more', () => {
    expect(selectedOf(extend(toggle(NO_SELECTION, 'gone'), 'b', shown), shown)).toEqual(['b']);
  });
  it('takes all, then none', () => {
    const all = toggleAll(NO_SELECTION, shown);
    expect(all.ids.size).toBe(5);
    expect(toggleAll(all, shown)).toEqual(NO_SELECTION);
    expect(toggleAll(NO_SELECTION, []).ids.size).toBe(0);
  });
  it('is undone by ticking twice', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...shown)), (taps) => {
      const once = taps.reduce(toggle, NO_SELECTION);
      expect([...[...taps, ...taps].reduce(toggle, NO_SELECTION).ids]).toEqual([]);
      expect(once.ids.size).toBeLessThanOrEqual(5);
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
