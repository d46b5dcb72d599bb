/** Following a list as the panel does it: by commands, and by looking at the rows. */
import type { Page } from '@playwright/test';
import type { CommandInput } from '../../../lib/contracts/commands.ts';
import type { Follow } from '../../../lib/domain/list/follow.ts';
import type { FollowBlock } from '../../../lib/storage/database.ts';
import type { Kiln } from './kiln.ts';
import { until } from './until.ts';
import { done } from './world.ts';

/** Clicks Kiln's icon in the page and returns which list of it is the best. */
export async function askForList(kiln: Kiln, page: Page): Promise<{ tabId: number; url: string; listId: string }> {
  await kiln.clickToolbar(page);
  await kiln.panel();
  const tabId = await kiln.tabId(page);
  await until(async () => (await kiln.rows<{ tabId: number; state: string }>('captures')).some((row) => row.tabId === tabId && row.state === 'read'), 'the page to be read');
  return { tabId, url: page.url(), listId: await until(() => bestList(kiln, tabId), 'a list on the page') };
}

const bestList = (kiln: Kiln, tabId: number): Promise<string | undefined> =>
  kiln.backstage.evaluate(async (target) => {
    await chrome.scripting.executeScript({ target, files: ['/page-lists.js'] });
    const [answer] = await chrome.scripting.executeScript({
      target,
      func: async () => (await (globalThis as unknown as { __kilnLists(o: object): Promise<{ lists: { id: string }[] }> }).__kilnLists({})).lists[0]?.id,
    });
    return answer?.result;
  }, { tabId });

export async function startFollow(kiln: Kiln, which: { tabId: number; url: string; listId: string }, plan: Omit<CommandInput<'follow.start'>, 'tabId' | 'url' | 'listId'>): Promise<string> {
  return (await done(kiln.command('follow.start', { ...which, ...plan }))).followId;
}

export const followOf = async (kiln: Kiln, id: string): Promise<Follow | undefined> => (await kiln.rows<Follow>('follows')).find((follow) => follow.id === id);

/** The follow when it has come to something. */
export const followWhen = (kiln: Kiln, id: string, is: (follow: Follow) => boolean, what: string, timeoutMs = 180_000): Promise<Follow> =>
  until(
    async () => {
      const follow = await followOf(kiln, id);
      return follow && is(follow) ? follow : false;
    },
    what,
    timeoutMs,
  );

export const followEnded = (kiln: Kiln, id: string): Promise<Follow> => followWhen(kiln, id, ({ state }) => state !== 'running', 'the follow to come to an end');

/** The kept rows of a follow, in order, by the texts that are people's names. */
export async function keptNames(kiln: Kiln, follow: Follow): Promise<string[]> {
  const place = follow.columns.findIndex(({ field }) => field === 'name');
  const blocks = (await kiln.rows<FollowBlock>('followRows')).filter((block) => block.followId === follow.id).sort((a, b) => a.step - b.step);
  return blocks.flatMap((block) => block.rows.map((row) => row.cells[place] ?? ''));
}
