/** States of following a list: running, waiting for the person, ended, with the pages of its rows, and in Activity. */
import type { FollowId } from '../../../lib/core/ids.ts';
import type { DetailRun, Follow } from '../../../lib/domain/list/follow.ts';
import { planOf } from '../../../lib/domain/list/follow-plan.ts';
import type { FollowQuote } from '../../../lib/domain/list/follow-plan.ts';
import type { ListCapture, ListColumn } from '../../../lib/domain/list/list.ts';
import type { CaptureRow } from '../../../lib/storage/database.ts';
import type { Shot } from './panel-states.ts';
import { GUILD, NOW, TAB, account, capture, companyFields, run } from './seeds.ts';

const URL = 'https://directory.example.org/members';
const column = (key: string, field: ListColumn['field'], type: ListColumn['type'] = 'text'): ListColumn => ({ key, name: key, type, field, isDropped: false });
const PEOPLE = [['Ada Example', 'Head of Operations'], ['Ben Sample', 'Buyer, Ceramics'], ['Cleo Placeholder', 'Studio Lead'], ['Dara Fixture', 'Founder'], ['Emil Testcase', 'Supply Manager'], ['Farah Demo', 'Procurement']] as const;

const follow = (over: Partial<Follow> = {}): Follow => ({
  id: 'follow-guild' as FollowId, name: 'Guild members', kind: 'person', readKind: 'person', listId: 'a1', container: 'ul', record: 'li', columns: [column('name', 'name'), column('job', 'title'), column('link', 'profileUrl', 'url')],
  plan: planOf({ kind: 'link', label: 'Next' }, { maxPages: 12 }), state: 'running', startUrl: URL, url: `${URL}?page=7`, nextUrl: `${URL}?page=8`, tabId: TAB, session: 'shots',
  step: 7, pages: 7, rows: 331, duplicates: 5, quietSteps: 0, catchUp: 0, prints: [], visited: [], mustReturn: false, attempts: 0, nextAt: NOW, workedMs: 24_000, movedAt: NOW, createdAt: NOW - 30_000,
  expectedPages: 12, expectedRows: 570, ...over,
});
const details = (over: Partial<DetailRun> = {}): DetailRun => ({ state: 'running', tabId: 9, session: 'shots', delayMs: 2_500, nextAt: NOW, total: 565, read: 122, failed: 3, startedAt: NOW, ...over });
const ended = { state: 'ended', end: 'end-of-list', endedAt: NOW, pages: 12, step: 12, rows: 565, url: `${URL}?page=12`, nextUrl: null } as const;
const blocks = [{ followId: 'follow-guild', step: 6, url: URL, at: NOW, keys: [], rows: PEOPLE.map(([name, job], i) => ({ key: String(i), cells: [name, job, `${URL}/${i}`] })) }];
const meta = [{ key: 'settings', value: { theme: 'system', currentTables: { person: GUILD.id }, sandboxUrl: null } }, { key: 'account', value: account() }, { key: 'sync', value: { state: 'idle', at: NOW } }];
const shot = (name: string, follows: readonly Follow[], over: Partial<Shot> = {}): Shot => ({ name: `follow-${name}`, page: 'sidepanel', width: 360, height: 760, tabUrl: `${URL}?page=7`, rows: { meta, tables_: [GUILD], follows, followRows: blocks }, ...over });

const list: ListCapture = {
  id: 'a1', kind: 'person', score: 9, recordCount: PEOPLE.length, container: 'ul', record: 'li', heading: 'Guild members', columns: [column('name', 'name'), column('job', 'title'), column('link', 'profileUrl', 'url')],
  rows: PEOPLE.map(([name, job], i) => ({ key: String(i), cells: [name, job, `${URL}/${i}`], identity: [] })), next: { kind: 'link', url: `${URL}?page=2` },
};
const listed: CaptureRow = { tabId: TAB, url: URL, state: 'read', at: NOW, capture: capture('company', companyFields, { url: URL, title: 'Members' }), lists: [list], listsAsRead: {}, shownList: 0, pageKind: 'list', listsCut: false, overlay: true };
const quote: FollowQuote = { how: 'link', label: 'Next', pages: 12, rows: 570, rowsHere: 48, maxPages: 12, delayMs: 2_000, hasDetails: true };
const plan = (name: string, over: Partial<FollowQuote> = {}, shown: Partial<Shot> = {}): Shot =>
  shot(`plan-${name}`, [], { tabUrl: URL, answers: { 'follow.plan': { ...quote, ...over } }, rows: { meta, tables_: [GUILD], captures: [listed] }, ...shown });

export const followShots: Shot[] = [
  plan('pages'),
  plan('profiles-320', {}, { width: 320, press: (page) => page.getByRole('checkbox', { name: 'Open each profile' }).click() }),
  plan('unknown', { pages: null, rows: null, maxPages: 25, hasDetails: false, label: '' }),
  plan('more', { how: 'more', label: 'Load more', pages: null, rows: null, maxPages: 25 }),
  plan('range-320', {}, { width: 320, press: (page) => page.getByRole('button', { name: 'By address' }).click() }),
  plan('scroll', { how: 'scroll', label: '', pages: null, rows: null, maxPages: 500, delayMs: 500, hasDetails: false }, { width: 480 }),
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
