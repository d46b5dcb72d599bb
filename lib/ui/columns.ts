import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { columnsOfQuestion } from '../domain/ai/question.ts';
import type { CustomColumn, LeadKey } from '../domain/lead/custom.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { shownText } from '../domain/view/filter.ts';
import { cellReader } from '../formula/columns.ts';
import { FIELDS, isFieldKey, type FieldKey, type FieldType, type LeadKind } from '../domain/lead/fields.ts';

/** A column of the grid: one lead field or one column of a person's own, and the waterfalls that can fill it. */
export interface Column {
  readonly field: LeadKey;
  readonly kind: LeadKind;
  readonly label: string;
  readonly type: FieldType;
  readonly width: number;
  readonly waterfalls: readonly Waterfall[];
  /** The definition of a column that a person made. */
  readonly custom?: CustomColumn;
  /** What is reckoned for a lead; absent where the lead holds the value. */
  readonly read?: (lead: Lead, now: number) => string | undefined;
}

const BASE: Readonly<Record<LeadKind, readonly FieldKey[]>> = {
  person: ['name', 'title', 'companyName', 'workEmail', 'mobile', 'location', 'tags', 'companyDomain', 'email', 'phone', 'linkedinUrl', 'profileUrl'],
  company: ['name', 'domain', 'industry', 'employeeRange', 'location', 'tags', 'legalName', 'phone', 'email', 'founded', 'website', 'linkedinUrl'],
};

const WIDTHS: Readonly<Partial<Record<FieldKey, number>>> = { name: 154, title: 156, companyName: 138, workEmail: 218, mobile: 156, employeeRange: 112, founded: 96, domain: 164, email: 208, legalName: 176, tags: 190 };
const TYPE_WIDTH: Readonly<Record<FieldType, number>> = { text: 156, email: 208, phone: 160, url: 200, domain: 156, image: 120, number: 104, date: 120 };

/** The columns of a table: the usual ones of its kind, then the first wanted field of each waterfall that has none yet, then what AI questions answer, then those that a person or an import made. */
export function columnsOf(kind: LeadKind, waterfalls: readonly Waterfall[], own: readonly CustomColumn[] = []): Column[] {
  const usable = waterfalls.filter((w) => w.kind === kind && !w.isHidden);
  const extra = usable.flatMap(({ wanted: [first] }) => (first !== undefined && isFieldKey(first) && !BASE[kind].includes(first) ? [first] : []));
  const known = [...BASE[kind], ...new Set(extra)].map((field) => ({
    field,
    kind,
    label: FIELDS[field].label,
    type: FIELDS[field].type,
    width: WIDTHS[field] ?? TYPE_WIDTH[FIELDS[field].type],
    waterfalls: usable.filter((w) => w.wanted[0] === field),
  }));
  const read = cellReader(kind, own);
  const made = own.filter((one) => one.kind === kind && one.questionId === undefined).toSorted((a, b) => a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1));
  return [...known, ...usable.flatMap(columnsOfAsked), ...made.map((custom): Column => ({ field: custom.key, kind, label: custom.name, type: custom.type, width: TYPE_WIDTH[custom.type], waterfalls: [], custom, ...(custom.formula === undefined ? {} : { read: (lead: Lead, now: number) => read((key) => shownText(lead, key), custom.key, now) }) }))];
}

/** The columns in which the answers of an AI question stand. */
const columnsOfAsked = (waterfall: Waterfall): Column[] =>
  (waterfall.question ? columnsOfQuestion(waterfall.question) : []).map(({ key, kind, name, type }) => ({ field: key, kind, label: name, type, width: TYPE_WIDTH[type], waterfalls: [waterfall] }));

/** Whether a column stands for the question of a waterfall: by its first wanted field, or as one of the answers of an AI question. */
export const asksFor = ({ wanted, question }: Pick<Waterfall, 'wanted' | 'question'>, field: LeadKey): boolean => (question ? wanted.includes(field) : wanted[0] === field);

/** The column in which the state of a waterfall shows. */
export const columnOfWaterfall = (waterfall: Waterfall): LeadKey | undefined => waterfall.wanted[0];
