import { AtSign, Briefcase, Building2, CalendarDays, Hash, Image, Link, MapPin, Phone, Tag, Type, UserRound, type LucideIcon } from 'lucide-react';
import type { FieldKey } from '../../lib/domain/lead/fields.ts';
import type { ListColumn } from '../../lib/domain/list/list.ts';

const BY_FIELD: Readonly<Partial<Record<FieldKey, LucideIcon>>> = {
  name: UserRound, firstName: UserRound, lastName: UserRound, title: Briefcase, seniority: Briefcase, companyName: Building2, legalName: Building2, industry: Building2,
  location: MapPin, address: MapPin, country: MapPin,
};
const BY_TYPE: Readonly<Record<ListColumn['type'], LucideIcon>> = { text: Type, email: AtSign, phone: Phone, url: Link, image: Image, date: CalendarDays, number: Hash, price: Tag };

/** The drawing for a column: what it means, else what kind of value it holds. */
export const columnIcon = (column: ListColumn): LucideIcon => (column.field === null ? undefined : BY_FIELD[column.field]) ?? BY_TYPE[column.type];
