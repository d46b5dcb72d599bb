import { hashText } from '../../core/hash.ts';
import type { LeadId } from '../../core/ids.ts';
import type { LeadFields } from '../lead/lead.ts';

/**
 * The id of the lead that a row becomes in a table: derived, so that saving the row again finds it, also when nothing in it is
 * an identity. Two sites may give their rows the same key, so the host is part of it.
 */
export const rowLeadId = (tableId: string, host: string, rowKey: string): LeadId => `row-${hashText(JSON.stringify([tableId, host, rowKey]))}` as LeadId;

/** A row without a name and without any way to find the lead again is no lead. */
export const isLead = (fields: LeadFields, identity: readonly string[]): boolean => identity.length > 0 || (fields.name?.values.length ?? 0) > 0;

/** "directory.example.com", without www; the text itself where it is no address. */
export function hostOfPage(url: string): string {
  return (/^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1] ?? url.slice(0, 200)).toLowerCase().replace(/^www\./, '');
}
