import type { ACCOUNT_VIEW_COMMANDS } from '../../contracts/account-view-commands.ts';
import { ok } from '../../core/result.ts';
import type { Deps } from '../deps.ts';
import type { Handlers } from './handler.ts';

/** What a person has put away, and what they take for granted in a comparison. */
export function accountViewCommands(deps: Pick<Deps, 'store' | 'now'>): Handlers<keyof typeof ACCOUNT_VIEW_COMMANDS> {
  return {
    'notice.dismiss': async ({ key, until }) => {
      await deps.store.notices.dismiss(key, until, deps.now());
      return ok(null);
    },
    'comparison.set': async ({ comparison }) => {
      await deps.store.meta.put('comparison', comparison);
      return ok(null);
    },
  };
}
