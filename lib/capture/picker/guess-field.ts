import type { PickerOptions, RawPick } from '../../contracts/raw-picker.ts';

/** The fields that a person points at first on a page about one lead. */
const USUAL = ['name', 'title', 'companyName', 'email', 'phone', 'location', 'website', 'industry', 'address', 'photoUrl', 'description'];

/** The next field to point at: one that was asked for, else the usual order. */
export function nextField(picks: readonly RawPick[], { fields, wanted }: PickerOptions): string | null {
  const taken = new Set<string | null>(picks.map((pick) => pick.field));
  return [...wanted, ...USUAL].find((key) => !taken.has(key) && fields.some((field) => field.key === key)) ?? null;
}

/** The field that a value is for: the one that is asked for, unless it is asked for by the usual order alone and the value is plainly of another kind. */
export function fieldFor(value: string, read: string, asked: string | null, picks: readonly RawPick[], { fields, wanted }: PickerOptions): string | null {
  if (asked !== null && wanted.includes(asked)) return asked;
  const kind = kindOf(value, read);
  const type = fields.find((field) => field.key === asked)?.type;
  if (asked !== null && (kind === 'text' ? type !== 'email' && type !== 'image' && type !== 'phone' : type === kind || (kind === 'url' && type === 'domain'))) return asked;
  const taken = new Set<string | null>(picks.map((pick) => pick.field));
  const free = fields.filter((field) => !taken.has(field.key));
  const order = [...wanted, ...USUAL];
  const fitting = free.filter((field) => (kind === 'text' ? field.type === 'text' : field.type === kind)).sort((a, b) => rank(order, a.key) - rank(order, b.key));
  return fitting[0]?.key ?? asked;
}

const rank = (order: readonly string[], key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);

function kindOf(value: string, read: string): 'email' | 'phone' | 'image' | 'url' | 'text' {
  if (/^mailto:/i.test(value) || /^[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}$/i.test(value)) return 'email';
  if (/^tel:/i.test(value) || /^\+?[\d\s()/.-]{7,20}$/.test(value)) return 'phone';
  if (read === 'src') return 'image';
  return read === 'href' || /^https?:\/\//i.test(value) ? 'url' : 'text';
}
