import { FileUp } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { showToast } from '../../lib/ui/toast-store.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FileButton } from './file-button.tsx';
import { Icon } from './icon.tsx';

interface ImportDialogProps {
  readonly title: string;
  readonly description: string;
  /** What the file is called: "recipe", "waterfall", "provider". */
  readonly noun: string;
  readonly fileLabel: string;
  /** Characters of the largest file that is read, and what is said of a larger one. */
  readonly most: number;
  readonly tooLarge: string;
  readonly busy: boolean;
  /** Words of the button that reads the pasted text. */
  readonly takeLabel: string;
  onTake(text: string): Promise<void>;
  onClose(): void;
  /** What came of it, in place of the form, with its own buttons. */
  readonly report: { readonly body: ReactNode; readonly actions: ReactNode } | null;
}

/** A file or pasted text that is read: the form first, then what came of it. */
export function ImportDialog({ title, description, noun, fileLabel, most, tooLarge, busy, takeLabel, onTake, onClose, report }: ImportDialogProps): ReactElement {
  const [text, setText] = useState('');
  const open = async (chosen: File): Promise<void> => {
    if (chosen.size > most) return showToast({ kind: 'bad', text: tooLarge });
    await onTake(await chosen.text());
  };
  return (
    <Dialog
      title={title}
      description={description}
      onClose={onClose}
      footer={
        report ? (
          <>
            <span className="k-grow" />
            {report.actions}
          </>
        ) : (
          <>
            <FileButton label={fileLabel} accept=".json,application/json" busy={busy} icon={<Icon of={FileUp} size={14} />} onFile={(chosen) => void open(chosen)}>
              Choose a file
            </FileButton>
            <span className="k-grow" />
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" busy={busy} disabled={text.trim() === ''} onClick={() => void onTake(text)}>
              {takeLabel}
            </Button>
          </>
        )
      }
    >
      {report ? (
        report.body
      ) : (
        <>
          <textarea className="k-recipe-json" aria-label={`Text of a ${noun} file`} placeholder="Paste the JSON here, or choose a file" rows={9} spellCheck={false} maxLength={most} value={text} onChange={(e) => setText(e.target.value)} />
        </>
      )}
    </Dialog>
  );
}
