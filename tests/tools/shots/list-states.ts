/** States of the list view of the side panel: the lists of a members page, their columns, what is known, a save under way. */
import type { Page } from '@playwright/test';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { FollowQuote } from '../../../lib/domain/list/follow-plan.ts';
import type { ListCapture, ListColumn } from '../../../lib/domain/list/list.ts';
import type { CaptureRow } from '../../../lib/storage/database.ts';
import type { SaveRow } from '../../../lib/storage/list-rows.ts';
import type { Shot } from './panel-states.ts';
import { GUILD, MAKERS, NOW, Q3, TAB, account, capture, companyFields, lead, state, table, value } from './seeds.ts';

const LIST_URL = 'https://directory.example.org/members';
const column = (key: string, over: Partial<ListColumn> = {}): ListColumn => ({ key, name: '', type: 'text', field: null, isDropped: false, selector: `:scope>.${key}`, read: 'text', ...over });
const COLUMNS: readonly ListColumn[] = [
  column('name', { field: 'name' }), column('title', { field: 'title' }), column('org', { field: 'companyName' }), column('city', { name: 'City', isNamed: true, field: 'location' }),
  column('link', { type: 'url', field: 'profileUrl' }), column('joined', { name: 'Joined', isNamed: true, type: 'date' }), column('photo', { name: 'Photo', isNamed: true, type: 'image' }), column('text', { name: 'Text 2', isNamed: true, isDropped: true }),
];
const PEOPLE: readonly (readonly [string, string, string, string])[] = [
  ['Ada Example', 'Head of Operations', 'Example Works', 'Leeds'], ['Ben Sample', 'Buyer, Ceramics', 'Oakline', 'Stoke'], ['Cleo Placeholder', 'Studio Lead', 'Mossfield Pottery', 'Bristol'],
  ['Dara Fixture', 'Founder', 'Quarry & Wheel', 'York'], ['Emil Testcase', 'Supply Manager', 'Harbour Tile', 'Bergen'], ['Farah Demo', 'Procurement', 'Lumen Lighting', 'London'],
  ['Gus Template', 'Kiln Technician', 'Oakline', 'Stoke'], ['Hana Mockley', 'Head of Design', 'Studio Nine', 'Aarhus'], ['Ivo Specimen', 'Plant Manager', 'Harbour Tile', 'Bergen'], ['June Pattern', 'Founder', 'Pattern & Co', 'Ghent'],
];
const profileOf = (i: number): string => `https://directory.example.org/members/${i}`;
const rowsOf = (count: number): ListCapture['rows'] =>
  Array.from({ length: count }, (_, i) => {
    const [name, title, org, city] = PEOPLE[i % PEOPLE.length] ?? ['', '', '', ''];
    return { key: `p${i}`, cells: [i < PEOPLE.length ? name : `${name} ${i}`, title, org, city, profileOf(i), `${2010 + (i % 14)}-05-01`, `${profileOf(i)}.jpg`, 'Member'], identity: [`person:url:directory.example.org/members/${i}`] };
  });
const list = (over: Partial<ListCapture> = {}): ListCapture => ({ id: 'members', kind: 'person', score: 9, recordCount: 48, container: 'ul', record: 'li', heading: 'Members', columns: COLUMNS, rows: rowsOf(48), next: null, ...over });
const firms = list({ id: 'sponsors', kind: 'company', recordCount: 6, heading: 'Sponsors', columns: [column('name', { field: 'name' }), column('city', { field: 'location' })], rows: PEOPLE.slice(0, 6).map(([, , org, city], i) => ({ key: `f${i}`, cells: [org, city], identity: [] })) });
const crafts = list({ id: 'crafts', kind: 'company', recordCount: 4, heading: 'Craft', columns: [column('text')], rows: ['Ceramics (212)', 'Tile (96)', 'Lighting (74)', 'Glass (61)'].map((text, i) => ({ key: `c${i}`, cells: [text], identity: [] })) });
const row = (lists: readonly ListCapture[], over: Partial<CaptureRow> = {}): CaptureRow => ({
  tabId: TAB, url: LIST_URL, state: 'read', at: NOW, capture: capture('company', companyFields, { url: LIST_URL, title: 'Members' }), lists, listsAsRead: {}, shownList: 0, pageKind: 'list', listsCut: false, overlay: true, ...over,
});
const savedRow = (i: number, t = Q3, n = 0) => {
  const fields = { name: state(value(PEOPLE[i]?.[0] ?? '')), profileUrl: state(value(profileOf(i))) };
  return { ...lead(`known-${i}-${n}`, t, fields), keys: identityKeys('person', fields) };
};
const known = [savedRow(0), savedRow(4), savedRow(4, GUILD, 1)];
const settings = { theme: 'system', currentTables: { person: GUILD.id, company: MAKERS.id }, sandboxUrl: null };
const meta = [{ key: 'settings', value: settings }, { key: 'account', value: account() }, { key: 'sync', value: { state: 'idle', at: NOW } }];
const shot = (name: string, captures: readonly CaptureRow[], over: Partial<Shot> = {}): Shot => ({
  name: `list-${name}`, page: 'sidepanel', width: 360, height: 760, tabUrl: LIST_URL, ...over, rows: { meta, tables_: [Q3, GUILD, MAKERS], leads: known, captures, ...over.rows },
});
const all = row([list(), firms, crafts]);
/** The same list with a plan for its further pages: everything that can stand above the rows. */
const goesOn = row([list({ next: { kind: 'link', url: `${LIST_URL}?page=2` } }), firms, crafts]);
const quote: FollowQuote = { how: 'link', label: 'Next', pages: 12, rows: 570, rowsHere: 48, maxPages: 12, delayMs: 2_000, hasDetails: true };
const chip = (page: Page, name: RegExp): Promise<void> => page.getByRole('button', { name }).click();
const menuSub = async (page: Page): Promise<void> => {
  await chip(page, /^City, saved as/);
  await page.getByRole('menuitem', { name: /^Save as/ }).click();
  await page.getByRole('menuitemradio', { name: 'Country' }).waitFor();
};
/** The id that a page makes in these pictures. */
const SAVE_ID = '00000000-0000-4000-8000-000000000001';
const saving: SaveRow = { id: SAVE_ID, at: NOW, state: 'running', tableId: GUILD.id, kind: 'person', from: 'directory.example.org/members', activityId: 'activity-1', hasActivity: true, rows: 1_500, done: 420, added: 418, merged: 0, unchanged: 2, skipped: 0 };

