import { Building2, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { countOf } from '../../lib/ui/format.ts';
import { tableHash } from '../../lib/ui/hash.ts';
import { nameOfLead } from '../../lib/ui/lead-rows.ts';
import { KIN_MOST, useKin } from '../../lib/ui/kin.ts';
import { Icon } from '../parts/icon.tsx';

/** People that are named before the rest is only counted. */
const NAMED = 8;

/** The company of a person, or the people of a company, in whatever table they are: each opens its lead. Nothing when there are none. */
export function LeadKin({ lead }: { readonly lead: Lead }): ReactElement | null {
  const kin = useKin(lead);
  if (!kin || kin.length === 0) return null;
  const isPerson = lead.kind === 'person';
  const title = isPerson ? 'Company' : 'People with an email at its domain';
  return (
    <section aria-label={title}>
      <div className="k-h">
        <span>{title}</span>
        <span>{kin.length >= KIN_MOST ? `${countOf(KIN_MOST)} or more` : countOf(kin.length)}</span>
      </div>
      <ul>
        {kin.slice(0, NAMED).map((one) => (
          <li key={one.id}>
            <a className="k-nav" href={`#${tableHash(one.tableId)}&lead=${encodeURIComponent(one.id)}`}>
              <Icon of={isPerson ? Building2 : UserRound} size={14} />
              <span className="k-grow k-trunc k-val" dir="auto">{nameOfLead(one.fields)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
