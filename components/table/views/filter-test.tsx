import { useEffect, type ReactElement } from 'react';
import type { ViewTest, ViewTestName } from '../../../lib/domain/view/filter.ts';
import { isComplete, onColumn, takesDay, takesNothing, takesNumber, TEST_WORDS, testsOf, type Choice } from '../../../lib/ui/view-edit.ts';
import { tagUses, useTagged } from '../../../lib/ui/tags/tags-in-use.ts';
import { useView } from '../../../lib/ui/view-store.ts';
import { TestRow } from '../../parts/test-row.tsx';

interface FilterTestProps {
  readonly test: ViewTest;
  /** "2" or "2.1". */
  readonly number: string;
  readonly choices: readonly Choice[];
  readonly onChange: (test: ViewTest) => void;
  readonly onRemove: () => void;
}

const takenBy = (test: ViewTestName): 'nothing' | 'number' | 'day' | 'texts' => (takesNothing(test) ? 'nothing' : takesNumber(test) ? 'number' : takesDay(test) ? 'day' : 'texts');

/** One test of a filter. What was typed is kept where the next test takes the same. */
export function FilterTest({ test, number, choices, onChange, onRemove }: FilterTestProps): ReactElement {
  const choice = choices.find(({ key }) => key === test.key);
  const isOfTags = test.key === 'tags';
  const { tagged, look } = useTagged(useView((state) => state.tableId) ?? undefined);
  useEffect(() => void (isOfTags && look()), [isOfTags, look]);
  const suggestions = isOfTags ? tagUses(tagged ?? []).map(({ tag }) => tag) : choice?.options;
  const tests = testsOf(choice ?? { key: test.key, type: 'text' });
  const setTest = (name: string): void => {
    const next = tests.find((one) => one === name);
    if (next) onChange({ ...test, test: next, values: takenBy(next) === takenBy(test.test) ? test.values : [] });
  };
  const setColumn = (key: string): void => {
    const next = choices.find((one) => one.key === key);
    if (next) onChange(onColumn(test, next));
  };
  return (
    <TestRow
      number={number}
      noun="Column"
      columns={choices.map(({ key, label }) => ({ value: key, label }))}
      column={test.key}
      tests={tests.map((name) => ({ value: name, label: TEST_WORDS[name] }))}
      test={test.test}
      takes={takenBy(test.test)}
      values={test.values}
      {...(test.test === 'has-all' ? { fits: 'all of them' } : test.test === 'has-none' ? { fits: 'none of them' } : {})}
      {...(suggestions && !takesDay(test.test) && !takesNumber(test.test) ? { suggestions } : {})}
      isComplete={isComplete(test)}
      onColumn={setColumn}
      onTest={setTest}
      onValues={(values) => onChange({ ...test, values })}
      onRemove={onRemove}
    />
  );
}