export const listShots: Shot[] = [
  shot('people', [all]),
  shot('people-320', [all], { width: 320 }),
  shot('readme', [goesOn], { height: 905, answers: { 'follow.plan': quote } }),
  shot('plan-640', [goesOn], { height: 640, answers: { 'follow.plan': quote } }),
  shot('plan-640-320', [goesOn], { width: 320, height: 640, answers: { 'follow.plan': quote } }),
  shot('menu-field-320', [all], { width: 320, press: menuSub }),
  shot('people-480', [all], { width: 480 }),
  shot('none-known', [row([list()], { overlay: false })], { rows: { leads: [] } }),
  shot('all-known', [row([list({ recordCount: 3, rows: rowsOf(3) })])], { rows: { leads: [savedRow(0), savedRow(1), savedRow(2)] } }),
  shot('hide-known', [row([list({ recordCount: 2, rows: rowsOf(2) })])], { rows: { leads: [savedRow(0), savedRow(1)] }, press: (p) => p.getByRole('button', { name: 'Hide known' }).click() }),
  shot('companies', [row([list(), firms, crafts], { shownList: 1 })]),
  shot('rows', [row([list(), firms, crafts], { shownList: 2 })]),
  shot('long', [row([list({ recordCount: 3_200, rows: rowsOf(1_500) })])], { press: (p) => p.locator('#panel-body').evaluate((body) => body.scrollTo(0, 20_000)) }),
  shot('cut', [row([list()], { listsCut: true })]),
  shot('moved', [all], { tabUrl: 'https://directory.example.org/events' }),
  shot('menu', [all], { press: (p) => chip(p, /^City, saved as/) }),
  shot('menu-field', [all], { press: menuSub }),
  shot('menu-page', [all], { press: (p) => chip(p, /^Read as List/) }),
  shot('menu-files', [all], { press: (p) => chip(p, /^Copy or download/) }),
  shot('columns', [row([list()], { listsAsRead: { members: list() } })], { press: (p) => chip(p, /^Rename or merge/) }),
  shot('columns-merge-320', [all], { width: 320, press: async (p) => {
    await chip(p, /^Rename or merge/);
    await p.getByRole('checkbox', { name: 'Merge Title' }).click();
    await p.getByRole('checkbox', { name: 'Merge City' }).click();
  } }),
  shot('split', [all], { press: async (p) => {
    await chip(p, /^Title, saved as/);
    await p.getByRole('menuitem', { name: 'Split' }).click();
  } }),
  shot('keyboard', [all], { press: async (p) => {
    await p.getByRole('listbox').focus();
    await p.keyboard.press('ArrowDown');
  } }),
  shot('saving', [row([list({ recordCount: 1_500, rows: rowsOf(1_500) })])], { pending: 'list.save', rows: { saves: [saving] }, press: (p) => p.getByRole('button', { name: /^Add / }).click() }),
  shot('hostile-320', [row([list({ recordCount: 2, heading: '<b>', columns: COLUMNS.map((c) => ({ ...c, name: c.key === 'city' ? '<img src=x onerror=alert(1)> A very long name of a column that ends nowhere near here' : c.name })), rows: [{ key: 'h1', cells: ['<script>alert(1)</script> Wolfeschlegelsteinhausenbergerdorff \u202Egnp.exe', 'Senior Executive Vice President of Absolutely Everything', 'Donaudampfschifffahrtsgesellschaft mbH', '', 'javascript:alert(1)', '', '', ''], identity: [] }, { key: 'h2', cells: ['', '', '', '', '', '', '', ''], identity: [] }] })])], { width: 320, rows: { tables_: [table('table-long', 'A table with quite a long name that cannot fit', 'person')], leads: [] } }),
];
