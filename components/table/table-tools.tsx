import { Ban, ClipboardCopy, Contact, Download, FileJson, FileSpreadsheet, FileText, Send, Trash2, type LucideIcon } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import { EXPORT_ROWS, RUN_LEADS } from '../../lib/core/limits.ts';
import type { TableFormat } from '../../lib/contracts/table-formats.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { CustomColumn } from '../../lib/domain/lead/custom.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import type { Column } from '../../lib/ui/columns.ts';
import { useContactCount } from '../../lib/ui/contact-queries.ts';
import { copyFile, saveFile } from '../../lib/ui/download.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { idsAt, placesOf } from '../../lib/ui/lead-ids.ts';
import type { Positions } from '../../lib/ui/positions.ts';
import { NO_SELECTION } from '../../lib/ui/selection.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { choicesOf } from '../../lib/ui/view-edit.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem, MenuLine, MenuTick } from '../parts/menu.tsx';
import { SendDialog } from '../destinations/send-dialog.tsx';
import { BuySelected } from './buy-selected.tsx';
import { DuplicatesButton } from './duplicates/duplicates-button.tsx';
import { TagsTool } from './tags/tags-tool.tsx';
import { ToolWord } from './tool-word.tsx';
import { ColumnsMenu } from './views/columns-menu.tsx';
import { FilterEditor } from './views/filter-editor.tsx';
import { SortEditor } from './views/sort-editor.tsx';

interface ToolsProps {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly custom: readonly CustomColumn[];
  readonly shown: Positions;
  /** Rows are searched, filtered or in another order: what is done to all is done to those that are shown. */
  readonly isPart: boolean;
  readonly selected: number;
  /** undefined while they are read. */
  readonly selectedIds: readonly string[] | undefined;
  readonly waterfalls: readonly Waterfall[];
  readonly meters: readonly [MeterView, MeterView] | undefined;
}

/** What orders the rows, what can be done to those that are ticked or shown, and the price of enriching them. Where there is little room the icons of the quiet tools stand for their words. */
export function TableTools({ table, columns, custom, shown, isPart, selected, selectedIds, waterfalls, meters }: ToolsProps): ReactElement {
  const choices = useMemo(() => choicesOf(table.kind, columns.map(({ field }) => ({ key: field })), custom), [table.kind, columns, custom]);
  return (
    <div className={`k-tools ${selected > 0 ? 'has-ticked' : ''}`} role="toolbar" aria-label="Table tools">
      <FilterEditor choices={choices} />
      <SortEditor choices={choices} />
      <ColumnsMenu table={table} columns={columns} custom={custom} choices={choices} />
      <DuplicatesButton table={table} custom={custom} />
      {selected > 0 ? null : <TagsTool table={table} shown={shown} selected={0} />}
      <span className="k-grow" />
      {selected > 0 ? <TagsTool table={table} shown={shown} selected={selected} /> : null}
      {selected > 0 ? <BlockSelected selected={selected} selectedIds={selectedIds} /> : null}
      {selected > 0 ? <DeleteSelected selected={selected} selectedIds={selectedIds} /> : null}
      <SendTo table={table} shown={shown} isPart={isPart} selected={selected} selectedIds={selectedIds} />
      <ExportMenu table={table} shown={shown} isPart={isPart} selected={selected} selectedIds={selectedIds} />
      <BuySelected table={table} shown={shown.length} selected={selected} selectedIds={selectedIds} waterfalls={waterfalls} meters={meters} />
    </div>
  );
}

/** Those who are ticked are neither asked about nor sent anywhere from now on. */
function BlockSelected({ selected, selectedIds }: Pick<ToolsProps, 'selected' | 'selectedIds'>): ReactElement {
  const block = useCommand('contact.addLeads');
  const run = async (): Promise<void> => {
    if (!selectedIds) return;
    const done = await block.send({ leadIds: [...selectedIds] });
    if (!done) return;
    showToast(done.added > 0 ? { kind: 'info', text: `${plural(selected, 'lead')} on the do-not-contact list`, undo: done.activityId } : { kind: 'info', text: done.known > 0 ? 'They were on the list already' : 'Nothing is known by which they could be recognised. Add an address, a number or a page first.' });
  };
  return (
    <IconButton label="Do not contact" disabled={!selectedIds || selectedIds.length > RUN_LEADS} onClick={() => void run()}>
      <Icon of={Ban} />
    </IconButton>
  );
}

function DeleteSelected({ selected, selectedIds }: Pick<ToolsProps, 'selected' | 'selectedIds'>): ReactElement {
  const remove = useCommand('lead.delete');
  const setSelection = useTable((s) => s.setSelection);
  const run = async (): Promise<void> => {
    if (!selectedIds) return;
    const done = await remove.send({ leadIds: [...selectedIds] });
    if (!done) return;
    setSelection(NO_SELECTION);
    showToast({ kind: 'info', text: `${plural(selected, 'lead')} deleted`, undo: done.activityId });
  };
  return (
    <Button look="ghost" className="k-tool" busy={remove.busy} disabled={!selectedIds || selected > RUN_LEADS} title={selected > RUN_LEADS ? `At most ${countOf(RUN_LEADS)} at once` : `Delete ${countOf(selected)}`} icon={<Icon of={Trash2} />} onClick={() => void run()}>
      <ToolWord>Delete {countOf(selected)}</ToolWord>
    </Button>
  );
}

