import { useState, type ReactElement } from 'react';
import { COLUMN_TYPES, type ColumnType } from '../../../lib/contracts/view-commands.ts';
import type { CustomColumn, CustomKey } from '../../../lib/domain/lead/custom.ts';
import type { LeadKind } from '../../../lib/domain/lead/fields.ts';
import { COLUMN_TYPE_LABELS, draftOf, EMPTY_FORM, formOf, missingIn, namesOf, type ColumnForm } from '../../../lib/ui/column-edit.ts';
import { sendCommand } from '../../../lib/ui/send-command.ts';
import type { Choice } from '../../../lib/ui/view-edit.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { FormulaEditor } from './formula-editor.tsx';

interface ColumnDialogProps {
  readonly kind: LeadKind;
  /** Absent: a new one. */
  readonly column?: CustomColumn;
  readonly choices: readonly Choice[];
  /** With the key of the column when it was kept. */
  readonly onClose: (kept?: CustomKey) => void;
}

/** A column of a person's own: its name, what it holds, and what that needs. */
export function ColumnDialog({ kind, column, choices, onClose }: ColumnDialogProps): ReactElement {
  const names = namesOf(choices.filter(({ key }) => key !== column?.key));
  const [form, setForm] = useState<ColumnForm>(() => (column ? formOf(column, names.labelOf) : EMPTY_FORM));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<ColumnForm>): void => {
    setForm({ ...form, ...change });
    setProblem(null);
  };
  const save = async (): Promise<void> => {
    const missing = missingIn(form);
    if (missing !== null) return setProblem(missing);
    setBusy(true);
    const done = await sendCommand('column.save', { kind, draft: draftOf({ ...form, name: form.name.trim() }, names.keyOf), ...(column ? { key: column.key } : {}) });
    setBusy(false);
    if (done.ok) return onClose(done.value.key);
    setProblem(done.error.message);
  };
  return (
    <FormDialog
      title={column ? `Change ${column.name}` : 'New column'}
      description={kind === 'person' ? 'For all tables of people. It costs nothing.' : 'For all tables of companies. It costs nothing.'}
      action={column ? 'Save' : 'Add column'}
      // What is missing is said when the button is pressed.
      ready
      busy={busy}
      onSubmit={() => void save()}
      onClose={() => onClose()}
    >
      <label className="k-label">
        Name
        <span className="k-input">
          <input value={form.name} maxLength={80} autoComplete="off" onChange={(e) => set({ name: e.target.value })} />
        </span>
      </label>
      <label className="k-label">
        Holds
        <select className="k-select" value={form.type} onChange={(e) => ((type) => type && set({ type }))(COLUMN_TYPES.find((type): type is ColumnType => type === e.target.value))}>
          {COLUMN_TYPES.map((type) => (
            <option key={type} value={type}>
              {COLUMN_TYPE_LABELS[type]}
            </option>
          ))}
        </select>
      </label>
      <TypeSettings form={form} set={set} kind={kind} choices={choices.filter(({ key }) => key !== column?.key)} />
      <p className={problem === null ? 'k-vh' : 'k-sm k-bad'} role="alert">
        {problem}
      </p>
    </FormDialog>
  );
}

function TypeSettings({ form, set, kind, choices }: { readonly form: ColumnForm; readonly set: (change: Partial<ColumnForm>) => void; readonly kind: LeadKind; readonly choices: readonly Choice[] }): ReactElement | null {
  switch (form.type) {
    case 'currency':
      return (
        <label className="k-label">
          Currency
          <span className="k-input">
            <input value={form.currency} maxLength={3} autoComplete="off" placeholder="EUR" onChange={(e) => set({ currency: e.target.value })} />
          </span>
        </label>
      );
    case 'select':
    case 'multi-select':
      return (
        <label className="k-label">
          Choices, one per line
          <textarea className="k-area" rows={5} value={form.options} placeholder={'New\nContacted\nWon'} onChange={(e) => set({ options: e.target.value })} />
        </label>
      );
    case 'formula':
      return <FormulaEditor value={form.formula} kind={kind} choices={choices} onChange={(formula) => set({ formula })} />;
    default:
      return null;
  }
}
