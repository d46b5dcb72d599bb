import { CircleAlert, X } from 'lucide-react';
import { useEffect, useRef, useState, type FocusEvent, type ReactElement } from 'react';
import { useToasts, type Toast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

const STAY_MS = 10_000;

/** Short messages at the foot. They stay ten seconds, and for as long as the pointer or the focus rests on them. */
export function Toasts(): ReactElement {
  const toasts = useToasts((s) => s.toasts);
  return (
    <div className="k-toasts">
      <div role="status" aria-live="polite">
        {toasts.filter((t) => t.kind === 'info').map((t) => <ToastView key={t.id} toast={t} />)}
      </div>
      <div role="alert" aria-live="assertive">
        {toasts.filter((t) => t.kind === 'bad').map((t) => <ToastView key={t.id} toast={t} />)}
      </div>
    </div>
  );
}

function ToastView({ toast }: { readonly toast: Toast }): ReactElement {
  const close = useToasts((s) => s.close);
  const undo = useCommand('activity.undo');
  const [held, setHeld] = useState(false);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => close(toast.id), STAY_MS);
    return () => clearTimeout(timer);
  }, [held, close, toast.id]);
  const onFocus = (e: FocusEvent): void => {
    setHeld(true);
    if (e.relatedTarget instanceof HTMLElement && !e.currentTarget.contains(e.relatedTarget)) cameFrom.current = e.relatedTarget;
  };
  const leave = (): void => {
    if (cameFrom.current?.isConnected) cameFrom.current.focus();
    close(toast.id);
  };
  const takeBack = async (): Promise<void> => {
    if (toast.undo !== undefined) await undo.send({ activityId: toast.undo });
    else if (toast.onUndo && !(await toast.onUndo())) return;
    leave();
  };
  return (
    <div className="k-toast" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={onFocus} onBlur={() => setHeld(false)}>
      {toast.kind === 'bad' ? <Icon of={CircleAlert} className="k-bad" /> : null}
      <span className="k-grow">{toast.text}</span>
      {toast.undo === undefined && !toast.onUndo ? null : (
        <Button small busy={undo.busy} onClick={() => void takeBack()}>
          Undo
        </Button>
      )}
      {toast.action ? (
        <Button
          small
          onClick={() => {
            close(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      ) : null}
      <IconButton small label="Close" onClick={leave}>
        <Icon of={X} size={14} />
      </IconButton>
    </div>
  );
}
