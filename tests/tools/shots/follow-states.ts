/** States of following a list: running, waiting for the person, ended, with the pages of its rows, and in Activity. */
import type { FollowId } from '../../../lib/core/ids.ts';
import type { DetailRun, Follow } from '../../../lib/domain/list/follow.ts';
import { planOf } from '../../../lib/domain/list/follow-plan.ts';
import type { ListColumn } from '../../../lib/domain/list/list.ts';
import type { Shot } from './panel-states.ts';
import { GUILD, NOW, TAB, account, run } from './seeds.ts';

const URL = 'https://directory.example.org/members';
const column = (key: string, field: ListColumn['field'], type: ListColumn['type'] = 'text'): ListColumn => ({ key, name: key, type, field, isDropped: false });
const PEOPLE = [['Ada Example', 'Head of Operations'], ['Ben Sample', 'Buyer, Ceramics'], ['Cleo Placeholder', 'Studio Lead'], ['Dara Fixture', 'Founder'], ['Emil Testcase', 'Supply Manager'], ['Farah Demo', 'Procurement']] as const;

const follow = (over: Partial<Follow> = {}): Follow => ({
  id: 'follow-guild' as FollowId, name: 'Guild members', kind: 'person', listId: 'a1', container: 'ul', record: 'li', columns: [column('name', 'name'), column('job', 'title'), column('link', 'profileUrl', 'url')],
  plan: planOf({ kind: 'link', label: 'Next' }, { maxPages: 12 }), state: 'running', startUrl: URL, url: `${URL}?page=7`, nextUrl: `${URL}?page=8`, tabId: TAB, session: 'shots',
  step: 7, pages: 7, rows: 331, duplicates: 5, quietSteps: 0, catchUp: 0, prints: [], visited: [], mustReturn: false, attempts: 0, nextAt: NOW, workedMs: 24_000, movedAt: NOW, createdAt: NOW - 30_000,
  expectedPages: 12, expectedRows: 570, ...over,
});
const details = (over: Partial<DetailRun> = {}): DetailRun => ({ state: 'running', tabId: 9, session: 'shots', delayMs: 2_500, nextAt: NOW, total: 565, read: 122, failed: 3, startedAt: NOW, ...over });
const ended = { state: 'ended', end: 'end-of-list', endedAt: NOW, pages: 12, step: 12, rows: 565, url: `${URL}?page=12`, nextUrl: null } as const;
const blocks = [{ followId: 'follow-guild', step: 6, url: URL, at: NOW, keys: [], rows: PEOPLE.map(([name, job], i) => ({ key: String(i), cells: [name, job, `${URL}/${i}`] })) }];
const meta = [{ key: 'settings', value: { theme: 'system', currentTables: { person: GUILD.id }, sandboxUrl: null } }, { key: 'account', value: account() }, { key: 'sync', value: { state: 'idle', at: NOW } }];
const shot = (name: string, follows: readonly Follow[], over: Partial<Shot> = {}): Shot => ({ name: `follow-${name}`, page: 'sidepanel', width: 360, height: 760, tabUrl: `${URL}?page=7`, rows: { meta, tables_: [GUILD], follows, followRows: blocks }, ...over });

export const followShots: Shot[] = [
  shot('running', [follow()]),
  shot('running-320', [follow({ name: 'The worshipful company of very long names of lists and directories' })], { width: 320 }),
  shot('scroll', [follow({ plan: planOf({ kind: 'scroll' }, {}), expectedPages: null, expectedRows: null, duplicates: 0, detail: 'hidden' })]),
  shot('paused', [follow({ state: 'paused', pause: 'page-changed' })]),
  shot('blocked', [follow({ state: 'paused', pause: 'blocked', detail: '429' })]),
  shot('needs-click', [follow({ state: 'needs-click', need: 'click' })]),
  shot('needs-click-320', [follow({ state: 'needs-click', need: 'click' })], { width: 320 }),
  shot('needs-open', [follow({ state: 'needs-click', need: 'open' })]),
  shot('ended', [follow(ended)]),
  shot('details', [follow({ ...ended, details: details() })]),
  shot('details-paused', [follow({ ...ended, details: details({ state: 'paused', tabId: null }) })], { width: 320 }),
  shot('activity', [follow(), follow({ id: 'follow-2' as FollowId, name: 'Conference speakers', tabId: TAB + 1, state: 'needs-click', need: 'open', pages: 2, rows: 48, duplicates: 0 })], {
    rows: { meta, tables_: [GUILD], follows: [follow(), follow({ id: 'follow-2' as FollowId, name: 'Conference speakers', tabId: TAB + 1, state: 'needs-click', need: 'open', pages: 2, rows: 48, duplicates: 0 })], followRows: blocks, runs: [run({ leadCount: 942 })], activity: [{ id: 'a1', at: NOW - 60_000, kind: 'list-read', title: '565 rows read', detail: 'directory.example.org/members · 12 pages · 5 duplicates · free' }] },
    press: (page) => page.getByRole('tab', { name: 'Activity' }).click(),
  }),
];
