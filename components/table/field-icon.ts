import { AtSign, Briefcase, Building2, Calendar, Globe, Hash, Landmark, Link, Mail, MapPin, Phone, Server, Sparkles, Tag, Text, UserRound, type LucideIcon } from 'lucide-react';
import { isCustomKey, type LeadKey } from '../../lib/domain/lead/custom.ts';
import { FIELDS, type FieldKey, type FieldType, type LeadKind } from '../../lib/domain/lead/fields.ts';

const BY_FIELD: Readonly<Partial<Record<FieldKey, LucideIcon>>> = { name: UserRound, title: Briefcase, companyName: Building2, legalName: Landmark, location: MapPin, address: MapPin, industry: Briefcase, employeeRange: Hash, mailHost: Server, email: AtSign, registryId: Landmark, tags: Tag };
const BY_TYPE: Readonly<Record<FieldType, LucideIcon>> = { text: Text, email: Mail, phone: Phone, url: Link, domain: Globe, image: Link, number: Hash, date: Calendar };

/** The icon of a field, by what it is called first, then by its type. */
export const iconOfField = (field: LeadKey, kind: LeadKind): LucideIcon => (isCustomKey(field) ? Sparkles : iconOf(field, kind));
const iconOf = (field: FieldKey, kind: LeadKind): LucideIcon => (field === 'name' && kind === 'company' ? Building2 : undefined) ?? BY_FIELD[field] ?? BY_TYPE[FIELDS[field].type];
