import { FIELDS, fieldsOf, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import type { ListCapture, ListRow } from '../domain/list/list.ts';

/** One line of the preview. */
export interface RowView {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
}

const DETAILS: Readonly<Record<ListCapture['kind'], readonly FieldKey[]>> = {
  person: ['title', 'companyName', 'location'],
  company: ['industry', 'location', 'domain', 'website', 'employeeRange'],
};
/** Texts of the second line: more would only be cut off. */
const DETAIL_TEXTS = 2;

/** What names the row, and what tells it from others of that name. */
export function rowViews(list: ListCapture): RowView[] {
  const kept = list.columns.flatMap((column, i) => (column.isDropped ? [] : [{ column, i }]));
  const texts = kept.filter(({ column }) => column.type !== 'image' && column.type !== 'url');
  const name = kept.find(({ column }) => column.field === 'name') ?? texts[0] ?? kept[0];
  const mapped = DETAILS[list.kind].flatMap((field) => kept.find(({ column }) => column.field === field) ?? []);
  const others = texts.filter((one) => one !== name && !mapped.includes(one));
  const order = [...mapped, ...others].filter((one) => one !== name);
  return list.rows.map((row) => viewOf(row, name?.i, order.map((one) => one.i)));
}

function viewOf(row: ListRow, name: number | undefined, order: readonly number[]): RowView {
  const filled = order.flatMap((i) => (row.cells[i] ? [row.cells[i]] : []));
  const title = (name === undefined ? '' : row.cells[name]) || filled[0] || 'No name';
  return { key: row.key, title, detail: filled.filter((text) => !text.includes(title)).slice(0, DETAIL_TEXTS).join(' · ') };
}

/** A text of the column to tell it by: the first that is filled. */
export const sampleOf = (list: ListCapture, key: string): string => {
  const i = list.columns.findIndex((column) => column.key === key);
  return list.rows.find((row) => (row.cells[i] ?? '') !== '')?.cells[i] ?? '';
};

/** Some column tells who a row is about: without one no row could be a lead. */
export const canBeLeads = (list: ListCapture): boolean => list.columns.some((column) => !column.isDropped && column.field !== null && TELLING.has(column.field));
const TELLING: ReadonlySet<FieldKey> = new Set(['name', 'email', 'workEmail', 'domain', 'website', 'profileUrl', 'linkedinUrl', 'githubUrl', 'xUrl']);

/** Fields that a column of a page can be saved as: what only a look-up tells is none. */
export const fieldChoices = (kind: LeadKind): { readonly value: FieldKey; readonly label: string }[] =>
  fieldsOf(kind).flatMap((field) => (FIELDS[field].privacy === 'technical' ? [] : [{ value: field, label: FIELDS[field].label }]));
