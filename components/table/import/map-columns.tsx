import { useId, useState, type ReactElement } from 'react';
import { IMPORT_POLICIES, type ImportPolicy } from '../../../lib/domain/import/import.ts';
import type { LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { Table } from '../../../lib/domain/lead/lead.ts';
import { countOf, plural } from '../../../lib/ui/format.ts';
import { PASTED } from '../../../lib/ui/import/import-store.ts';
import type { ImportFlow, Mapped } from '../../../lib/ui/import/use-import.ts';
import { formatWords, POLICY_WORDS } from '../../../lib/ui/import/words.ts';
import { Button } from '../../parts/button.tsx';
import { Check } from '../../parts/check.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { MapGrid } from './map-grid.tsx';

interface MapColumnsProps {
  readonly flow: ImportFlow;
  readonly mapped: Mapped;
  readonly tables: readonly Table[];
  readonly current: Table | undefined;
  onClose(): void;
}
const NEW: Readonly<Record<LeadKind, string>> = { person: 'new-person', company: 'new-company' };

/** How the file is understood, before anything is stored: where it goes, which column is what, and its first rows as they will be. */
export function MapColumns({ flow, mapped, tables, current, onClose }: MapColumnsProps): ReactElement {
  const { proposal, facts, name } = mapped;
  const [chosen, setChosen] = useState<string>(current?.kind === proposal.kind ? current.id : NEW[proposal.kind]);
  const [tableName, setTableName] = useState(name === PASTED ? (proposal.kind === 'person' ? 'People' : 'Companies') : name.replace(/\.[^.]{1,8}$/, '').slice(0, 80));
  const [policy, setPolicy] = useState<ImportPolicy>('merge');
  const form = useId();
  const table = tables.find(({ id }) => id === chosen);
  const choose = (value: string): void => {
    setChosen(value);
    const kind = tables.find(({ id }) => id === value)?.kind ?? (value === NEW.person ? 'person' : 'company');
    if (kind !== proposal.kind) flow.reread({ kind });
  };
  const isEmpty = proposal.columns.every(({ target }) => target.kind === 'skip');
  const ready = !isEmpty && (table !== undefined || tableName.trim() !== '');
  const start = (): void => {
    if (ready) flow.start({ policy, table: table ? { tableId: table.id } : { name: tableName.trim(), kind: proposal.kind } });
  };
  return (
    <Dialog
      title={`Import ${name}`}
      description={`${formatWords(facts)}${flow.total === null ? '' : `, ${plural(flow.total, 'row')}`}. Nothing is stored yet.`}
      onClose={onClose}
      footer={
        <>
          <span className="k-sm k-3 k-grow">Free. Importing asks no source and buys nothing.</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} disabled={!ready}>
            Import{flow.total === null ? '' : ` ${countOf(flow.total)}`}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="k-imp__set"
        onSubmit={(e) => {
          e.preventDefault();
          start();
        }}
      >
        <label className="k-label">
          Into table
          <select className="k-select" value={chosen} onChange={(e) => choose(e.target.value)}>
            {(['person', 'company'] as const).map((kind) => (
              <optgroup key={kind} label={kind === 'person' ? 'People' : 'Companies'}>
                {tables.filter((one) => one.kind === kind).map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
                <option value={NEW[kind]}>New table of {kind === 'person' ? 'people' : 'companies'}</option>
              </optgroup>
            ))}
          </select>
        </label>
        {table ? null : (
          <label className="k-label">
            Name of the table
            <span className="k-input">
              <input value={tableName} maxLength={80} autoComplete="off" onChange={(e) => setTableName(e.target.value)} />
            </span>
          </label>
        )}
        <label className="k-label">
          Rows that are known already
          <select className="k-select" value={policy} onChange={(e) => setPolicy(e.target.value as ImportPolicy)}>
            {IMPORT_POLICIES.map((one) => (
              <option key={one} value={one}>
                {POLICY_WORDS[one]}
              </option>
            ))}
          </select>
        </label>
        {facts.sheets && facts.sheets.length > 1 ? (
          <label className="k-label">
            Sheet
            <select className="k-select" value={mapped.sheet} onChange={(e) => flow.reread({ sheet: Number(e.target.value) })}>
              {facts.sheets.map((sheet, i) => (
                <option key={`${i} ${sheet}`} value={i}>
                  {sheet}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </form>
      {facts.hasNames ? null : (
        <span className="k-imp__head">
          <Check checked={proposal.hasHeader} label="The first row holds the names of the columns" onToggle={() => flow.reread({ hasHeader: !proposal.hasHeader })} />
          <span aria-hidden="true">The first row holds the names of the columns</span>
        </span>
      )}
      <MapGrid flow={flow} mapped={mapped} />
      {isEmpty ? <p className="k-sm k-bad" role="alert">Choose what at least one column is.</p> : null}
    </Dialog>
  );
}
