import { useState, type ReactElement } from 'react';
import { FormDialog } from './form-dialog.tsx';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly initial?: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onSubmit: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for one name: a new table, a renamed one. */
export function NameDialog({ title, label, initial = '', action, busy, onSubmit, onClose }: NameDialogProps): ReactElement {
  const [name, setName] = useState(initial);
  return (
    <FormDialog title={title} action={action} ready={name.trim() !== ''} busy={busy} onSubmit={() => onSubmit(name.trim())} onClose={onClose}>
      <label className="k-label">
        {label}
        <span className="k-input">
          <input value={name} maxLength={80} onChange={(e) => setName(e.target.value)} autoComplete="off" />
        </span>
      </label>
    </FormDialog>
  );
}
