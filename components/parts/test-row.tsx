import { X } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import { CONDITION_VALUE_CHARS, CONDITION_VALUES } from '../../lib/core/limits.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

interface Option {
  readonly value: string;
  readonly label: string;
}
interface TestRowProps {
  /** "2" or "2.1", as the reader of the screen hears it. */
  readonly number: string;
  /** What the first list is called: a field, or a column. */
  readonly noun: 'Field' | 'Column';
  readonly columns: readonly Option[];
  readonly column: string;
  readonly tests: readonly Option[];
  readonly test: string;
  /** What stands behind the test. */
  readonly takes: 'nothing' | 'number' | 'day' | 'texts';
  readonly values: readonly string[];
  /** Offered while it is typed. */
  readonly suggestions?: readonly string[];
  readonly placeholder?: string;
  /** What several texts mean; `any one of them fits` if absent. */
  readonly fits?: string;
  readonly isComplete: boolean;
  readonly onColumn: (column: string) => void;
  readonly onTest: (test: string) => void;
  readonly onValues: (values: readonly string[]) => void;
  readonly onRemove: () => void;
}

const MISSING = { nothing: '', number: 'A number is missing: this test does not count yet.', day: 'Write a day as 2026-01-31, today, or -30d: until then this test does not count.', texts: 'A value is missing: this test does not count yet.' } as const;
const FITS = { nothing: '', number: 'one number', day: 'one day', texts: 'any one of them fits' } as const;
const PLACEHOLDERS = { nothing: '', number: '50', day: '2026-01-31 or -30d', texts: 'one or several, with commas' } as const;
const DAYS = ['today', '-7d', '-30d', '-90d', '-365d'];

/** One test: what is asked about, how, and of what. Used by conditions of waterfalls and by filters of views. */
export function TestRow({ number, noun, columns, column, tests, test, takes, values, suggestions, placeholder, fits, isComplete, onColumn, onTest, onValues, onRemove }: TestRowProps): ReactElement {
  const hint = useId();
  return (
    <li className="k-ftest">
      <select className="k-select" aria-label={`${noun} of test ${number}`} value={column} onChange={(e) => onColumn(e.target.value)}>
        {columns.some(({ value }) => value === column) ? null : <option value={column}>A column that is gone</option>}
        <Options of={columns} />
      </select>
      <select className="k-select" aria-label={`Test ${number}`} value={test} onChange={(e) => onTest(e.target.value)}>
        <Options of={tests} />
      </select>
      {takes === 'nothing' ? (
        <span />
      ) : (
        <Values key={`${column} ${takes}`} number={number} takes={takes} values={values} suggestions={suggestions ?? (takes === 'day' ? DAYS : [])} placeholder={placeholder ?? PLACEHOLDERS[takes]} hint={hint} onValues={onValues} />
      )}
      <IconButton small label={`Remove test ${number}`} onClick={onRemove}>
        <Icon of={X} size={14} />
      </IconButton>
      <span id={hint} className={isComplete ? 'k-vh' : 'k-ftest__hint k-xs k-warn'}>
        {isComplete ? (fits ?? FITS[takes]) : MISSING[takes]}
      </span>
    </li>
  );
}

const Options = ({ of }: { readonly of: readonly Option[] }): ReactElement[] =>
  of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

/** Several texts stand between commas; a number or a day stands alone. */
const split = (text: string, takes: TestRowProps['takes']): string[] => (takes === 'texts' ? text.split(/[,\n]/) : [text]).map((v) => v.trim().slice(0, CONDITION_VALUE_CHARS)).filter((v) => v !== '').slice(0, CONDITION_VALUES);

function Values({ number, takes, values, suggestions, placeholder, hint, onValues }: Pick<TestRowProps, 'number' | 'takes' | 'values' | 'onValues'> & { readonly suggestions: readonly string[]; readonly placeholder: string; readonly hint: string }): ReactElement {
  const [text, setText] = useState(values.join(', '));
  const list = useId();
  const set = (value: string): void => {
    setText(value);
    onValues(split(value, takes));
  };
  // Of several texts the last is offered the rest of: the browser compares the whole field.
  const before = takes === 'texts' && text.includes(',') ? `${text.slice(0, text.lastIndexOf(','))}, ` : '';
  return (
    <span className="k-input">
      <input aria-label={`Value of test ${number}`} aria-describedby={hint} inputMode={takes === 'number' ? 'decimal' : 'text'} list={suggestions.length > 0 ? list : undefined} placeholder={placeholder} autoComplete="off" value={text} onChange={(e) => set(e.target.value)} />
      {suggestions.length > 0 ? (
        <datalist id={list}>
          {suggestions.map((one) => (
            <option key={one} value={`${before}${one}`}>
              {one}
            </option>
          ))}
        </datalist>
      ) : null}
    </span>
  );
}
