import { Briefcase, Building2, ChartNoAxesColumn, CircleUserRound, Globe, Hash, Landmark, Layers, Mail, MailCheck, Newspaper, Phone, PhoneCall, Server, Smartphone, Sparkles, UserRound, type LucideIcon } from 'lucide-react';
import type { EnrichmentId, Waterfall } from '../../lib/domain/enrichment/waterfall.ts';

const ICONS: Readonly<Record<EnrichmentId, LucideIcon>> = {
  'work-email': Mail, 'personal-email': Mail, mobile: Smartphone, phone: Phone, linkedin: CircleUserRound, person: UserRound, 'verify-email': MailCheck, 'check-phone': PhoneCall,
  company: Building2, domain: Globe, technologies: Layers, registry: Landmark, 'open-jobs': Briefcase, traffic: ChartNoAxesColumn, news: Newspaper, 'mail-host': Server, 'domain-age': Hash, question: Sparkles,
};

export const iconOfEnrichment = (id: EnrichmentId): LucideIcon => ICONS[id];

/** The icon of a waterfall: by its question. */
export const iconOfWaterfall = (waterfall: Pick<Waterfall, 'enrichment'>): LucideIcon => ICONS[waterfall.enrichment];
