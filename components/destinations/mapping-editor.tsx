import { Plus, X } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Proposal } from '../../lib/contracts/destination-commands.ts';
import type { MappedField, MappedFrom, Mapping } from '../../lib/domain/delivery/delivery.ts';
import { isLeadKey, labelOf, type CustomColumn, type LeadKey } from '../../lib/domain/lead/custom.ts';
import { fieldsOf, type LeadKind } from '../../lib/domain/lead/fields.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

interface MappingProps {
  readonly kind: LeadKind;
  readonly columns: readonly CustomColumn[];
  readonly proposal: Proposal;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

const ABOUT = { id: 'Kiln id', source: 'Page it was found on', table: 'Name of the table', added: 'When it was added' } as const;
const valueOf = (from: MappedFrom): string => ('lead' in from ? from.lead : 'about' in from ? `about:${from.about}` : 'text:');
function fromOf(value: string, before: MappedFrom): MappedFrom {
  if (value === 'text:') return 'text' in before ? before : { text: '' };
  if (value.startsWith('about:')) return { about: value.slice(6) as keyof typeof ABOUT };
  return { lead: isLeadKey(value) ? value : 'name' };
}

/** What goes into which field of the destination, and by which it knows a record again. */
export function MappingEditor({ kind, columns, proposal, mapping, onChange }: MappingProps): ReactElement {
  const { fields, naming, open } = proposal;
  /** The row whose name is being typed: on the way a name may look like one that is known. */
  const [typing, setTyping] = useState<number | null>(null);
  const labels = new Map(fields.map((field) => [field.name, field.label]));
  const taken = new Set(mapping.fields.map(({ to }) => to));
  const set = (i: number, field: MappedField): void => {
    const upsertKey = mapping.upsertKey === mapping.fields[i]?.to ? field.to : mapping.upsertKey;
    onChange({ fields: mapping.fields.map((one, at) => (at === i ? field : one)), ...(upsertKey === undefined ? {} : { upsertKey }) });
  };
  const remove = (i: number): void => {
    const isKey = mapping.upsertKey === mapping.fields[i]?.to;
    onChange({ fields: mapping.fields.filter((_one, at) => at !== i), ...(isKey || mapping.upsertKey === undefined ? {} : { upsertKey: mapping.upsertKey }) });
  };
  const free = fields.find(({ name }) => !taken.has(name));
  let number = mapping.fields.length + 1;
  while (taken.has(`field_${number}`)) number += 1;
  const fresh = `field_${number}`;
  const add = (): void => onChange({ ...mapping, fields: [...mapping.fields, { to: naming === 'free' ? fresh : (free?.name ?? fresh), from: { lead: 'name' } }] });
  const keys = fields.filter((field) => field.key && taken.has(field.name));
  return (
    <div className="k-stack">
      <div className="k-dst-map" role="table" aria-label="Fields">
        <div className="k-dst-map__r k-xs k-3" role="row">
          <span role="columnheader">From the lead</span>
          <span role="columnheader">Field at the destination</span>
          <span role="columnheader">
            <span className="k-vh">Remove</span>
          </span>
        </div>
        {mapping.fields.map((field, i) => (
          <div className="k-dst-map__r" role="row" key={i}>
            <div role="cell" className="k-stack k-dst-f">
              <Source kind={kind} columns={columns} used={proposal.used} field={field} label={labels.get(field.to) ?? field.to} onChange={(from) => set(i, { ...field, from })} />
              {'text' in field.from ? (
                <span className="k-input">
                  <input aria-label={`Text for ${labels.get(field.to) ?? field.to}`} placeholder="Always this text" maxLength={2_000} value={field.from.text} onChange={(e) => set(i, { ...field, from: { text: e.target.value } })} />
                </span>
              ) : null}
            </div>
            <div role="cell">
              {naming === 'free' || (open && (!labels.has(field.to) || typing === i)) ? (
                <span className="k-input k-mono">
                  <input aria-label="Field at the destination" maxLength={120} value={field.to} onFocus={() => setTyping(i)} onBlur={() => setTyping(null)} onChange={(e) => set(i, { ...field, to: e.target.value })} />
                </span>
              ) : (
                <select className="k-select" aria-label="Field at the destination" value={field.to} onChange={(e) => set(i, { ...field, to: e.target.value })}>
                  <FieldOptions fields={fields.filter(({ name }) => name === field.to || !taken.has(name))} />
                  {open ? <option value={fresh}>A name of your own…</option> : null}
                </select>
              )}
            </div>
            <div role="cell">
              <IconButton small label={`Leave out ${labels.get(field.to) ?? field.to}`} onClick={() => remove(i)}>
                <Icon of={X} size={14} />
              </IconButton>
            </div>
          </div>
        ))}
      </div>
      <div className="k-row">
        <Button small icon={<Icon of={Plus} size={14} />} disabled={naming !== 'free' && !open && !free} onClick={add}>
          Add a field
        </Button>
        {keys.length > 0 ? (
          <label className="k-label k-dst-key">
            Known again by
            <select className="k-select" value={mapping.upsertKey ?? ''} onChange={(e) => onChange({ fields: mapping.fields, ...(e.target.value === '' ? {} : { upsertKey: e.target.value }) })}>
              <option value="">nothing: every record is a new one</option>
              {keys.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ) : null}
      </div>
    </div>
  );
}

/** Fields that every account has, then those that this one has for itself. */
function FieldOptions({ fields }: { readonly fields: Proposal['fields'] }): ReactElement {
  const own = fields.filter(({ custom }) => custom);
  const options = (some: Proposal['fields']): ReactElement[] => some.map(({ name, label, required }) => (
    <option key={name} value={name}>
      {label}
      {required ? ' (needed)' : ''}
    </option>
  ));
  return (
    <>
      {options(fields.filter(({ custom }) => !custom))}
      {own.length > 0 ? <optgroup label="Your own fields there">{options(own)}</optgroup> : null}
    </>
  );
}

interface SourceProps {
  readonly kind: LeadKind;
  readonly columns: readonly CustomColumn[];
  readonly used: readonly string[];
  readonly field: MappedField;
  /** How the field is called at the destination. */
  readonly label: string;
  readonly onChange: (from: MappedFrom) => void;
}
function Source({ kind, columns, used, field, label, onChange }: SourceProps): ReactElement {
  const own = columns.filter((column) => column.kind === kind).map(({ key }) => key);
  const all: LeadKey[] = [...fieldsOf(kind), ...own];
  const known = new Set(used);
  const [filled, empty] = [all.filter((key) => known.has(key)), all.filter((key) => !known.has(key))];
  const options = (keys: readonly LeadKey[]): ReactElement[] => keys.map((key) => (
    <option key={key} value={key}>
      {labelOf(key, columns)}
    </option>
  ));
  return (
    <select className="k-select" aria-label={`What goes into ${label}`} value={valueOf(field.from)} onChange={(e) => onChange(fromOf(e.target.value, field.from))}>
      <optgroup label="In this table">{options(filled)}</optgroup>
      <optgroup label="About the lead">
        {Object.entries(ABOUT).map(([about, label]) => (
          <option key={about} value={`about:${about}`}>
            {label}
          </option>
        ))}
        <option value="text:">Always the same text</option>
      </optgroup>
      <optgroup label="Empty so far">{options(empty)}</optgroup>
    </select>
  );
}
