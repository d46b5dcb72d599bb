import type { ReactElement } from 'react';
import type { Lead, Table } from '../../lib/domain/lead/lead.ts';
import { initialsOf, momentOf } from '../../lib/ui/format.ts';
import { fieldRows, nameOfLead, subtitleOf } from '../../lib/ui/lead-rows.ts';
import { useColumns } from '../../lib/ui/questions.ts';
import { pageLabel, safeHref } from '../../lib/ui/safe-href.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { LeadClips } from './lead-clips.tsx';
import { LeadKin } from './lead-kin.tsx';
import { LeadNote } from './lead-note.tsx';
import { EraseLead } from '../parts/erase-dialog.tsx';
import { FieldList } from '../parts/field-list.tsx';
import { LeadTags } from '../parts/lead-tags.tsx';

/** Everything that is known of one lead. */
export function LeadTab({ lead, table, nameOf }: { readonly lead: Lead; readonly table: Table; readonly nameOf: (providerId: string) => string }): ReactElement {
  const choose = useCommand('lead.choose');
  const now = useNow(60_000);
  const columns = useColumns(lead.kind);
  const name = nameOfLead(lead.fields);
  const subtitle = subtitleOf(lead.kind, lead.fields);
  const source = safeHref(lead.sourceUrl);
  return (
    <>
      <div className="k-who">
        <span className={`k-ava ${lead.kind === 'company' ? 'k-ava--sq' : ''}`} aria-hidden="true">
          {initialsOf(name)}
        </span>
        <div className="k-grow">
          <h2 className="k-trunc k-val" dir="auto">{name}</h2>
          <p className="k-trunc k-2 k-val" dir="auto">{subtitle.join(' · ')}</p>
        </div>
      </div>
      <FieldList rows={fieldRows(lead.kind, lead.fields, undefined, columns).filter(({ field, others }) => field !== 'tags' && (field !== 'note' || others.length > 0))} nameOf={nameOf} fold={30} onUse={(field, value) => void choose.send({ leadId: lead.id, field, value })} />
      <LeadTags key={`tags ${lead.id}`} lead={lead} />
      <LeadKin lead={lead} />
      <LeadNote key={lead.id} lead={lead} />
      <LeadClips leadId={lead.id} />
      <dl className="k-src">
        <dt>Table</dt>
        <dd className="k-val">{table.name}</dd>
        <dt>Added</dt>
        <dd>{momentOf(lead.createdAt, now)}</dd>
        <dt>Changed</dt>
        <dd>{momentOf(lead.updatedAt, now)}</dd>
        {source === undefined ? null : (
          <>
            <dt>From</dt>
            <dd>
              <a className="k-trunc" href={source} target="_blank" rel="noopener noreferrer">
                {pageLabel(source)}
              </a>
            </dd>
          </>
        )}
      </dl>
      <EraseLead leadId={lead.id} name={name} />
    </>
  );
}
