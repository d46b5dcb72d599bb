import { useId, type ReactElement, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface FormDialogProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** What the button that does it says. */
  readonly action: string;
  /** It can be done with what is typed so far. */
  readonly ready: boolean;
  /** It is being done. */
  readonly busy?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** The fields. */
  readonly children: ReactNode;
  /** Below the form and no part of it: what comes of it. */
  readonly below?: ReactNode;
  /** One line beside the buttons. */
  readonly aside?: ReactNode;
  readonly focusAfter?: () => HTMLElement | null;
}

/** A dialog with a few fields: Enter or the button does it once it can be done, Escape or Cancel does not. */
export function FormDialog({ title, description, action, ready, busy = false, onSubmit, onClose, children, below, aside, focusAfter }: FormDialogProps): ReactElement {
  const id = useId();
  return (
    <Dialog
      title={title}
      {...(description === undefined ? {} : { description })}
      {...(focusAfter === undefined ? {} : { focusAfter })}
      onClose={onClose}
      footer={
        <>
          {aside === undefined ? null : <span className="k-grow k-sm k-3 k-trunc">{aside}</span>}
          <span className="k-row k-dialog__go">
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" type="submit" form={id} busy={busy} disabled={!ready}>
              {action}
            </Button>
          </span>
        </>
      }
    >
      <form
        id={id}
        className="k-form"
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          if (ready && !busy) onSubmit();
        }}
      >
        {children}
      </form>
      {below}
    </Dialog>
  );
}
