import { useState, type ReactElement } from 'react';
import { splitPreview } from '../../lib/domain/list/columns.ts';
import type { ListCapture, ListColumn } from '../../lib/domain/list/list.ts';
import { rowWords } from '../../lib/domain/list/words.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { FormDialog } from '../parts/form-dialog.tsx';

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
  const preview = by === '' ? [] : splitPreview(list, column.key, by);
  const isReady = preview.some((parts) => parts.length > 1);
  const run = async (): Promise<void> => {
    await split.send({ tabId, listId: list.id, key: column.key, by });
    onClose();
  };
  const outcome = isReady ? (
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
  );
  return (
    <FormDialog title={`Split ${rowWords.column(list, column)}`} action="Split" ready={isReady} busy={split.busy} onSubmit={() => void run()} onClose={onClose} below={outcome}>
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
    </FormDialog>
  );
}
