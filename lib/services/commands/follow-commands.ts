import { ok } from '../../core/result.ts';
import { pause, remove, resume, stop, stopDetails } from '../follow-control.ts';
import { startDetails, type DetailRefusal } from '../follow-details.ts';
import { quoteFollow, startFollow, type StartRefusal } from '../follow-start.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

type FollowCommand = 'follow.plan' | 'follow.start' | 'follow.pause' | 'follow.resume' | 'follow.stop' | 'follow.remove' | 'follow.startDetails' | 'follow.stopDetails';

const REFUSED: Record<StartRefusal, [string, string]> = {
  moved: ['conflict', 'The tab shows another page now. Nothing was started. Look again.'],
  'no-list': ['not_found', 'The list is not on the page any more. Nothing was started. Read the page again.'],
  'no-next': ['no_next', 'The page shows no way to further rows.'],
  'bad-range': ['bad_input', 'This names no addresses of this site. Write the numbers that count in brackets, such as ?page=[1-12]. Nothing was started.'],
  broken: ['broken', 'The page gave an answer that makes no sense. Nothing was started.'],
  'same-tab': ['conflict', 'A list is being read in this tab already. Stop it first.'],
  'too-many': ['conflict', 'Many lists are being read already. Stop one of them first.'],
  'needs-click': ['no_permission', 'Kiln may not read this tab. Click its icon in the toolbar, then start again.'],
  'browser-page': ['no_permission', 'The browser lets no extension read its own pages.'],
  'store-page': ['no_permission', 'The browser lets no extension read its store.'],
  policy: ['no_permission', 'Your administrator does not let extensions read this page.'],
  gone: ['not_found', 'The tab was closed or went on. Nothing was started.'],
  timeout: ['timeout', 'The page did not answer in time. Nothing was started. Try again.'],
};
const NO_DETAILS: Record<DetailRefusal, [string, string]> = {
  gone: ['not_found', 'These rows are not there any more. Nothing was opened.'],
  'no-details': ['no_details', 'The rows have no pages of their own. Nothing was opened.'],
  'needs-permission': ['no_permission', 'Kiln may not read this site without a click. Allow it, then start again. Nothing was opened.'],
};

/** Following a list over its pages. Free, and never begun but by a click. */
export function followCommands(deps: Deps): Handlers<FollowCommand> {
  return {
    'follow.plan': async (which) => {
      const quote = await quoteFollow(deps, which);
      return quote.ok ? ok(quote.value) : refuse(...REFUSED[quote.error]);
    },
    'follow.start': async ({ tabId, url, listId, range, ...asked }) => {
      const started = await startFollow(deps, { tabId, url, listId, range }, asked);
      return started.ok ? ok({ followId: started.value.id }) : refuse(...REFUSED[started.error]);
    },
    'follow.pause': async ({ followId }) => ((await pause(deps, followId)) ? ok(null) : gone('This list')),
    'follow.resume': async ({ followId }) => {
      const state = await resume(deps, followId);
      return state ? ok({ state }) : gone('This list');
    },
    'follow.stop': async ({ followId }) => {
      const follow = await stop(deps, followId);
      return follow ? ok({ rows: follow.rows }) : gone('This list');
    },
    'follow.remove': async ({ followId }) => ((await remove(deps, followId)) ? ok(null) : refuse('conflict', 'The list is still being read, or is gone already. Stop it first.')),
    'follow.startDetails': async ({ followId, most }) => {
      const started = await startDetails(deps, followId, most);
      return typeof started === 'number' ? ok({ pages: started }) : refuse(...NO_DETAILS[started]);
    },
    'follow.stopDetails': async ({ followId }) => ((await stopDetails(deps, followId)) ? ok(null) : gone('This list')),
  };
}
