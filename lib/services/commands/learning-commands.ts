import type { LearningOutputs } from '../../contracts/learning-commands.ts';
import { ok } from '../../core/result.ts';
import type { Deps } from '../deps.ts';
import { explain } from '../learned-order.ts';
import { planContext } from '../plan-context.ts';
import { findWaterfall } from '../waterfalls.ts';
import { gone, type Handlers } from './handler.ts';

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
      await deps.store.learned.putOrder({ ...waterfall, order, learning: { ...waterfall.learning, ...given } });
      return ok(null);
    },
    'learning.recount': async () => ok({ tasks: await deps.store.learned.recount() }),
  };
}
