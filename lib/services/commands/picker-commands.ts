import { ok } from '../../core/result.ts';
import type { PICKER_COMMANDS } from '../../contracts/picker-commands.ts';
import { leavePicker, pollPicker, startPicker, readByDraft, type PickProblem } from '../pick-on-page.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** Why nobody can pick there, and what to do. Nothing of it costs anything. */
const WORDS: Readonly<Record<PickProblem, string>> = {
  'needs-click': 'This page waits for a click: click the Kiln icon in the toolbar, then pick.',
  'browser-page': 'The browser lets no extension work on its own pages. Open a website.',
  'store-page': 'The browser lets no extension work on the store’s pages. Open another website.',
  pdf: 'Nothing can be picked in a PDF. Open the website that the file is about.',
  'file-access': 'To pick on files, switch on “Allow access to file URLs” for Kiln in the browser’s extension settings.',
  policy: 'A policy of this browser forbids Kiln on this site.',
  timeout: 'The page did not answer in time. Try again.',
  gone: 'The page was closed or left. Open it and try again.',
  broken: 'What came back from the page was not usable and was thrown away. Try again.',
  'no-address': 'A recipe needs a web address with a domain, such as https://example.com/people. This page has none.',
};

/** Pointing on a page, and the draft that came of it. */
export function pickerCommands(deps: Deps): Handlers<keyof typeof PICKER_COMMANDS> {
  return {
    'picker.start': async ({ tabId, mode, fields }) => {
      const started = await startPicker(deps, tabId, { mode, fields });
      return started.ok ? ok(null) : refuse(started.error, WORDS[started.error]);
    },
    'picker.poll': async ({ tabId }) => {
      const state = await pollPicker(deps, tabId);
      return state.ok ? ok({ state: state.value }) : refuse(state.error, WORDS[state.error]);
    },
    'picker.leave': async ({ tabId }) => {
      await leavePicker(deps, tabId);
      return ok(null);
    },
    'picker.edit': async ({ tabId, recipe }) => ((await deps.store.drafts.change(tabId, (row) => ({ ...row, recipe }))) ? ok(null) : gone('This draft')),
    'picker.use': async ({ tabId }) => {
      const used = await readByDraft(deps, tabId);
      return used ? ok(used) : gone('This draft');
    },
    'picker.drop': async ({ tabId }) => {
      await deps.store.drafts.remove(tabId);
      return ok(null);
    },
  };
}
