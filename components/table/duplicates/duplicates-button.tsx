import { Blend } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { CustomColumn } from '../../../lib/domain/lead/custom.ts';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { Button } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';
import { ToolWord } from '../tool-word.tsx';
import { DuplicatesDialog } from './duplicates-dialog.tsx';

/** The tool of the table that finds leads that are one, and the surface that it opens. Free. */
export function DuplicatesButton({ table, custom }: { readonly table: Table; readonly custom: readonly CustomColumn[] }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="ghost" className="k-tool k-tool--late" icon={<Icon of={Blend} />} title="Find duplicates" onClick={() => setOpen(true)}>
        <ToolWord>Duplicates</ToolWord>
      </Button>
      {isOpen ? <DuplicatesDialog key={table.id} table={table} custom={custom} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
