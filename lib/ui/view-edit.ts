/** What can be asked of a column, in words, and changes of a view while it is edited. Pure. */
import type { CommandInput } from '../contracts/commands.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';
import { FIELDS, fieldsOf, isFieldKey, type FieldType, type LeadKind } from '../domain/lead/fields.ts';
import { isEmptyFilter, isFact, isGroup, testsIn, type Filter, type FilterKey, type LeadFact, type ViewTest, type ViewTestName } from '../domain/view/filter.ts';
import type { SortBy } from '../domain/view/order.ts';
import { layoutKey, type ColumnLayout } from '../domain/view/layout.ts';
import type { View, ViewShape } from '../domain/view/view.ts';

/** A column as filters and sorts know it. */
export interface Choice {
  readonly key: FilterKey;
  readonly label: string;
  readonly type: FieldType;
  /** The only texts it can hold. */
  readonly options?: readonly string[];
  /** It holds several choices at the same time. */
  readonly many?: true;
}

const FACTS: readonly (Choice & { readonly key: LeadFact })[] = [
  { key: 'lead.added', label: 'Added', type: 'date' },
  { key: 'lead.changed', label: 'Changed', type: 'date' },
  { key: 'lead.page', label: 'Found on', type: 'url' },
];

/** Everything that a view can ask about: the columns in sight first, then the other fields, then what is known of the lead itself. */
export function choicesOf(kind: LeadKind, shown: readonly Pick<Choice, 'key'>[], custom: readonly CustomColumn[]): Choice[] {
  const fields = fieldsOf(kind).map((key): Choice => ({ key, label: FIELDS[key].label, type: FIELDS[key].type, ...(key === 'tags' ? { many: true } : {}) }));
  const own = custom.filter((c) => c.kind === kind).map(({ key, name, type, options, many }): Choice => ({ key, label: name, type, ...(options ? { options } : {}), ...(many ? { many } : {}) }));
  const all = new Map([...fields, ...own].map((choice) => [choice.key, choice]));
  const first = shown.flatMap(({ key }) => all.get(key) ?? []);
  const keys = new Set(first.map(({ key }) => key));
  return [...first, ...[...all.values()].filter(({ key }) => !keys.has(key)), ...FACTS];
}

export const TEST_WORDS: Readonly<Record<ViewTestName, string>> = {
  is: 'is', 'is-not': 'is not', contains: 'contains', 'contains-not': 'does not contain', starts: 'starts with', ends: 'ends with', empty: 'is not known', known: 'is known',
  more: 'is more than', less: 'is less than', before: 'is before', after: 'is after', conflict: 'has values that disagree', surer: 'is surer than', 'has-any': 'has any of', 'has-all': 'has all of', 'has-none': 'has none of',
};

/** What can be asked of a column, the most usual first. */
export function testsOf({ key, type, many }: Pick<Choice, 'key' | 'type' | 'many'>): readonly ViewTestName[] {
  if (many) return ['has-any', 'has-all', 'has-none', 'known', 'empty', 'contains', 'contains-not'];
  const sure: readonly ViewTestName[] = isFact(key) ? [] : ['surer', 'conflict'];
  if (type === 'date') return ['after', 'before', 'is', 'known', 'empty', ...sure];
  if (type === 'number') return ['more', 'less', 'is', 'is-not', 'known', 'empty', ...sure];
  if (key === 'employeeRange' || key === 'revenue' || key === 'funding' || key === 'founded') return ['more', 'less', 'is', 'contains', 'known', 'empty', ...sure];
  return ['contains', 'contains-not', 'is', 'is-not', 'starts', 'ends', 'known', 'empty', ...sure];
}

export const takesNothing = (test: ViewTestName): boolean => test === 'empty' || test === 'known' || test === 'conflict';
export const takesNumber = (test: ViewTestName): boolean => test === 'more' || test === 'less' || test === 'surer';
export const takesDay = (test: ViewTestName): boolean => test === 'before' || test === 'after';
const DAY = /^(\d{4}(-\d{2}(-\d{2})?)?|today|[+-]\d{1,6}d)$/i;