const FORMATS = [
  { format: 'csv', icon: FileText, label: 'CSV file' },
  { format: 'csv-excel', icon: FileText, label: 'CSV file for Excel' },
  { format: 'xlsx', icon: FileSpreadsheet, label: 'Excel workbook, with every source' },
  { format: 'json', icon: FileJson, label: 'JSON file, with every source' },
  { format: 'jsonl', icon: FileJson, label: 'JSON Lines, with every source' },
  { format: 'vcf', icon: Contact, label: 'Contact cards (vCard)' },
  { format: 'tsv', icon: ClipboardCopy, label: 'Copy for a spreadsheet' },
  { format: 'md', icon: ClipboardCopy, label: 'Copy as a Markdown table' },
] as const satisfies readonly { readonly format: TableFormat; readonly icon: LucideIcon; readonly label: string }[];

type WhatProps = Pick<ToolsProps, 'table' | 'shown' | 'isPart' | 'selected' | 'selectedIds'>;
/** What a deed is about: those that are ticked; else those that are shown; else the whole table, which needs no names. */
function whatOf({ table, shown, isPart, selected, selectedIds }: WhatProps): { readonly count: number; readonly isReady: boolean; idsOf(): Promise<readonly string[] | undefined> } {
  const count = selected > 0 ? selected : shown.length;
  const isNamed = selected > 0 || isPart;
  return {
    count,
    isReady: count > 0 && (!isNamed || count <= EXPORT_ROWS) && (selected === 0 || selectedIds !== undefined),
    idsOf: async () => (selected > 0 ? selectedIds : isPart ? idsAt(table.id, placesOf(shown)) : undefined),
  };
}

/** To a CRM, a table, a sequence: what is ticked, or what is shown. */
function SendTo(what: WhatProps): ReactElement {
  const [leadIds, setLeadIds] = useState<readonly string[] | null>(null);
  const { count, isReady, idsOf } = whatOf(what);
  return (
    <>
      <Button className="k-deed" title="Send to a CRM, a table, a sequence" disabled={!isReady} icon={<Icon of={Send} />} onClick={() => void idsOf().then((ids) => setLeadIds(ids ?? []))}>
        <ToolWord>Send to{what.selected > 0 ? ` (${countOf(count)})` : ''}</ToolWord>
      </Button>
      {leadIds ? <SendDialog table={what.table} selected={leadIds} onClose={() => setLeadIds(null)} /> : null}
    </>
  );
}

/** Files and the clipboard: what is ticked, or what is shown. Free. */
function ExportMenu(what: WhatProps): ReactElement {
  const { table, isPart, selected } = what;
  const send = useCommand('export.file');
  const { count, isReady, idsOf } = whatOf(what);
  const [withoutListed, setWithout] = useState(false);
  const hasList = (useContactCount() ?? 0) > 0;
  const run = async (format: TableFormat): Promise<void> => {
    const isCopied = format === 'tsv' || format === 'md';
    const leadIds = await idsOf();
    const file = await send.send({ what: { kind: 'table', tableId: table.id, format, withoutListed, ...(leadIds ? { leadIds: [...leadIds] } : {}) } });
    if (!file) return;
    const done = isCopied ? await copyFile(file.fileId) : await saveFile(file.fileId);
    const listed = (file.listed ?? 0) === 0 ? '' : withoutListed ? `, ${countOf(file.listed ?? 0)} left out: do not contact` : `, ${countOf(file.listed ?? 0)} marked "Do not contact"`;
    showToast(done ? { kind: 'info', text: `${isCopied ? `${plural(file.rows, 'row')} copied` : `${file.name} saved, ${plural(file.rows, 'row')}`}${listed}` } : { kind: 'bad', text: 'The file is gone. Export again; it costs nothing.' });
  };
  return (
    <Menu
      trigger={
        <Button className="k-deed" busy={send.busy} disabled={!isReady} title={isReady || count === 0 ? 'Export to a file or the clipboard' : `At most ${countOf(EXPORT_ROWS)} chosen leads at once`} icon={<Icon of={Download} />}>
          <ToolWord>Export{selected > 0 ? ` ${countOf(selected)}` : ''}</ToolWord>
        </Button>
      }
    >
      <p className="k-menu__h">{selected > 0 ? `${plural(count, 'ticked lead')}, free` : isPart ? `The ${plural(count, 'lead')} shown, free` : `All ${plural(count, 'lead')}, free`}</p>
      {FORMATS.map(({ format, icon, label }) => (
        <MenuItem key={format} icon={icon} onSelect={() => void run(format)}>
          {label}
        </MenuItem>
      ))}
      {hasList ? (
        <>
          <MenuLine />
          <MenuTick isOn={withoutListed} onChange={setWithout}>
            Leave out &ldquo;Do not contact&rdquo;
          </MenuTick>
          <p className="k-menu__h">{withoutListed ? 'They are not in the file.' : 'They are in the file, marked in a column.'}</p>
        </>
      ) : null}
    </Menu>
  );
}
