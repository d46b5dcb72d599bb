import { waterfallProblemWords } from '../../contracts/waterfall-check.ts';
import type { WATERFALL_COMMANDS } from '../../contracts/waterfall-commands.ts';
import { ok } from '../../core/result.ts';
import { TABLES_LIMITED } from '../../core/run-limits.ts';
import type { SpendLimits } from '../../domain/enrichment/caps.ts';
import type { Deps } from '../deps.ts';
import { allWaterfalls, createWaterfall, duplicateWaterfall, exportWaterfalls, importWaterfalls, removeWaterfall, resetWaterfall, saveWaterfall, type SaveRefusal } from '../waterfalls.ts';
import { gone, refuse, type Handlers } from './handler.ts';

const refused = (refusal: SaveRefusal) =>
  refusal.kind === 'full' ? refuse('refused', 'There are too many waterfalls. Delete some first. Nothing was saved.') : refuse('bad_input', `The waterfall is not right: ${waterfallProblemWords(refusal.problems)}. Nothing was saved.`);

/** The person's waterfalls and limits. */
export function waterfallCommands(deps: Deps): Handlers<keyof typeof WATERFALL_COMMANDS> {
  const WATERFALL = 'This waterfall';
  return {
    'waterfall.list': async () => ok(await allWaterfalls(deps)),
    'waterfall.save': async ({ waterfall }) => {
      const saved = await saveWaterfall(deps, waterfall);
      return saved.ok ? ok(saved.value) : refused(saved.error);
    },
    'waterfall.create': async ({ enrichment, name }) => {
      const made = await createWaterfall(deps, enrichment, name);
      return made.ok ? ok(made.value) : refused(made.error);
    },
    'waterfall.duplicate': async ({ id }) => {
      const copied = await duplicateWaterfall(deps, id);
      return copied === null ? gone(WATERFALL) : copied.ok ? ok(copied.value) : refused(copied.error);
    },
    'waterfall.remove': async ({ id }) => {
      const waterfall = await removeWaterfall(deps, id);
      return waterfall ? ok({ waterfall }) : refuse('conflict', 'Only waterfalls of your own can be deleted. Nothing was changed.');
    },
    'waterfall.reset': async ({ id }) => {
      const waterfall = await resetWaterfall(deps, id);
      return waterfall ? ok({ waterfall }) : refuse('conflict', 'This waterfall was not changed. Nothing was reset.');
    },
    'waterfall.import': async ({ text }) => {
      const imported = await importWaterfalls(deps, text);
      return imported.ok ? ok(imported.value) : refuse('bad_input', imported.error);
    },
    'waterfall.export': async ({ ids }) => {
      const file = await exportWaterfalls(deps, ids);
      return file ? ok(file) : refuse('not_found', 'There is no waterfall of your own to export yet.');
    },
    'limits.set': async ({ limits }) => {
      const kept = await withFewTables(deps, limits);
      if (!kept) return refuse('refused', `At most ${TABLES_LIMITED} tables can have limits of their own. Clear those of another table first. Nothing was saved.`);
      await deps.store.meta.put('limits', kept);
      return ok(null);
    },
  };
}

/** As they are; when too many tables have limits, without those of tables that are gone. Null when there are too many even so. */
async function withFewTables(deps: Pick<Deps, 'store'>, limits: SpendLimits): Promise<SpendLimits | null> {
  const limited = Object.entries(limits.tables ?? {});
  if (limited.length <= TABLES_LIMITED) return limits;
  const there = new Set((await deps.store.leads.tables()).map(({ id }) => id as string));
  const left = limited.filter(([id]) => there.has(id));
  return left.length <= TABLES_LIMITED ? { ...limits, tables: Object.fromEntries(left) } : null;
}
