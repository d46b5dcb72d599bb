import type { LearningOutputs } from '../../contracts/learning-commands.ts';
import { waterfallProblemWords } from '../../contracts/waterfall-check.ts';
import { ok } from '../../core/result.ts';
import type { Deps } from '../deps.ts';
import { explain } from '../learned-order.ts';
import { planContext } from '../plan-context.ts';
import { findWaterfall, saveWaterfall } from '../waterfalls.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** The learned order: nothing here asks a partner or costs anything. */
export function learningCommands(deps: Deps): Handlers<keyof LearningOutputs> {
  return {
    'learning.explain': async ({ waterfallId, country, size, seniority }) => {
      const waterfall = await findWaterfall(deps, waterfallId);
      if (!waterfall) return gone('This waterfall');
      return ok(await explain(deps, waterfall, { country: country ?? '?', size: size ?? '?', seniority: seniority ?? '?' }, await planContext(deps)));
    },
    'learning.setOrder': async ({ waterfallId, order, ...wish }) => {
      const waterfall = await findWaterfall(deps, waterfallId);
      if (!waterfall) return gone('This waterfall');
      const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
      const saved = await saveWaterfall(deps, { ...waterfall, order, learning: { ...waterfall.learning, ...given } });
      if (saved.ok) return ok(null);
      return saved.error.kind === 'full' ? refuse('refused', 'There are too many waterfalls. Delete some first. Nothing was saved.') : refuse('bad_input', `The waterfall is not right: ${waterfallProblemWords(saved.error.problems)}. Nothing was saved.`);
    },
    'learning.recount': async () => ok({ tasks: await deps.store.learned.recount() }),
  };
}
