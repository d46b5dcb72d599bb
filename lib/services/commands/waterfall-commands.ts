import { waterfallProblemWords } from '../../contracts/waterfall-check.ts';
import type { WATERFALL_COMMANDS } from '../../contracts/waterfall-commands.ts';
import { ok } from '../../core/result.ts';
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
      await deps.store.meta.put('limits', limits);
      return ok(null);
    },
  };
}
