import { describe, expect, it } from 'vitest';
import type { Filter, ViewTest } from '../../../lib/domain/view/filter.ts';
import { ALL_OPEN } from '../../../lib/domain/view/group.ts';
import { USUAL_LAYOUT, type ColumnLayout } from '../../../lib/domain/view/layout.ts';
import { PLAIN_VIEW, type ViewShape } from '../../../lib/domain/view/view.ts';
import { changedAt, choicesOf, filterCount, finished, isComplete, onColumn, sameShape, sortedBy, testsOf } from '../../../lib/ui/view-edit.ts';

const laid = (layout: Partial<ColumnLayout>): ViewShape => ({ ...PLAIN_VIEW, layout: { ...USUAL_LAYOUT, ...layout } });

const named: ViewTest = { key: 'name', test: 'contains', values: ['Ada'] };
const half: ViewTest = { key: 'employees', test: 'more', values: [] };

describe('a view that is edited', () => {
  it('offers the columns in sight first, then the rest, each once', () => {
    const choices = choicesOf('person', [{ key: 'workEmail' }, { key: 'x.deal' }], [{ key: 'x.deal', kind: 'person', name: 'Deal', type: 'number', createdAt: 1 }, { key: 'x.other', kind: 'company', name: 'Other', type: 'text', createdAt: 1 }]);
    expect(choices.slice(0, 2).map(({ label }) => label)).toEqual(['Work email', 'Deal']);
    expect(choices.at(-1)?.key).toBe('lead.page');
    expect(new Set(choices.map(({ key }) => key)).size).toBe(choices.length);
    expect(choices.some(({ label }) => label === 'Other')).toBe(false);
    for (const choice of choices) expect(testsOf(choice).length).toBeGreaterThan(2);
  });

  it('counts only what is finished, and two that count the same are the same', () => {
    const filter: Filter = { match: 'all', items: [named, half, { match: 'any', items: [half] }] };
    expect(filterCount(filter)).toBe(1);
    expect(finished(filter)).toEqual({ match: 'all', items: [named] });
    expect(sameShape({ ...PLAIN_VIEW, filter }, { ...PLAIN_VIEW, filter: { match: 'all', items: [named] } })).toBe(true);
    expect(sameShape(laid({ hidden: ['title', 'phone'] }), laid({ hidden: ['phone', 'title'] }))).toBe(true);
    expect(sameShape({ ...PLAIN_VIEW, group: { by: 'title', shut: ALL_OPEN } }, PLAIN_VIEW)).toBe(false);
  });

  it.each<[ViewTest, boolean]>([
    [named, true], [half, false],
    [{ key: 'employees', test: 'more', values: ['50'] }, true],
    [{ key: 'lead.added', test: 'after', values: ['-30d'] }, true],
    [{ key: 'lead.added', test: 'after', values: ['last week'] }, false],
    [{ key: 'title', test: 'conflict', values: [] }, true],
  ])('%j is finished: %j', (test, is) => expect(isComplete(test)).toBe(is));

  it('a test moves to another column with what it can keep', () => {
    expect(onColumn(named, { key: 'title', label: 'Title', type: 'text' })).toEqual({ ...named, key: 'title' });
    expect(onColumn(named, { key: 'employees', label: 'Employees', type: 'number' })).toEqual({ key: 'employees', test: 'more', values: [] });
  });

  it('items are changed and removed where they stand', () => {
    const filter: Filter = { match: 'all', items: [named, { match: 'any', items: [half, named] }] };
    expect(changedAt(filter, [1, 0], () => undefined)).toEqual({ match: 'all', items: [named, { match: 'any', items: [named] }] });
    expect(changedAt(filter, [0], () => half).items[0]).toBe(half);
    expect(changedAt(filter, [7], () => undefined)).toEqual(filter);
  });

  it('a click on a head goes up, down, and back', () => {
    expect(sortedBy([], 'name')).toEqual([{ key: 'name', down: false }]);
    expect(sortedBy([{ key: 'name', down: false }], 'name')).toEqual([{ key: 'name', down: true }]);
    expect(sortedBy([{ key: 'name', down: true }], 'name')).toEqual([]);
    expect(sortedBy([{ key: 'title', down: true }], 'name')).toEqual([{ key: 'name', down: false }]);
  });
});
