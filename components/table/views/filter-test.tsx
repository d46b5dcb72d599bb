import { X } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import type { ViewTest, ViewTestName } from '../../../lib/domain/view/filter.ts';
import { isComplete, onColumn, takesDay, takesNothing, takesNumber, TEST_WORDS, testsOf, type Choice } from '../../../lib/ui/view-edit.ts';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';

interface FilterTestProps {
  readonly test: ViewTest;
  /** "2" or "2.1", as the reader of the screen hears it. */
  readonly number: string;
  readonly choices: readonly Choice[];
  readonly onChange: (test: ViewTest) => void;
  readonly onRemove: () => void;
}

const split = (text: string): string[] => text.split(',').map((v) => v.trim()).filter((v) => v !== '');

/** One test of a filter: a column, what is asked, and of what. */
export function FilterTest({ test, number, choices, onChange, onRemove }: FilterTestProps): ReactElement {
  const choice = choices.find(({ key }) => key === test.key);
  const hint = useId();
  const setTest = (name: ViewTestName): void => {
    const kept = takesNothing(name) || takesNumber(name) !== takesNumber(test.test) || takesDay(name) !== takesDay(test.test) ? [] : test.values;
    onChange({ ...test, test: name, values: kept });
  };
  return (
    <li className="k-ftest">
      <select className="k-select" aria-label={`Column of test ${number}`} value={test.key} onChange={(e) => ((found) => found && onChange(onColumn(test, found)))(choices.find(({ key }) => key === e.target.value))}>
        {choice ? null : <option value={test.key}>A column that is gone</option>}
        {choices.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      <select className="k-select" aria-label={`Test ${number}`} value={test.test} onChange={(e) => ((found) => found && setTest(found))(testsOf(choice ?? { key: test.key, type: 'text' }).find((name) => name === e.target.value))}>
        {testsOf(choice ?? { key: test.key, type: 'text' }).map((name) => (
          <option key={name} value={name}>
            {TEST_WORDS[name]}
          </option>
        ))}
      </select>
      {takesNothing(test.test) ? <span /> : <TestValue key={`${test.key} ${test.test}`} test={test} number={number} options={choice?.options} hint={hint} onChange={onChange} />}
      <IconButton small label={`Remove test ${number}`} onClick={onRemove}>
        <Icon of={X} size={14} />
      </IconButton>
      <span id={hint} className={isComplete(test) ? 'k-vh' : 'k-ftest__hint k-xs k-warn'}>
        {isComplete(test) ? 'This test counts.' : takesDay(test.test) ? 'Write a day as 2026-01-31, today, or -30d: until then this test does not count.' : takesNumber(test.test) ? 'A number is missing: this test does not count yet.' : 'A value is missing: this test does not count yet.'}
      </span>
    </li>
  );
}

function TestValue({ test, number, options, hint, onChange }: { readonly test: ViewTest; readonly number: string; readonly options: readonly string[] | undefined; readonly hint: string; readonly onChange: (test: ViewTest) => void }): ReactElement {
  const isOne = takesNumber(test.test) || takesDay(test.test);
  const [text, setText] = useState(test.values.join(', '));
  const list = useId();
  const set = (value: string): void => {
    setText(value);
    onChange({ ...test, values: isOne ? (value.trim() === '' ? [] : [value.trim()]) : split(value) });
  };
  return (
    <span className="k-input">
      <input
        aria-label={`Value of test ${number}`} aria-describedby={hint} autoComplete="off" list={options || takesDay(test.test) ? list : undefined} inputMode={takesNumber(test.test) ? 'decimal' : 'text'}
        placeholder={takesDay(test.test) ? '2026-01-31 or -30d' : takesNumber(test.test) ? '50' : 'one or several, with commas'} value={text} onChange={(e) => set(e.target.value)}
      />
      {options || takesDay(test.test) ? (
        <datalist id={list}>
          {(options ?? ['today', '-7d', '-30d', '-90d', '-365d']).map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </datalist>
      ) : null}
    </span>
  );
}
