import type { SelectedLink } from '../contracts/raw-clip.ts';
import { mergeFields } from '../domain/lead/merge.ts';
import { leadsFromContext, type ContextLead } from './context.ts';

/**
 * The people and companies that selected links speak of, by their words and addresses; nothing is opened. Links of one
 * block (a row, an item) that hold one named lead belong to it: the mail address beside a name is that person's.
 * @param at milliseconds since 1970
 */
export function leadsFromLinks(links: readonly SelectedLink[], pageUrl: string, at: number): ContextLead[] {
  const blocks = new Map<number, ContextLead[]>();
  for (const { text, href, block } of links) {
    const leads = leadsFromContext({ pageUrl, linkUrl: href, linkText: text }, at);
    blocks.set(block, [...(blocks.get(block) ?? []), ...leads]);
  }
  return joinSame([...blocks.values()].flatMap(joinBlock));
}

/** A mailbox, a number or a bare profile says how to reach somebody; a name says who it is. */
function joinBlock(leads: readonly ContextLead[]): readonly ContextLead[] {
  const named = leads.filter((lead) => lead.fields.name !== undefined);
  const [subject] = named;
  if (!subject || new Set(named.map(nameOf)).size > 1) return leads;
  const kind = subject.kind;
  const rest = leads.filter((lead) => lead.kind === kind || lead.fields.name === undefined);
  const others = leads.filter((lead) => !rest.includes(lead));
  const fields = rest.filter((lead) => lead.kind === kind).reduce((all, lead) => mergeFields(all, lead.fields), subject.fields);
  return [{ kind, fields }, ...others, ...rest.filter((lead) => lead.kind !== kind)];
}

const nameOf = (lead: ContextLead): string => lead.fields.name?.values[0]?.value ?? '';

/** The same person linked twice (picture and name) is one row. */
function joinSame(leads: readonly ContextLead[]): ContextLead[] {
  const kept: ContextLead[] = [];
  for (const lead of leads) {
    if (Object.keys(lead.fields).length === 0) continue;
    const at = kept.findIndex((known) => known.kind === lead.kind && isSame(known, lead));
    const known = kept[at];
    if (known) kept[at] = { kind: known.kind, fields: mergeFields(known.fields, lead.fields) };
    else kept.push(lead);
  }
  return kept;
}

const TELLING = ['profileUrl', 'linkedinUrl', 'githubUrl', 'xUrl', 'workEmail', 'email', 'domain'] as const;
const isSame = (a: ContextLead, b: ContextLead): boolean =>
  TELLING.some((field) => a.fields[field] !== undefined && a.fields[field]?.values[0]?.value === b.fields[field]?.values[0]?.value);
