import type { LeadKey } from '../domain/lead/custom.ts';
import { changesOf, type FieldChange } from '../domain/lead/changes.ts';
import type { FieldValue, Lead, LeadFields, Provenance } from '../domain/lead/lead.ts';
import { mergeValues } from '../domain/lead/merge.ts';
import type { ActivityRow } from '../storage/database.ts';
import type { DeedOfLead } from '../storage/deeds-of-lead.ts';
import type { MergeRow } from '../storage/merge-rows.ts';
import { canUndo } from './feed.ts';
import { hostOf } from './safe-href.ts';

/** Something that happened to a lead, with what it changed of what shows. */
export interface HistoryEvent {
  readonly id: string;
  readonly at: number;
  readonly title: string;
  readonly detail: string;
  readonly changes: readonly FieldChange[];
  /** The line of the history to take back. */
  readonly undo?: string;
  readonly undoneAt?: number;
}

interface HistoryOf {
  readonly lead: Lead;
  /** Its lines in the history. */
  readonly lines: readonly ActivityRow[];
  /** Deeds over many leads that have changed it. */
  readonly deeds?: readonly DeedOfLead[];
  /** Merges that it stayed from: those that were done at once have no line of its own. */
  readonly merges: readonly MergeRow[];
  readonly nameOf: (providerId: string) => string;
}

/**
 * What happened to a lead, newest first: the lines of the history with the values before and after, and whatever its values say of
 * themselves that no line tells (rows of a file, leads that came together, answers of a long run).
 */
export function leadHistory({ lead, lines, deeds = [], merges, nameOf }: HistoryOf): HistoryEvent[] {
  const told = new Set<FieldValue>();
  const all = statements(lead);
  const byLine = lines.map((line): HistoryEvent => {
    const own = all.filter((one) => isOf(one, line));
    for (const { value } of own) told.add(value);
    const [only, second] = line.undo?.leads ?? [];
    const exact = line.changes ?? (only && !second ? changesOf(only.before, only.after) : undefined);
    return { ...eventOf(line), changes: exact ?? changesBy(lead, own) };
  });
  const known = new Set(lines.map(({ id }) => id));
  const byDeed = deeds.filter(({ line }) => !known.has(line.id)).map(({ line, changes }): HistoryEvent => {
    for (const { field, value } of all) if (changes.some((change) => change.field === field && change.after === value.value)) told.add(value);
    return { ...eventOf(line), changes };
  });
  const byMerge = merges.filter(({ by }) => !known.has(by)).map((row): HistoryEvent => ({
    id: row.id, at: row.at, title: `${row.goneIds.length} ${row.goneIds.length === 1 ? 'duplicate' : 'duplicates'} merged into it`, detail: 'With others at once · free',
    changes: row.undo ? changesOf(row.undo.before, row.undo.after) : [], ...(row.undoneAt === undefined ? {} : { undoneAt: row.undoneAt }),
  }));
  const left = new Map<string, Statement[]>();
  for (const one of all) {
    if (told.has(one.value) || byLine.some((line) => line.changes.some(({ field, after }) => field === one.field && after === one.value.value))) continue;
    const key = `${one.value.provenance.at} ${sourceTitle(one.value.provenance, nameOf)}`;
    left.set(key, [...(left.get(key) ?? []), one]);
  }
  const byValue = [...left].map(([key, own]): HistoryEvent => {
    const [first] = own;
    const at = first?.value.provenance.at ?? 0;
    return { id: key, at, title: first ? sourceTitle(first.value.provenance, nameOf) : '', detail: '', changes: changesBy(lead, own) };
  });
  return [...byLine, ...byDeed, ...byMerge, ...byValue].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

const eventOf = (line: ActivityRow): Omit<HistoryEvent, 'changes'> =>
  ({ id: line.id, at: line.at, title: line.title, detail: line.detail, ...(canUndo(line) ? { undo: line.id } : {}), ...(line.undoneAt === undefined ? {} : { undoneAt: line.undoneAt }) });

interface Statement {
  readonly field: LeadKey;
  readonly value: FieldValue;
}
const statements = (lead: Lead): Statement[] => (Object.keys(lead.fields) as LeadKey[]).flatMap((field) => (lead.fields[field]?.values ?? []).map((value) => ({ field, value })));

/** An answer belongs to the line of its question; what a page said, to the line that was written when it was read. */
const isOf = ({ value: { provenance } }: Statement, line: ActivityRow): boolean => (line.taskId === undefined ? provenance.taskId === undefined && provenance.at === line.at : provenance.taskId === line.taskId);

/** What shows otherwise since these statements came: as it was with all that is older, and as it was with them. */
function changesBy(lead: Lead, own: readonly Statement[]): FieldChange[] {
  const [before, after]: [Record<string, LeadFields[LeadKey]>, Record<string, LeadFields[LeadKey]>] = [{}, {}];
  for (const { field, value } of own) {
    const older = (lead.fields[field]?.values ?? []).filter((one) => one.provenance.at < value.provenance.at);
    if (older.length > 0) before[field] = { values: mergeValues(older, []) };
    // What a person typed shows whatever the others say.
    after[field] = { values: value.provenance.origin === 'person' ? [value] : mergeValues(older, own.filter((one) => one.field === field).map((one) => one.value)) };
  }
  return changesOf({ fields: before as LeadFields }, { fields: after as LeadFields });
}

function sourceTitle(p: Provenance, nameOf: (providerId: string) => string): string {
  switch (p.origin) {
    case 'page':
      return `Read from ${(p.pageUrl === undefined ? undefined : hostOf(p.pageUrl)) ?? 'a page'}`;
    case 'provider':
      return `Answered by ${p.providerId === undefined ? 'a provider' : nameOf(p.providerId)}`;
    case 'import':
      return `Imported from ${p.fileName ?? 'a file'}`;
    case 'person':
      return 'Typed by a person';
    case 'guess':
      return 'Guessed from what is known';
  }
}
