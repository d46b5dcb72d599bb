import { checkWaterfall, readWaterfallFile, WATERFALL_FILE, waterfallProblemWords, type WaterfallProblem } from '../contracts/waterfall-check.ts';
import type { WaterfallImport } from '../contracts/waterfall-commands.ts';
import { err, ok, type Result } from '../core/result.ts';
import { FRESHNESS_DAYS } from '../core/limits.ts';
import { waterfallOfQuestion } from '../domain/ai/question-waterfall.ts';
import { enrichmentOf, type EnrichmentId } from '../domain/enrichment/enrichments.ts';
import { WATERFALL_TEMPLATES } from '../domain/enrichment/templates.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { isTemplateId } from '../domain/enrichment/waterfall-ref.ts';
import { slugOf } from '../recipes/slug.ts';
import type { Deps } from './deps.ts';
import { keepFile, type ExportedFile } from './export-file.ts';

type WaterfallDeps = Pick<Deps, 'store' | 'now' | 'newId'>;
type ReadDeps = Pick<Deps, 'store'>;

export async function findWaterfall(deps: ReadDeps, id: string): Promise<Waterfall | undefined> {
  return (await allWaterfalls(deps)).find((w) => w.id === id);
}

/** User-made ones first; a changed template stays in its place; AI questions come last. */
export async function allWaterfalls(deps: ReadDeps): Promise<Waterfall[]> {
  const [stored, questions] = await Promise.all([deps.store.waterfalls.list(), deps.store.questions.list()]);
  const own = stored.filter((w) => !isTemplateId(w.id)).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return [...own, ...WATERFALL_TEMPLATES.map((t) => stored.find((w) => w.id === t.id) ?? t), ...questions.map(waterfallOfQuestion)];
}

export type SaveRefusal = { readonly kind: 'invalid'; readonly problems: readonly WaterfallProblem[] } | { readonly kind: 'full' };

/** Stores a waterfall as the person's own. @param given anything: it comes from an editor or a file */
export async function saveWaterfall(deps: WaterfallDeps, given: unknown): Promise<Result<{ id: string }, SaveRefusal>> {
  const checked = checkWaterfall(given);
  if (!checked.ok) return err({ kind: 'invalid', problems: checked.problems });
  return (await deps.store.waterfalls.putAll([checked.waterfall])) ? ok({ id: checked.waterfall.id }) : err({ kind: 'full' });
}

/** A new one for a question, without steps: the person adds them. Addresses are checked by the verifiers of the template. Its id says nothing of the name: charges carry it. */
export async function createWaterfall(deps: WaterfallDeps, enrichment: EnrichmentId, name: string): Promise<Result<{ id: string }, SaveRefusal>> {
  const { kind, wanted } = enrichmentOf(enrichment);
  const { verifier, findFirst } = WATERFALL_TEMPLATES.find((t) => t.enrichment === enrichment) ?? {};
  return saveWaterfall(deps, {
    id: deps.newId(), name, enrichment, kind, wanted, steps: [], stopAfterSameRejected: 2, freshnessDays: FRESHNESS_DAYS,
    ...(verifier ? { verifier } : {}), ...(findFirst ? { findFirst } : {}),
  });
}

/** A copy under a new id; null when there is nothing to copy. */
export async function duplicateWaterfall(deps: WaterfallDeps, id: string): Promise<Result<{ id: string }, SaveRefusal> | null> {
  const source = (await allWaterfalls(deps)).find((w) => w.id === id && !w.question);
  if (!source) return null;
  const { isHidden: _hidden, ...rest } = source;
  return saveWaterfall(deps, { ...rest, id: deps.newId(), name: `${source.name.slice(0, 73)} (copy)` });
}

/** Takes away one of the person's own; a template cannot be taken away, only reset. */
export const removeWaterfall = async (deps: WaterfallDeps, id: string): Promise<Waterfall | undefined> => (isTemplateId(id) ? undefined : deps.store.waterfalls.remove(id));
export const resetWaterfall = async (deps: WaterfallDeps, id: string): Promise<Waterfall | undefined> => (isTemplateId(id) ? deps.store.waterfalls.remove(id) : undefined);

/** Takes the waterfalls of a file, each under an id of its own: nothing of the person's own is replaced, and what the file calls them is told to nobody. */
export async function importWaterfalls(deps: WaterfallDeps, text: string): Promise<Result<WaterfallImport, string>> {
  const read = readWaterfallFile(text);
  if (!read) return err('This is no file of waterfalls. Nothing was imported.');
  const there = new Set((await allWaterfalls(deps)).map(contentOf));
  const report = { added: [] as { id: string; name: string }[], skipped: [] as { name: string; why: string }[] };
  const rows: Waterfall[] = [];
  for (const [i, value] of read.entries()) {
    const checked = checkWaterfall(value);
    if (!checked.ok) {
      report.skipped.push({ name: nameOf(value) ?? `Number ${i + 1}`, why: waterfallProblemWords(checked.problems) });
      continue;
    }
    const { waterfall } = checked;
    if (there.has(contentOf(waterfall))) {
      report.skipped.push({ name: waterfall.name, why: 'it is there already' });
      continue;
    }
    const id = deps.newId();
    rows.push({ ...waterfall, id });
    there.add(contentOf(waterfall));
    report.added.push({ id, name: waterfall.name });
  }
  if (!(await deps.store.waterfalls.putAll(rows))) return err('There are too many waterfalls. Nothing was imported.');
  return ok(report);
}

/** All of it but what it is called by here. */
const contentOf = ({ id: _id, ...rest }: Waterfall): string => JSON.stringify(rest);

function nameOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? value.name.slice(0, 80) : undefined;
}

/** A file of the named ones, or of all that are the person's own; null when there is none. */
export async function exportWaterfalls(deps: WaterfallDeps, ids?: readonly string[]): Promise<ExportedFile | null> {
  const own = new Set((await deps.store.waterfalls.list()).map((w) => w.id));
  const chosen = (await allWaterfalls(deps)).filter((w) => (ids ? ids.includes(w.id) : own.has(w.id)));
  if (chosen.length === 0) return null;
  const [only] = chosen;
  const name = chosen.length === 1 && only ? `${slugOf(only.name) || 'waterfall'}.kiln-waterfall.json` : 'waterfalls.json';
  return keepFile(deps, name, 'application/json', JSON.stringify({ kiln: WATERFALL_FILE, version: 1, waterfalls: chosen }, null, 2), chosen.length);
}
