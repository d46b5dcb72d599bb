import { useId, useState, type ReactElement } from 'react';
import type { ComparedField } from '../../../lib/domain/duplicates/merge-group.ts';
import { labelOf, type CustomColumn, type LeadKey } from '../../../lib/domain/lead/custom.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import { momentOf, plural } from '../../../lib/ui/format.ts';
import { nameOfLead } from '../../../lib/ui/lead-rows.ts';
import { useNow } from '../../../lib/ui/use-browser.ts';
import { LinkButton } from '../../parts/button.tsx';

interface RecordTableProps {
  /** The fuller ones first. */
  readonly members: readonly Lead[];
  readonly keep: Lead;
  readonly fields: readonly ComparedField[];
  readonly custom: readonly CustomColumn[];
  readonly onKeep: (id: string) => void;
  readonly onPick: (field: LeadKey, value: string) => void;
}

/** Records side by side: one of them stays, and where they differ one value wins. What they agree on is folded away. */
export function RecordTable({ members, keep, fields, custom, onKeep, onPick }: RecordTableProps): ReactElement {
  const [isWhole, setWhole] = useState(false);
  const now = useNow(60_000);
  const group = useId();
  const isAgreed = ({ differs, texts }: ComparedField): boolean => !differs && texts.every((text) => text !== undefined);
  const agreed = fields.filter(isAgreed);
  const shown = [...fields.filter(({ differs }) => differs), ...fields.filter((field) => !field.differs && !isAgreed(field)), ...(isWhole ? agreed : [])];
  return (
    <div className="k-dup__scroll" role="region" aria-label="Records side by side" tabIndex={0}>
      <table className="k-dup__t">
        <thead>
          <tr>
            <th scope="col">
              <span className="k-3">Stays</span>
            </th>
            {members.map((lead) => (
              <th key={lead.id} scope="col" className={lead.id === keep.id ? 'is-kept' : ''}>
                <label className="k-dup__keep">
                  <input type="radio" name={`${group} keep`} checked={lead.id === keep.id} onChange={() => onKeep(lead.id)} aria-label={`Keep ${nameOfLead(lead.fields)}, row ${lead.order}`} />
                  <span className="k-grow">
                    <b className="k-trunc k-val" dir="auto">{nameOfLead(lead.fields)}</b>
                    <span className="k-xs k-3">
                      {plural(Object.keys(lead.fields).length, 'value')}, added {momentOf(lead.createdAt, now)}
                    </span>
                  </span>
                </label>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((field) => (
            <FieldRow key={field.field} {...field} label={labelOf(field.field, custom)} group={group} onPick={onPick} />
          ))}
        </tbody>
      </table>
      {agreed.length === 0 ? null : (
        <p className="k-dup__more k-sm">
          <LinkButton aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Hide' : 'Show'} {plural(agreed.length, 'field')} on which they agree
          </LinkButton>
        </p>
      )}
    </div>
  );
}

interface FieldRowProps extends ComparedField {
  readonly label: string;
  readonly group: string;
  readonly onPick: (field: LeadKey, value: string) => void;
}

function FieldRow({ field, texts, differs, wins, label, group, onPick }: FieldRowProps): ReactElement {
  return (
    <tr className={differs ? 'is-differing' : ''}>
      <th scope="row">
        {label}
        {differs ? <span className="k-vh">, they differ</span> : null}
      </th>
      {texts.map((text, i) => (
        <td key={i} className={differs && text === wins ? 'is-winning' : ''}>
          {text === undefined ? (
            <span className="k-3" aria-label="Nothing">
              –
            </span>
          ) : differs ? (
            <label className="k-dup__pick">
              <input type="radio" name={`${group} ${field}${texts.indexOf(text) === i ? '' : ` ${i}`}`} checked={text === wins} onChange={() => onPick(field, text)} aria-label={`${label}: ${text}`} />
              <span className="k-val" dir="auto">{text}</span>
            </label>
          ) : (
            <span className="k-val" dir="auto">{text}</span>
          )}
        </td>
      ))}
    </tr>
  );
}
