import { Building2, Hash, Landmark, Mail, MailCheck, Phone, UserRound, type LucideIcon } from 'lucide-react';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';

/** The icon of a waterfall: by what it wants first, then by its question. */
export function iconOfWaterfall(waterfall: Pick<Waterfall, 'enrichment' | 'wanted'>): LucideIcon {
  const first = waterfall.wanted[0];
  if (first === 'registryId') return Landmark;
  if (first === 'mailHost') return Mail;
  if (first === 'domainRegistered') return Hash;
  return { 'work-email': Mail, mobile: Phone, person: UserRound, company: Building2, 'verify-email': MailCheck }[waterfall.enrichment];
}