/** True when a test says everything that it needs; one that does not counts for nothing yet. */
export function isComplete({ test, values }: ViewTest): boolean {
  if (takesNothing(test)) return true;
  const [value = ''] = values;
  return takesNumber(test) ? values.length === 1 && /\d/.test(value) : takesDay(test) ? DAY.test(value.trim()) : values.length > 0;
}

/** The filter without tests that are not finished. */
export const finished = (filter: Filter): Filter => ({
  match: filter.match,
  items: filter.items.flatMap((item): (ViewTest | Filter)[] => (isGroup(item) ? (isEmptyFilter(finished(item)) ? [] : [finished(item)]) : isComplete(item) ? [item] : [])),
});

/** A test on another column: the question is kept where it can be asked there too. */
export function onColumn(test: ViewTest, choice: Choice): ViewTest {
  const allowed = testsOf(choice);
  const name = allowed.includes(test.test) ? test.test : (allowed[0] ?? 'known');
  return { key: choice.key, test: name, values: name === test.test && !choice.options ? test.values : [] };
}

/** The item at a path of indexes changed, or removed by undefined. */
export function changedAt(filter: Filter, path: readonly number[], change: (item: ViewTest | Filter) => ViewTest | Filter | undefined): Filter {
  const [at, ...rest] = path;
  return {
    ...filter,
    items: filter.items.flatMap((item, i): (ViewTest | Filter)[] => {
      if (i !== at) return [item];
      if (rest.length > 0) return isGroup(item) ? [changedAt(item, rest, change)] : [item];
      const next = change(item);
      return next === undefined ? [] : [next];
    }),
  };
}

const rowsOf = ({ filter, sort, group }: ViewShape): unknown => [finished(filter), sort, group?.by ?? null, group?.shut.all ?? null, group?.shut.but.toSorted() ?? null];
/** Whether two show the same rows in the same order. */
export const sameRows = (one: ViewShape, other: ViewShape): boolean => JSON.stringify(rowsOf(one)) === JSON.stringify(rowsOf(other));
/** Whether two look the same. */
export const sameShape = (one: ViewShape, other: ViewShape): boolean => sameRows(one, other) && layoutKey(one.layout) === layoutKey(other.layout);
export const shapeOf = ({ filter, sort, group, layout }: View): ViewShape => ({ filter, sort, layout, ...(group === undefined ? {} : { group }) });
/** As a command takes it: lists of its own, and only tests that are finished. */
export const plainShape = ({ filter, sort, group, layout }: ViewShape): CommandInput<'view.save'>['shape'] => ({
  filter: finished(filter),
  sort: [...sort],
  ...(group === undefined ? {} : { group: { by: group.by, shut: { all: group.shut.all, but: [...group.shut.but] } } }),
  layout: plainLayout(layout),
});
export const plainLayout = (layout: ColumnLayout): CommandInput<'layout.save'>['layout'] => ({ ...layout, hidden: [...layout.hidden], order: [...layout.order] });

/** How many tests count. */
export const filterCount = (filter: Filter): number => testsIn(finished(filter));

/** What sorts after a click on the head of a column: that column alone, upwards, downwards, not at all. */
export function sortedBy(sort: readonly SortBy[], key: FilterKey): SortBy[] {
  const known = sort.find((by) => by.key === key);
  return known === undefined ? [{ key, down: false }] : known.down ? [] : [{ key, down: true }];
}

/** What the two directions mean for a type of values. */
export const directionWords = (type: FieldType): readonly [string, string] => (type === 'number' ? ['least first', 'most first'] : type === 'date' ? ['oldest first', 'newest first'] : ['A to Z', 'Z to A']);

export const labelOfChoice = (choices: readonly Choice[], key: FilterKey): string => choices.find((c) => c.key === key)?.label ?? (isFact(key) ? key : isFieldKey(key) ? FIELDS[key].label : 'A column that is gone');
