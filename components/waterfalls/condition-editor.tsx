import { Plus, X } from 'lucide-react';
import { useId, useRef, useState, type ReactElement } from 'react';
import { CONDITION_TESTS, CONDITION_VALUE_CHARS, CONDITION_VALUES } from '../../lib/core/limits.ts';
import type { FieldTest, Only, TestName } from '../../lib/domain/enrichment/condition.ts';
import { SENIORITIES } from '../../lib/domain/lead/seniority.ts';
import { isFieldKey, type FieldKey, type LeadKind } from '../../lib/domain/lead/fields.ts';
import { fieldLabel, isComplete, testableFields, TEST_LABELS, TESTS_OF } from '../../lib/ui/waterfall-edit.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';

interface ConditionProps {
  readonly only: Only | undefined;
  readonly kind: LeadKind;
  /** Only with tests that say everything they need; undefined = always. */
  readonly onChange: (only: Only | undefined) => void;
}

const FIRST: FieldTest = { field: 'country', test: 'is', values: [] };

interface Row {
  readonly id: number;
  readonly test: FieldTest;
}
interface Draft {
  readonly match: Only['match'];
  readonly rows: readonly Row[];
}

/** "Asked always" or "only if" some of these tests hold. What is not finished is kept here until it is. */
export function ConditionEditor({ only, kind, onChange }: ConditionProps): ReactElement {
  const [draft, setDraft] = useState<Draft | null>(only ? { match: only.match, rows: only.tests.map((test, id) => ({ id, test })) } : null);
  const nextId = useRef(only?.tests.length ?? 0);
  const rows = draft?.rows ?? [];
  const newRow = (): Row => ({ id: nextId.current++, test: FIRST });
  const set = (next: Draft | null): void => {
    setDraft(next);
    const tests = (next?.rows ?? []).map((r) => r.test).filter(isComplete);
    onChange(next && tests.length > 0 ? { match: next.match, tests } : undefined);
  };
  return (
    <div className="k-cond">
      <div className="k-row">
        <span className="k-sm k-2">Asked</span>
        <RadioBar label="When it is asked" options={[{ value: 'always', label: 'Always' }, { value: 'only', label: 'Only if' }]} value={draft ? 'only' : 'always'} onChange={(v) => set(v === 'only' ? { match: 'all', rows: [newRow()] } : null)} />
        {draft && rows.length > 1 ? <RadioBar label="How the tests are joined" options={[{ value: 'all', label: 'all hold' }, { value: 'any', label: 'any holds' }]} value={draft.match} onChange={(match) => set({ ...draft, match })} /> : null}
      </div>
      {draft ? (
        <>
          <ul className="k-cond__l">
            {rows.map(({ id, test }, i) => (
              <TestRow
                key={id}
                test={test}
                number={i + 1}
                kind={kind}
                onChange={(next) => set({ ...draft, rows: rows.map((r) => (r.id === id ? { id, test: next } : r)) })}
                onRemove={() => set(rows.length === 1 ? null : { ...draft, rows: rows.filter((r) => r.id !== id) })}
              />
            ))}
          </ul>
          <Button small look="ghost" icon={<Icon of={Plus} size={14} />} disabled={rows.length >= CONDITION_TESTS} onClick={() => setDraft({ ...draft, rows: [...rows, newRow()] })}>
            Add a test
          </Button>
        </>
      ) : null}
    </div>
  );
}

interface TestRowProps {
  readonly test: FieldTest;
  readonly number: number;
  readonly kind: LeadKind;
  readonly onChange: (test: FieldTest) => void;
  readonly onRemove: () => void;
}

const splitValues = (text: string): string[] => text.split(/[,\n]/).map((v) => v.trim().slice(0, CONDITION_VALUE_CHARS)).filter((v) => v !== '').slice(0, CONDITION_VALUES);

function TestRow({ test, number, kind, onChange, onRemove }: TestRowProps): ReactElement {
  const takesNone = test.test === 'empty' || test.test === 'known';
  const isNumber = test.test === 'more' || test.test === 'less';
  const [text, setText] = useState(test.values.join(', '));
  const list = useId();
  const hint = useId();
  const setField = (field: FieldKey): void => {
    const allowed = TESTS_OF(field);
    const name = allowed.includes(test.test) ? test.test : (allowed[0] ?? 'is');
    onChange({ field, test: name, values: name === test.test ? test.values : [] });
    if (name !== test.test) setText('');
  };
  const setTest = (name: TestName): void => onChange({ ...test, test: name, values: name === 'empty' || name === 'known' ? [] : splitValues(text) });
  const setValues = (value: string): void => {
    setText(value);
    onChange({ ...test, values: isNumber ? (/\d/.test(value) ? [value.trim()] : []) : splitValues(value) });
  };
  return (
    <li className="k-cond__t">
      <select className="k-select" aria-label={`Field of test ${number}`} value={test.field} onChange={(e) => (isFieldKey(e.target.value) ? setField(e.target.value) : undefined)}>
        {testableFields(kind).map((f) => (
          <option key={f} value={f}>
            {fieldLabel(f)}
          </option>
        ))}
      </select>
      <select className="k-select" aria-label={`Test ${number}`} value={test.test} onChange={(e) => setTest(TESTS_OF(test.field).find((t) => t === e.target.value) ?? 'is')}>
        {TESTS_OF(test.field).map((t) => (
          <option key={t} value={t}>
            {TEST_LABELS[t]}
          </option>
        ))}
      </select>
      {takesNone ? (
        <span />
      ) : (
        <span className="k-cond__v">
          <span className="k-input">
            <input aria-label={`Value of test ${number}`} aria-describedby={hint} inputMode={isNumber ? 'numeric' : 'text'} list={test.field === 'seniority' ? list : undefined} placeholder={isNumber ? '50' : test.field === 'country' ? 'Germany, AT' : 'one or several, with commas'} autoComplete="off" value={text} onChange={(e) => setValues(e.target.value)} />
          </span>
          {test.field === 'seniority' ? (
            <datalist id={list}>
              {SENIORITIES.map((s) => (
                <option key={s} value={s}>
                  {s}
                </option>
              ))}
            </datalist>
          ) : null}
          <span id={hint} className={isComplete(test) ? 'k-vh' : 'k-xs k-warn'}>
            {isComplete(test) ? (isNumber ? 'one number' : 'any one of them fits') : isNumber ? 'A number is missing: this test does not count yet.' : 'A value is missing: this test does not count yet.'}
          </span>
        </span>
      )}
      <IconButton small label={`Remove test ${number}`} onClick={onRemove}>
        <Icon of={X} size={14} />
      </IconButton>
    </li>
  );
}
