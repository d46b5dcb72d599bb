import { Plus } from 'lucide-react';
import { useRef, useState, type ReactElement } from 'react';
import { CONDITION_TESTS } from '../../lib/core/limits.ts';
import type { FieldTest, Only } from '../../lib/domain/enrichment/condition.ts';
import { SENIORITIES } from '../../lib/domain/lead/seniority.ts';
import { isFieldKey, type LeadKind } from '../../lib/domain/lead/fields.ts';
import { fieldLabel, isComplete, testableFields, TEST_LABELS, TESTS_OF } from '../../lib/ui/waterfall-edit.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';
import { TestRow } from '../parts/test-row.tsx';

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
              <FieldTestRow
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

interface FieldTestProps {
  readonly test: FieldTest;
  readonly number: number;
  readonly kind: LeadKind;
  readonly onChange: (test: FieldTest) => void;
  readonly onRemove: () => void;
}

function FieldTestRow({ test, number, kind, onChange, onRemove }: FieldTestProps): ReactElement {
  const isNumber = test.test === 'more' || test.test === 'less';
  const takes = test.test === 'empty' || test.test === 'known' ? 'nothing' : isNumber ? 'number' : 'texts';
  const setField = (field: string): void => {
    if (!isFieldKey(field)) return;
    const allowed = TESTS_OF(field);
    const name = allowed.includes(test.test) ? test.test : (allowed[0] ?? 'is');
    onChange({ field, test: name, values: name === test.test ? test.values : [] });
  };
  const setTest = (name: string): void => {
    const next = TESTS_OF(test.field).find((t) => t === name) ?? 'is';
    onChange({ ...test, test: next, values: next === 'empty' || next === 'known' ? [] : test.values });
  };
  return (
    <TestRow
      number={`${number}`}
      noun="Field"
      columns={testableFields(kind).map((field) => ({ value: field, label: fieldLabel(field) }))}
      column={test.field}
      tests={TESTS_OF(test.field).map((name) => ({ value: name, label: TEST_LABELS[name] }))}
      test={test.test}
      takes={takes}
      values={test.values}
      {...(test.field === 'seniority' ? { suggestions: SENIORITIES } : {})}
      {...(test.field === 'country' ? { placeholder: 'Germany, AT' } : {})}
      isComplete={isComplete(test)}
      onColumn={setField}
      onTest={setTest}
      onValues={(values) => onChange({ ...test, values: isNumber ? values.filter((value) => /\d/.test(value)) : values })}
      onRemove={onRemove}
    />
  );
}
