import { useId, useState, type ReactElement } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

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
  const id = useId();
  const ready = name.trim() !== '';
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={id} busy={busy} disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="k-form"
        onSubmit={(e) => {
          e.preventDefault();
          if (ready && !busy) onSubmit(name.trim());
        }}
      >
        <label className="k-label">
          {label}
          <span className="k-input">
            <input value={name} maxLength={80} onChange={(e) => setName(e.target.value)} autoComplete="off" />
          </span>
        </label>
      </form>
    </Dialog>
  );
}
