import { CAPTURE_SELECTION_CHARS, CAPTURE_SELECTION_LEADS } from '../core/limits.ts';
import { looksLikeJobTitle } from '../domain/lead/job-title.ts';
import { hasLegalForm } from '../domain/lead/legal-form.ts';
import { personNameScore } from '../domain/lead/name.ts';
import { belongsTo } from './text-person.ts';

/** One person or company as a selected text names it; all words are the text's own. */
export interface SelectedLead {
  name?: string;
  company?: string;
  title?: string;
  emails: string[];
  phones: string[];
  urls: string[];
}

const EMAIL = /[a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}/gi;
const PHONE = /(?:\+|\b00|\(|\b0)[\d(][\d\s()./-]{5,20}\d|\b\d{3}[.\s-]\d{3}[.\s-]\d{4}\b/g;
const WEB = /(?:https?:\/\/|www\.)[^\s<>"',;]{3,300}/gi;
const DOMAIN_ONLY = /^(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}$/i;
const NAME_RUN = /\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:van|von|de|der|den|da|di|du|del|la|le|el|al|bin|ten|ter) )*\p{Lu}[\p{L}\p{M}'’-]*){1,3}/gu;

const empty = (): SelectedLead => ({ emails: [], phones: [], urls: [] });
const isUsed = (lead: SelectedLead): boolean => lead.name !== undefined || lead.company !== undefined || lead.emails.length + lead.phones.length + lead.urls.length > 0;

/**
 * Splits a selected text into leads. Lines, list marks and tabs part them; where the browser has folded the lines away, each
 * e-mail address ends one. Bounded by CAPTURE_SELECTION_CHARS and CAPTURE_SELECTION_LEADS.
 */
export function readSelection(text: string): SelectedLead[] {
  const rows = text
    .slice(0, CAPTURE_SELECTION_CHARS)
    .split(/[\r\n;•·▪]+/)
    .flatMap((row) => (countOf(row, EMAIL) > 1 ? afterEachEmail(row) : [row]))
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .slice(0, CAPTURE_SELECTION_LEADS * 8);
  const leads: SelectedLead[] = [];
  for (const row of rows) {
    const last = leads.at(-1);
    for (const lead of readRow(row)) {
      // A line without a name of its own belongs to the person named above it.
      if (last && lead.name === undefined && lead.company === undefined && canJoin(last, lead)) join(last, lead);
      else leads.push(lead);
    }
  }
  const kept = leads.filter(isUsed);
  return (kept.length > 0 ? kept : nameOnly(text)).slice(0, CAPTURE_SELECTION_LEADS);
}

const countOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** Parts of a row with several addresses, cut after each one; a comma-separated list of bare addresses gives one part each. */
function afterEachEmail(row: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of row.matchAll(EMAIL)) {
    const end = match.index + match[0].length + (row[match.index + match[0].length] === '>' ? 1 : 0);
    parts.push(row.slice(from, end));
    from = end;
  }
  const rest = row.slice(from).trim();
  if (parts.length > 0 && /^[\s,]*(?:\+|\d|\()[\d\s().+/-]*$/.test(rest)) parts[parts.length - 1] += rest;
  else if (rest !== '') parts.push(rest);
  return parts;
}

function readRow(row: string): SelectedLead[] {
  const lead = empty();
  lead.emails = [...new Set([...row.matchAll(EMAIL)].map((m) => m[0]))];
  lead.urls = [...row.matchAll(WEB)].map((m) => m[0].replace(/[.)]+$/, ''));
  const rest = row.replace(EMAIL, ' | ').replace(WEB, ' | ');
  lead.phones = [...rest.matchAll(PHONE)].map((m) => m[0].trim()).filter((p) => p.replace(/\D/g, '').length >= 7);
  const pieces = rest.replace(PHONE, ' | ').split(/\s*[|,\t<>]\s*|\s+[-–—]\s+|\s{3,}/).map((p) => p.trim()).filter((p) => p.length > 1);
  const names = pieces.filter((p) => personNameScore(p) > 0 && !looksLikeJobTitle(p));
  if (lead.emails.length === 0 && names.length > 1) return names.map((name) => ({ ...empty(), name }));
  if (names[0]) lead.name = names[0];
  else {
    const run = nameIn(pieces, lead.emails[0]);
    if (run) lead.name = run;
  }
  const title = pieces.find((p) => p !== lead.name && looksLikeJobTitle(p));
  if (title && title.length <= 80) lead.title = title;
  const company = pieces.find((p) => p !== lead.name && p.length <= 80 && hasLegalForm(p));
  if (company) lead.company = company;
  const site = pieces.find((p) => DOMAIN_ONLY.test(p));
  if (site) lead.urls.push(site);
  return [lead];
}

/** A name inside a longer piece: only when the address beside it is made from it. */
function nameIn(pieces: readonly string[], email: string | undefined): string | undefined {
  if (!email) return undefined;
  const local = email.split('@')[0] ?? '';
  for (const piece of pieces) {
    for (const [run] of piece.matchAll(NAME_RUN)) {
      const words = run.split(' ');
      for (let from = 0; from < words.length - 1; from++) {
        for (const size of [2, 3]) {
          const name = words.slice(from, from + size).join(' ');
          if (personNameScore(name) > 0 && belongsTo(name, local)) return name;
        }
      }
    }
  }
  return undefined;
}

const canJoin = (last: SelectedLead, lead: SelectedLead): boolean => last.emails.length === 0 || lead.emails.length === 0 ? last.name !== undefined || last.company !== undefined : false;

function join(last: SelectedLead, lead: SelectedLead): void {
  last.emails.push(...lead.emails);
  last.phones.push(...lead.phones);
  last.urls.push(...lead.urls);
  if (lead.title !== undefined && last.title === undefined) last.title = lead.title;
}

/** A short selection in capitals that nothing else explains: the person who selected it means a company of that name. */
function nameOnly(text: string): SelectedLead[] {
  const name = text.replace(/\s+/g, ' ').trim();
  return /^[\p{Lu}\p{Lo}\d]/u.test(name) && name.length <= 60 && name.split(' ').length <= 5 && /\p{L}{2}/u.test(name) && !/[.!?:]$|[<>{}@]/.test(name) ? [{ ...empty(), company: name }] : [];
}
