import { useId, useState, type ReactElement } from 'react';
import { splitPreview } from '../../lib/domain/list/columns.ts';
import type { ListCapture, ListColumn } from '../../lib/domain/list/list.ts';
import { rowWords } from '../../lib/domain/list/words.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';

interface SplitDialogProps {
  readonly tabId: number;
  readonly list: ListCapture;
  readonly column: ListColumn;
  readonly onClose: () => void;
}

const USUAL = [', ', ' - ', ' | ', ' · ', '/', ' ', ';'];
const WORDS: Readonly<Record<string, string>> = { ', ': 'comma', ' - ': 'dash', ' | ': 'bar', ' · ': 'dot', '/': 'slash', ' ': 'space', ';': 'semicolon' };

/** Asks at which text a column is cut in two or more, and shows what comes of it. */
export function SplitDialog({ tabId, list, column, onClose }: SplitDialogProps): ReactElement {
  const fits = (by: string): boolean => splitPreview(list, column.key, by).some((parts) => parts.length > 1);
  const [by, setBy] = useState(() => USUAL.find(fits) ?? '');
  const split = useCommand('list.splitColumn');
  const id = useId();
  const preview = by === '' ? [] : splitPreview(list, column.key, by);
  const isReady = preview.some((parts) => parts.length > 1);
  const run = async (): Promise<void> => {
    if (!isReady || split.busy) return;
    await split.send({ tabId, listId: list.id, key: column.key, by });
    onClose();
  };
  return (
    <Dialog
      title={`Split ${rowWords.column(list, column)}`}
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={id} busy={split.busy} disabled={!isReady}>
            Split
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="k-form"
        onSubmit={(e) => {
          e.preventDefault();
          void run();
        }}
      >
        <label className="k-label">
          Cut at
          <span className="k-input">
            <input value={by} maxLength={20} onChange={(e) => setBy(e.target.value)} autoComplete="off" />
          </span>
        </label>
        <div className="k-row k-splits">
          {USUAL.filter(fits).map((one) => (
            <button type="button" key={one} className={`k-chip ${one === by ? 'is-on' : ''}`} aria-pressed={one === by} onClick={() => setBy(one)}>
              {WORDS[one]}
            </button>
          ))}
        </div>
      </form>
      {isReady ? (
        <ul className="k-parts" aria-label="What comes of it">
          {preview.map((parts) => (
            <li key={parts.join('\n')}>
              {parts.map((part, i) => (
                <span className="k-tag" key={`${i} ${part}`}>
                  <span className="k-trunc">{part === '' ? '–' : part}</span>
                </span>
              ))}
            </li>
          ))}
        </ul>
      ) : (
        <p className="k-sm k-3">{by === '' ? 'Type the text that stands between the parts.' : 'No row has this text.'}</p>
      )}
    </Dialog>
  );
}
