import type { LeadId } from '../core/ids.ts';

/** The company that a person has given to a person's lead by hand, or null for none at all; without a row it is found by domain or name. */
export interface CompanyLinkRow {
  readonly leadId: LeadId;
  readonly companyId: LeadId | null;
  readonly at: number;
}
export const LINK_STORES = { companyLinks: 'leadId, companyId' } as const;

/** What a change of a link needs to be taken back. */
export interface LinkUndo {
  readonly leadId: LeadId;
  readonly before: CompanyLinkRow | null;
  readonly after: CompanyLinkRow | null;
}
