import { useId, useMemo, useRef, type ReactElement } from 'react';
import { FORMULA_SOURCE } from '../../../lib/core/limits.ts';
import { isCustomKey, type CustomColumn, type LeadKey } from '../../../lib/domain/lead/custom.ts';
import type { LeadKind } from '../../../lib/domain/lead/fields.ts';
import { isFact, shownText } from '../../../lib/domain/view/filter.ts';
import { formulaKinds } from '../../../lib/formula/columns.ts';
import { compileFormula, FORMULA_FUNCTIONS } from '../../../lib/formula/compile.ts';
import { keptFormula, namesOf } from '../../../lib/ui/column-edit.ts';
import { useSomeLeads } from '../../../lib/ui/questions.ts';
import { useNow } from '../../../lib/ui/use-browser.ts';
import { useCustomColumns } from '../../../lib/ui/view-queries.ts';
import type { Choice } from '../../../lib/ui/view-edit.ts';

interface FormulaEditorProps {
  readonly value: string;
  readonly kind: LeadKind;
  readonly choices: readonly Choice[];
  readonly onChange: (formula: string) => void;
}

const NO_COLUMNS: readonly CustomColumn[] = [];
const GROUPS = ['Logic', 'Text', 'Numbers', 'Dates', 'Leads'] as const;

/** The text of a formula, what can stand in it, and what it makes of some leads while it is written. */
export function FormulaEditor({ value, kind, choices, onChange }: FormulaEditorProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const result = useId();
  const columns = useCustomColumns() ?? NO_COLUMNS;
  const readable = choices.filter(({ key }) => !isFact(key) && !(isCustomKey(key) && columns.some((c) => c.key === key && c.formula !== undefined)));
  const insert = (text: string): void => {
    const box = area.current;
    const [from, to] = box ? [box.selectionStart, box.selectionEnd] : [value.length, value.length];
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <div className="k-formula">
      <label className="k-label">
        Formula
        <textarea ref={area} className="k-area k-mono" rows={4} spellCheck={false} maxLength={FORMULA_SOURCE} aria-describedby={result} placeholder={'UPPER({Name}) & " at " & {Company}'} value={value} onChange={(e) => onChange(e.target.value)} />
      </label>
      <div className="k-row">
        <select className="k-select" aria-label="Put a column into the formula" value="" onChange={(e) => e.target.value !== '' && insert(`{${e.target.value}}`)}>
          <option value="">Column…</option>
          {readable.map(({ key, label }) => (
            <option key={key} value={namesOf(choices).labelOf(key)}>
              {label}
            </option>
          ))}
        </select>
        <select className="k-select" aria-label="Put a function into the formula" value="" onChange={(e) => e.target.value !== '' && insert(e.target.value)}>
          <option value="">Function…</option>
          {GROUPS.map((group) => (
            <optgroup key={group} label={group}>
              {FORMULA_FUNCTIONS.filter((f) => f.group === group).map(({ call, help }) => (
                <option key={call} value={`${call.slice(0, call.indexOf('('))}(`} title={help}>
                  {call}: {help}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div id={result} role="status">
        <Preview formula={value} kind={kind} choices={choices} columns={columns} />
      </div>
    </div>
  );
}

function Preview({ formula, kind, choices, columns }: { readonly formula: string; readonly kind: LeadKind; readonly choices: readonly Choice[]; readonly columns: readonly CustomColumn[] }): ReactElement | null {
  const leads = useSomeLeads(kind);
  const now = useNow(60_000);
  const names = useMemo(() => namesOf(choices), [choices]);
  const compiled = useMemo(() => compileFormula(keptFormula(formula, names.keyOf), formulaKinds(kind, columns)), [formula, names, kind, columns]);
  if (formula.trim() === '') return null;
  if (!compiled.ok) return <p className="k-sm k-warn">{compiled.error.message.replace(/\{([^{}]+)\}/g, (_all, key: string) => `{${names.labelOf(key)}}`)}</p>;
  const shown = (leads ?? []).slice(0, 3);
  return (
    <dl className="k-formula__p">
      {shown.length === 0 ? <dt className="k-sm k-2">It can be reckoned. With leads in a table you see here what it makes of them.</dt> : null}
      {shown.map((lead) => (
        <div key={lead.id}>
          <dt className="k-trunc k-2" dir="auto">{shownText(lead, 'name') ?? 'A lead'}</dt>
          <dd className="k-trunc" dir="auto">{compiled.value.read((key) => shownText(lead, key as LeadKey), now) ?? <span className="k-3">nothing</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
