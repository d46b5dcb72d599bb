import { ChevronDown, Plus, Table2 } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { Icon } from './icon.tsx';
import { Menu, MenuChoice, MenuItem, MenuLine } from './menu.tsx';

interface TablePickerProps {
  readonly tables: readonly Table[];
  readonly value: string | undefined;
  readonly onChoose: (tableId: string) => void;
  readonly onNew: () => void;
}

/** Chooses the table that leads go to. */
export function TablePicker({ tables, value, onChoose, onNew }: TablePickerProps): ReactElement {
  const name = tables.find((t) => t.id === value)?.name ?? 'New table';
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="k-pick" aria-label={`Save to table: ${name}`}>
          <Icon of={Table2} size={14} />
          <span className="k-trunc">{name}</span>
          <Icon of={ChevronDown} size={14} />
        </button>
      }
    >
      <MenuChoice value={value ?? ''} options={tables.map((t) => ({ value: t.id, label: t.name }))} onChoose={onChoose} />
      {tables.length > 0 ? <MenuLine /> : null}
      <MenuItem icon={Plus} onSelect={onNew}>
        New table
      </MenuItem>
    </Menu>
  );
}
