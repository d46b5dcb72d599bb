/** The answer of `npm run read` for one page: what the product would show, in plain field names. */
import { toLists } from '../../../lib/capture/lists.ts';
import { toCapture } from '../../../lib/capture/normalise.ts';
import { pageKindOf } from '../../../lib/capture/page-kind.ts';
import type { Recipe } from '../../../lib/contracts/recipe.ts';
import type { FieldKey, LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { FieldValue, LeadFields } from '../../../lib/domain/lead/lead.ts';
import type { ListNext, PageKind } from '../../../lib/domain/list/list.ts';
import type { RawAnswers } from './page-runner.ts';
import type { SavedPage } from './saved-pages.ts';

interface ReadValue {
  readonly value: string;
  readonly confidence: number;
  readonly method: string;
  readonly evidence: { readonly selector?: string; readonly path?: string; readonly text?: string };
}
export type ReadFields = Readonly<Record<string, readonly ReadValue[]>>;
export interface PageReport {
  readonly id: string;
  readonly url: string;
  readonly kind: PageKind;
  readonly lead: { readonly kind: LeadKind; readonly fields: ReadFields; readonly others: ReadFields } | null;
  readonly lists: readonly {
    readonly score: number;
    readonly recordCount: number;
    readonly columns: readonly { readonly key: string; readonly name: string; readonly type: string; readonly field: string | null }[];
    readonly rows: readonly (readonly string[])[];
    readonly next: ListNext | null;
  }[];
  readonly ms: { readonly read: number; readonly lists: number };
}

const SOCIAL: readonly FieldKey[] = ['linkedinUrl', 'githubUrl', 'xUrl', 'facebookUrl', 'instagramUrl', 'youtubeUrl', 'profileUrl'];
type Names = Readonly<Record<string, { readonly from: readonly FieldKey[]; readonly isSingle?: true }>>;
const one = (...from: FieldKey[]): { from: FieldKey[]; isSingle: true } => ({ from, isSingle: true });
const many = (...from: FieldKey[]): { from: FieldKey[] } => ({ from });

const NAMES: Readonly<Record<LeadKind, Names>> = {
  person: {
    name: one('name'), honorificPrefix: one('prefix'), honorificSuffix: one('suffix'), title: one('title'), organization: one('companyName'), location: one('location'),
    emails: many('workEmail', 'email'), phones: many('mobile', 'phone'), fax: many('fax'), websites: many('website'), social: many(...SOCIAL), address: one('address'),
    about: one('description'), photo: one('photoUrl'),
  },
  company: {
    name: one('name'), legalName: one('legalName'), industry: one('industry'), size: one('employeeRange', 'employees'), founded: one('founded'),
    emails: many('email'), phones: many('phone'), fax: many('fax'), websites: many('website'), social: many(...SOCIAL), addresses: many('address'),
    description: one('description'), logo: one('photoUrl'),
  },
};

/** Names, numbers and addresses of profiles stand as they were written on the page; the rest in normal form. */
const WRITTEN: ReadonlySet<FieldKey> = new Set(['name', 'phone', 'mobile', 'fax', 'website', ...SOCIAL]);

export function reportOf(saved: SavedPage, answers: RawAnswers, recipes: readonly Recipe[], at: number): PageReport {
  const read = toCapture(answers.raw, { url: saved.url, title: answers.title }, at, recipes);
  const lists = toLists(answers.rawLists, { url: saved.url }, recipes);
  const capture = read.ok ? read.value : null;
  const found = lists.ok ? lists.value : [];
  return {
    id: saved.id,
    url: saved.url,
    kind: pageKindOf(capture, found),
    lead: capture && Object.keys(capture.fields).length > 0 ? { kind: capture.kind, ...named(capture.fields, capture.kind, saved.url) } : null,
    lists: found.map((list) => ({
      score: list.score,
      recordCount: list.recordCount,
      columns: list.columns.map(({ key, name, type, field }) => ({ key, name, type, field: field === null ? null : plainName(field, list.kind) })),
      rows: list.rows.map((row) => row.cells),
      next: list.next,
    })),
    ms: { read: round(answers.ms.read), lists: round(answers.ms.lists) },
  };
}

const round = (ms: number): number => Math.round(ms * 100) / 100;
const plainName = (field: FieldKey, kind: LeadKind): string => Object.entries(NAMES[kind]).find(([, { from }]) => from.includes(field))?.[0] ?? field;

function named(fields: LeadFields, kind: LeadKind, pageUrl: string): { fields: ReadFields; others: ReadFields } {
  const chosen: Record<string, ReadValue[]> = {};
  const others: Record<string, ReadValue[]> = {};
  for (const [name, { from, isSingle }] of Object.entries(NAMES[kind])) {
    const values = from.flatMap((field) => (fields[field]?.values ?? []).filter((value) => field !== 'profileUrl' || withoutQuery(value.value) !== withoutQuery(pageUrl)).map((value) => plain(field, value)));
    if (values.length === 0) continue;
    chosen[name] = isSingle ? values.slice(0, 1) : values;
    if (isSingle && values.length > 1) others[name] = values.slice(1);
  }
  return { fields: chosen, others };
}

const withoutQuery = (url: string): string => url.split(/[?#]/)[0] ?? url;

function plain(field: FieldKey, { value, original, confidence, provenance }: FieldValue): ReadValue {
  return { value: WRITTEN.has(field) ? (original ?? value) : value, confidence, method: provenance.method ?? 'text', evidence: provenance.evidence ?? {} };
}

/** The report in words, for a person at a terminal. */
export function inWords(report: PageReport): string {
  const lines = [`${report.id}  ${report.url}`, `  ${report.kind}, read in ${report.ms.read} ms, lists in ${report.ms.lists} ms`];
  for (const [name, values] of Object.entries(report.lead?.fields ?? {})) {
    for (const { value, confidence, method, evidence } of values) lines.push(`  ${name.padEnd(16)} ${value.slice(0, 100)}   (${confidence}, ${method}${evidence.selector ?? evidence.path ? `, ${evidence.selector ?? evidence.path ?? ''}` : ''})`);
  }
  report.lists.forEach((list, i) => {
    lines.push(`  list ${i + 1}: ${list.recordCount} rows, score ${list.score.toFixed(2)}${list.next ? `, goes on by ${list.next.kind}` : ''}`);
    lines.push(`    ${list.columns.map((column) => `${column.name || column.key}${column.field ? ` → ${column.field}` : ''}`).join(' | ').slice(0, 300)}`);
    for (const row of list.rows.slice(0, 3)) lines.push(`    ${row.map((cell) => cell.slice(0, 40)).join(' | ').slice(0, 300)}`);
  });
  return lines.join('\n');
}
