import { ArrowRightLeft, Combine, Eye, EyeOff, PencilLine, Split, SquareStack } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { COLUMN_TYPES, type ColumnType } from '../../lib/contracts/raw-list.ts';
import { FIELDS, isFieldKey } from '../../lib/domain/lead/fields.ts';
import type { ListCapture, ListColumn } from '../../lib/domain/list/list.ts';
import { rowWords } from '../../lib/domain/list/words.ts';
import { fieldChoices, sampleOf } from '../../lib/ui/list-rows.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuBehind, MenuChoice, MenuInto, MenuItem, MenuLine } from '../parts/menu.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { columnIcon } from './column-icon.ts';
import { ColumnsDialog } from './columns-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

interface ColumnChipsProps {
  readonly tabId: number;
  readonly list: ListCapture;
  /** The person changed columns of this list. */
  readonly isChanged: boolean;
}

type Open = { readonly kind: 'none' } | { readonly kind: 'all' } | { readonly kind: 'rename' | 'split'; readonly column: ListColumn };

/** The columns of the list as chips; each opens what can be done with it. */
export function ColumnChips({ tabId, list, isChanged }: ColumnChipsProps): ReactElement {
  const [open, setOpen] = useState<Open>({ kind: 'none' });
  const change = useCommand('list.changeColumn');
  const close = (): void => setOpen({ kind: 'none' });
  const rename = async (column: ListColumn, name: string): Promise<void> => {
    await change.send({ tabId, listId: list.id, key: column.key, change: { name } });
    close();
  };
  return (
    <section aria-label="Columns">
      <div className="k-h k-h--gap">
        <span>Columns</span>
        <LinkButton onClick={() => setOpen({ kind: 'all' })}>Rename or merge</LinkButton>
      </div>
      <ul className="k-chips">
        {list.columns.map((column, i) => (
          <li key={column.key}>
            <Chip tabId={tabId} list={list} column={column} next={list.columns[i + 1]} onOpen={setOpen} />
          </li>
        ))}
      </ul>
      {open.kind === 'all' ? <ColumnsDialog tabId={tabId} list={list} isChanged={isChanged} onClose={close} /> : null}
      {open.kind === 'rename' ? (
        <NameDialog title="Rename column" label="Name" initial={rowWords.column(list, open.column)} action="Rename" busy={change.busy} onSubmit={(name) => void rename(open.column, name)} onClose={close} />
      ) : null}
      {open.kind === 'split' ? <SplitDialog tabId={tabId} list={list} column={open.column} onClose={close} /> : null}
    </section>
  );
}

interface ChipProps {
  readonly tabId: number;
  readonly list: ListCapture;
  readonly column: ListColumn;
  readonly next: ListColumn | undefined;
  readonly onOpen: (open: Open) => void;
}

const NO_FIELD = 'none';
const TYPES = COLUMN_TYPES.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

function Chip({ tabId, list, column, next, onOpen }: ChipProps): ReactElement {
  const name = rowWords.column(list, column);
  const sample = sampleOf(list, column.key);
  const said = column.isDropped ? 'left out' : column.field === null ? 'not part of the lead' : `saved as ${FIELDS[column.field].label}`;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={`k-chip ${column.isDropped || column.field === null ? 'k-chip--off' : ''} ${column.isDropped ? 'is-dropped' : ''}`} aria-label={`${name}, ${said}. Change`} title={sample === '' ? said : `${said}: ${sample}`}>
          <Icon of={columnIcon(column)} />
          <span className="k-trunc">{name}</span>
        </button>
      }
    >
      <ChipMenu tabId={tabId} list={list} column={column} next={next} onOpen={onOpen} sample={sample} />
    </Menu>
  );
}

/** What can be done with a column. It lives as long as the menu is open, so that the next time begins at the beginning. */
function ChipMenu({ tabId, list, column, next, onOpen, sample }: ChipProps & { readonly sample: string }): ReactElement {
  const [part, setPart] = useState<'all' | 'field' | 'type'>('all');
  const change = useCommand('list.changeColumn');
  const merge = useCommand('list.mergeColumns');
  const at = { tabId, listId: list.id };
  const back = (): void => setPart('all');
  if (part === 'field') {
    const fields: { value: string; label: string }[] = [{ value: NO_FIELD, label: 'Not part of the lead' }, ...fieldChoices(list.kind)];
    return (
      <MenuBehind label="Save as" onBack={back}>
        <MenuChoice value={column.field ?? NO_FIELD} options={fields} onChoose={(value) => void change.send({ ...at, key: column.key, change: { field: isFieldKey(value) ? value : null } })} />
      </MenuBehind>
    );
  }
  if (part === 'type') {
    return (
      <MenuBehind label="Kind of value" onBack={back}>
        <MenuChoice<ColumnType> value={column.type} options={TYPES} onChoose={(type) => void change.send({ ...at, key: column.key, change: { type } })} />
      </MenuBehind>
    );
  }
  return (
    <>
      {sample === '' ? null : <p className="k-menu__h k-trunc k-menu__sample">“{sample}”</p>}
      <MenuInto icon={ArrowRightLeft} label="Save as" value={column.field === null ? 'nothing' : FIELDS[column.field].label} onOpen={() => setPart('field')} />
      <MenuInto icon={SquareStack} label="Kind of value" value={TYPES.find((type) => type.value === column.type)?.label ?? ''} onOpen={() => setPart('type')} />
      <MenuLine />
      <MenuItem icon={PencilLine} onSelect={() => onOpen({ kind: 'rename', column })}>
        Rename
      </MenuItem>
      {next ? (
        <MenuItem icon={Combine} onSelect={() => void merge.send({ ...at, keys: [column.key, next.key], joint: ' ' })}>
          Merge with {rowWords.column(list, next)}
        </MenuItem>
      ) : null}
      <MenuItem icon={Split} onSelect={() => onOpen({ kind: 'split', column })}>
        Split
      </MenuItem>
      <MenuItem icon={column.isDropped ? Eye : EyeOff} onSelect={() => void change.send({ ...at, key: column.key, change: { isDropped: !column.isDropped } })}>
        {column.isDropped ? 'Keep' : 'Leave out'}
      </MenuItem>
    </>
  );
}
