import { Check, Eye, EyeOff } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { isFieldKey } from '../../lib/domain/lead/fields.ts';
import type { ListCapture, ListColumn } from '../../lib/domain/list/list.ts';
import { rowWords } from '../../lib/domain/list/words.ts';
import { plural } from '../../lib/ui/format.ts';
import { fieldChoices, sampleOf } from '../../lib/ui/list-rows.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button, IconButton, LinkButton } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';

interface ColumnsDialogProps {
  readonly tabId: number;
  readonly list: ListCapture;
  readonly isChanged: boolean;
  readonly onClose: () => void;
}

/** All columns at once: names, what they are saved as, which ones become one. Each change holds at once, and for the next page of this list. */
export function ColumnsDialog({ tabId, list, isChanged, onClose }: ColumnsDialogProps): ReactElement {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [joint, setJoint] = useState(' ');
  const merge = useCommand('list.mergeColumns');
  const reset = useCommand('list.reset');
  const chosen = picked.filter((key) => list.columns.some((column) => column.key === key));
  const turn = (key: string): void => setPicked(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  const run = async (): Promise<void> => {
    await merge.send({ tabId, listId: list.id, keys: [...chosen], joint });
    setPicked([]);
  };
  return (
    <Dialog
      title="Columns"
      description="Kept for the next page of this list and the next visit."
      onClose={onClose}
      footer={
        <>
          {isChanged ? <LinkButton onClick={() => void reset.send({ tabId, listId: list.id })}>As read</LinkButton> : null}
          <span className="k-grow" />
          {chosen.length > 1 ? (
            <>
              <label className="k-sm k-2 k-row k-joint">
                with
                <span className="k-input">
                  <input aria-label="Text between the merged values" value={joint} maxLength={20} onChange={(e) => setJoint(e.target.value)} />
                </span>
              </label>
              <Button busy={merge.busy} onClick={() => void run()}>
                Merge {plural(chosen.length, 'column')}
              </Button>
            </>
          ) : null}
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <ul className="k-cols">
        {list.columns.map((column) => (
          <ColumnLine key={column.key} tabId={tabId} list={list} column={column} isPicked={chosen.includes(column.key)} onPick={() => turn(column.key)} />
        ))}
      </ul>
    </Dialog>
  );
}

interface ColumnLineProps {
  readonly tabId: number;
  readonly list: ListCapture;
  readonly column: ListColumn;
  readonly isPicked: boolean;
  readonly onPick: () => void;
}

function ColumnLine({ tabId, list, column, isPicked, onPick }: ColumnLineProps): ReactElement {
  const change = useCommand('list.changeColumn');
  const shown = rowWords.column(list, column);
  const [name, setName] = useState(shown);
  useEffect(() => setName(shown), [shown]);
  const at = { tabId, listId: list.id, key: column.key };
  const rename = (): void => {
    if (name.trim() === '') setName(shown);
    else if (name.trim() !== shown) void change.send({ ...at, change: { name: name.trim() } });
  };
  return (
    <li className={column.isDropped ? 'is-off' : ''}>
      <button type="button" role="checkbox" className="k-check" aria-checked={isPicked} aria-label={`Merge ${shown}`} onClick={onPick}>
        <Icon of={Check} size={12} />
      </button>
      <span className="k-input">
        <input aria-label={`Name of column ${shown}`} value={name} maxLength={120} onChange={(e) => setName(e.target.value)} onBlur={rename} onKeyDown={(e) => e.key === 'Enter' && rename()} />
      </span>
      <select className="k-select" aria-label={`${shown} is saved as`} value={column.field ?? ''} onChange={(e) => void change.send({ ...at, change: { field: isFieldKey(e.target.value) ? e.target.value : null } })}>
        <option value="">Not part of the lead</option>
        {fieldChoices(list.kind).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <IconButton small label={column.isDropped ? `Keep ${shown}` : `Leave out ${shown}`} onClick={() => void change.send({ ...at, change: { isDropped: !column.isDropped } })}>
        <Icon of={column.isDropped ? EyeOff : Eye} size={14} />
      </IconButton>
      <span className="k-trunc k-xs k-3 k-cols__s">{sampleOf(list, column.key) || 'Empty'}</span>
    </li>
  );
}
