import type { ReactElement } from 'react';
import type { ColumnTarget, ImportColumn } from '../../../lib/domain/import/import.ts';
import { isCustomKey, isLeadKey, type CustomColumn } from '../../../lib/domain/lead/custom.ts';
import { FIELDS, fieldsOf, type LeadKind } from '../../../lib/domain/lead/fields.ts';
import { useCustomColumns } from '../../../lib/ui/view-queries.ts';
import type { ShownRow } from '../../../lib/ui/import/messages.ts';
import type { ImportFlow, Mapped } from '../../../lib/ui/import/use-import.ts';
import { ASIDE_WORDS } from '../../../lib/ui/import/words.ts';

/** The columns of the file, each with what it becomes, over its first rows as they will be. */
export function MapGrid({ flow, mapped }: { readonly flow: ImportFlow; readonly mapped: Mapped }): ReactElement {
  const { columns, kind } = mapped.proposal;
  const own = useCustomColumns() ?? [];
  return (
    <div className="k-imp__grid" role="region" aria-label="Columns and first rows" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="k-imp__n">
              <span className="k-vh">Row</span>
            </th>
            {columns.map((column, i) => (
              <th key={i} scope="col" className={column.target.kind === 'skip' ? 'is-off' : undefined}>
                <span className="k-trunc k-val" dir="auto" title={column.header}>
                  {column.header}
                </span>
                <TargetChoice column={column} index={i} kind={kind} own={own} samples={mapped.samples[i] ?? []} onChoose={(target) => flow.setTarget(i, target)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {flow.preview.map((row) => (
            <PreviewRow key={row.at} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ChoiceProps {
  readonly column: ImportColumn;
  readonly index: number;
  readonly kind: LeadKind;
  readonly own: readonly CustomColumn[];
  readonly samples: readonly string[];
  onChoose(target: ColumnTarget): void;
}
const SKIP = '-';
const NEW_TEXT = '+text';
const NEW_NUMBER = '+number';

function TargetChoice({ column, index, kind, own, samples, onChoose }: ChoiceProps): ReactElement {
  const { target, header } = column;
  const value = target.kind === 'skip' ? SKIP : target.kind === 'new' ? (target.type === 'number' ? NEW_NUMBER : NEW_TEXT) : target.key;
  const choose = (next: string): void => {
    if (next === NEW_TEXT || next === NEW_NUMBER) {
      const key = target.kind === 'new' ? target.key : (`x.${crypto.randomUUID().replaceAll('-', '')}${index}` as const);
      onChoose({ kind: 'new', key, name: header.slice(0, 80), type: next === NEW_NUMBER ? 'number' : 'text' });
    } else if (isLeadKey(next)) onChoose({ kind: 'field', key: next });
    else onChoose({ kind: 'skip' });
  };
  const mine = own.filter((one) => one.kind === kind && one.questionId === undefined);
  return (
    <select className="k-select" aria-label={`What ${header} is${samples.length > 0 ? `, such as ${samples[0]}` : ''}`} value={value} onChange={(e) => choose(e.target.value)}>
      <option value={SKIP}>Leave out</option>
      <optgroup label="New column">
        <option value={NEW_TEXT}>New column</option>
        <option value={NEW_NUMBER}>New column of numbers</option>
      </optgroup>
      {mine.length > 0 ? (
        <optgroup label="Your columns">
          {mine.map((one) => (
            <option key={one.key} value={one.key}>
              {one.name}
            </option>
          ))}
        </optgroup>
      ) : null}
      <optgroup label="Fields">
        {fieldsOf(kind).map((field) => (
          <option key={field} value={field}>
            {FIELDS[field].label}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

function PreviewRow({ row, columns }: { readonly row: ShownRow; readonly columns: readonly ImportColumn[] }): ReactElement {
  return (
    <tr className={row.aside ? 'is-aside' : undefined}>
      <td className="k-imp__n">{row.at}</td>
      {row.aside ? (
        <td colSpan={columns.length}>
          <span className="k-warn">Kept aside: {ASIDE_WORDS[row.aside].toLowerCase()}</span>
        </td>
      ) : (
        columns.map((column, i) => <PreviewCell key={i} row={row} column={column} text={(row.cells[i] ?? '').trim()} />)
      )}
    </tr>
  );
}

/** The value as it will be; what will be left out is struck through. */
function PreviewCell({ row, column, text }: { readonly row: ShownRow; readonly column: ImportColumn; readonly text: string }): ReactElement {
  const { target } = column;
  const key = target.kind === 'skip' ? null : target.key;
  const value = key === null ? undefined : (row.values.find(([one, now, before]) => one === key && (before ?? now) === text) ?? row.values.find(([one, now, before]) => !isCustomKey(one) && (before ?? now) === text));
  if (text === '') return <td aria-label="Empty" />;
  return value ? (
    <td title={value[1] === text ? undefined : `In the file: ${text}`}>
      <span className="k-trunc k-val" dir="auto">{value[1]}</span>
    </td>
  ) : (
    <td className="is-off" title={key === null ? undefined : 'This cannot be what the column holds, and is left out'}>
      <s className="k-trunc k-val" dir="auto">{text}</s>
    </td>
  );
}
