import { Building2, UserRound } from 'lucide-react';
import { useCallback, useRef, useState, type ReactElement } from 'react';
import { KIN_FOUND } from '../../lib/core/limits.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { countOf } from '../../lib/ui/format.ts';
import { tableHash } from '../../lib/ui/hash.ts';
import { nameOfLead } from '../../lib/ui/lead-rows.ts';
import { kinReason, useKin } from '../../lib/ui/kin.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { CompanyPicker } from './company-picker.tsx';

/** People that are named before the rest is only counted. */
const NAMED = 8;

/** The company of a person, or the people of a company, in whatever table they are: each opens its lead. */
export const LeadKin = ({ lead }: { readonly lead: Lead }): ReactElement | null => (lead.kind === 'person' ? <Company key={lead.id} lead={lead} /> : <People lead={lead} />);

function Company({ lead }: { readonly lead: Lead }): ReactElement | null {
  const found = useKin(lead);
  const link = useCommand('lead.link');
  const [isChoosing, setChoosing] = useState(false);
  const hasLeft = useRef(false);
  const leave = (): void => {
    hasLeft.current = true;
    setChoosing(false);
  };
  // The focus goes back to where the choice began.
  const onButtons = useCallback((node: HTMLElement | null): void => {
    if (node && hasLeft.current) node.querySelector('button')?.focus();
    hasLeft.current = false;
  }, []);
  if (!found) return null;
  const { kin, by } = found;
  const choose = async (to: { readonly companyId: string } | 'none' | 'auto', said: string): Promise<void> => {
    const done = await link.send({ leadId: lead.id, to });
    if (!done) return;
    if (isChoosing) leave();
    if (done.activityId !== null) showToast({ kind: 'info', text: said, undo: done.activityId });
  };
  return (
    <section aria-label="Company">
      <div className="k-h">
        <span>Company</span>
        {kin.length > 1 ? <span>{countOf(kin.length)}</span> : null}
      </div>
      <ul>
        {kin.map((one) => (
          <li key={one.lead.id}>
            <KinLink lead={one.lead} note={one.by === 'domain' ? undefined : one.by === 'name' ? 'by name' : 'by hand'} />
            {one.by === 'name' ? <p className="k-xs k-3 k-kin__why k-val">{kinReason(found, one.lead)}</p> : null}
          </li>
        ))}
      </ul>
      {by === 'none' ? <p className="k-sm k-3 k-kin__why">No company, set by hand.</p> : by === null && !isChoosing ? <p className="k-sm k-3 k-kin__why">No company of your tables was found.</p> : null}
      {isChoosing ? (
        <CompanyPicker onChoose={(company) => void choose({ companyId: company.id }, `Linked to ${nameOfLead(company.fields)}`)} onLeave={leave} />
      ) : (
        <p className="k-kin__do k-sm" ref={onButtons}>
          <LinkButton onClick={() => setChoosing(true)}>{kin.length > 0 ? 'Choose another' : 'Choose a company'}</LinkButton>
          {kin.length > 0 ? <LinkButton onClick={() => void choose('none', 'Linked to no company')}>Remove link</LinkButton> : null}
          {by === 'hand' || by === 'none' ? <LinkButton onClick={() => void choose('auto', 'Found by domain and name again')}>Find by itself</LinkButton> : null}
        </p>
      )}
    </section>
  );
}

function People({ lead }: { readonly lead: Lead }): ReactElement | null {
  const found = useKin(lead);
  if (!found || found.kin.length === 0) return null;
  const { kin, by } = found;
  const title = by === 'hand' ? 'Its people' : 'People with an email at its domain';
  return (
    <section aria-label={title}>
      <div className="k-h">
        <span>{title}</span>
        <span>{kin.length >= KIN_FOUND ? `${countOf(KIN_FOUND)} or more` : countOf(kin.length)}</span>
      </div>
      <ul>
        {kin.slice(0, NAMED).map((one) => (
          <li key={one.lead.id}>
            <KinLink lead={one.lead} note={one.by === 'hand' ? 'by hand' : undefined} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const KinLink = ({ lead, note }: { readonly lead: Lead; readonly note: string | undefined }): ReactElement => (
  <a className="k-nav" href={`#${tableHash(lead.tableId)}&lead=${encodeURIComponent(lead.id)}`}>
    <Icon of={lead.kind === 'company' ? Building2 : UserRound} size={14} />
    <span className="k-grow k-trunc k-val" dir="auto">{nameOfLead(lead.fields)}</span>
    {note === undefined ? null : <span className="k-xs k-3">{note}</span>}
  </a>
);
