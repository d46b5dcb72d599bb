/** States of the table page. */
import type { Page } from '@playwright/test';
import type { Task } from '../../../lib/domain/enrichment/run.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import { contactId } from '../../../lib/domain/contact/do-not-contact.ts';
import { USUAL_LAYOUT, type ColumnLayout } from '../../../lib/domain/view/layout.ts';
import type { FieldState, Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import type { ImportRecord } from '../../../lib/storage/import-rows.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import type { Shot } from './panel-states.ts';
import { DAY, GUILD, MAKERS, NOW, Q3, TASK_ID, account, activity, amounts, charge, companyFields, foundTask, lead, run, state, step, task, value, waterfall } from './seeds.ts';

const bought = (text: string, over = {}, confidence = 92): FieldState => state(value(text, { origin: 'provider', providerId: 'hunter', operation: 'find-work-email', route: 'account', ...over }, confidence));
type Row = readonly [name: string, title: string, company: string, place: string, email?: FieldState, mobile?: FieldState];
const PEOPLE: readonly Row[] = [
  ['Ada Example', 'Head of Operations', 'Example Works', 'Leeds', state(value('ada@example.com', { origin: 'provider', providerId: 'hunter', operation: 'find-work-email', route: 'account', taskId: TASK_ID }, 96), value('a.example@example.com', { origin: 'import', at: NOW - 30 * DAY }, 40))],
  ['Ben Sample', 'Buyer, Ceramics', 'Oakline', 'Bristol', bought('ben.sample@oakline.example')],
  ['Cleo Placeholder', 'Studio Lead', 'Mossfield Pottery', 'Hull', state(value('cleo@mossfield.example', { origin: 'guess' }, 60)), bought('+44 20 7946 0958')],
  ['Dara Fixture', 'Founder', 'Quarry & Wheel', 'York'],
  ['Emil Testcase', 'Supply Manager', 'Harbour Tile', 'Leeds', state(value('emil@harbour.example', { origin: 'provider', providerId: 'hunter', route: 'account' }, 88), value('e.testcase@harbour.example', {}, 71))],
  ['Farah Demo', 'Procurement', 'Lumen Lighting', 'Bath', bought('farah.demo@lumen.example', { sandbox: true })],
  ['Gus Template', 'Kiln Technician', 'Oakline', 'Bristol'],
  ['Hana Mockley', 'Head of Design', 'Studio Nine', 'London', bought('hana@nine.example', { at: NOW - 340 * DAY }), bought('+44 20 7946 0112', {}, 60)],
  ['Ivo Specimen', 'Plant Manager', 'Harbour Tile', 'Leeds'],
  ['June Pattern', 'Founder', 'Pattern & Co', 'Derby'],
  ['Kofi Draft', 'Buyer', 'Example Works', 'Leeds', bought('kofi.draft@example.com'), state(value('+1 202 555 0143', { origin: 'person' }, 100))],
  ['Lena Stub', 'Finance Director', 'Example Works', 'Leeds', state(value('lena@example.com')), state(value('+44 113 496 0182', {}, 62))],
  ['Milo Dummy', 'Workshop Lead', 'Red Barn Clay', 'Stoke', state(value('milo@redbarn.example', { origin: 'person' }, 100))],
];
const MORE = ['Nora Instance', 'Otis Proxy', 'Pia Model', 'Quinn Sketch', 'Rosa Trial', 'Sami Proof', 'Tess Outline', 'Ugo Blank', 'Vera Format', 'Wes Default', 'Xena Null', 'Yan Void', 'Zoe Echo'];

const fieldsOf = ([name, title, company, place, email, mobile]: Row): LeadFields => {
  const fields: { [K in FieldKey]?: FieldState } = { name: state(value(name)), title: state(value(title)), companyName: state(value(company)), location: state(value(place, {}, 64)), companyDomain: state(value(`${company.toLowerCase().replace(/\W+/g, '')}.example`, { origin: 'guess' }, 40)) };
  if (email) fields.workEmail = email;
  if (mobile) fields.mobile = mobile;
  if (name === 'June Pattern') fields.email = state(value('june@pattern.example'));
  return fields;
};
const people: Lead[] = [...PEOPLE, ...Array.from({ length: 607 }, (_, i): Row => [`${MORE[i % MORE.length]}${i < MORE.length ? '' : ` ${i}`}`, 'Category Manager', i % 2 ? 'Greyfield Homeware' : 'Lumen Lighting', 'Leeds'])].map((row, i) => lead(`lead-${String(i).padStart(4, '0')}`, Q3, fieldsOf(row), i + 1));
const at = (i: number): Lead => people[i]!;
const cellTask = (i: number, over: Partial<Task>): Task => task({ id: `task-${i}-0123abcd` as never, leadId: at(i).id, ...over });
const mobileTask = (i: number, over: Partial<Task>): Task => cellTask(i, { id: `task-m${i}-0123abcd` as never, runId: 'run-mobile' as never, enrichment: 'mobile', ...over });
const failed = [step(0, { providerId: 'hunter', route: 'own', state: 'failed', attempts: 1, error: { kind: 'auth', retryable: false, status: 401 } })];
const tasks: Task[] = [
  foundTask({ leadId: at(0).id }),
  cellTask(3, {}),
  cellTask(6, { state: 'no-result', endedAt: NOW }),
  cellTask(8, { state: 'failed', endedAt: NOW, steps: failed }),
  cellTask(9, { state: 'skipped', skip: 'missing-input', endedAt: NOW, steps: [] }),
  ...[13, 14, 15, 16, 17, 18, 19, 20].map((i) => cellTask(i, i === 13 ? { steps: [step(0, { providerId: 'prospeo', state: 'calling', startedAt: NOW })] } : { state: 'queued' })),
  mobileTask(0, { state: 'no-result', endedAt: NOW }),
  mobileTask(6, { state: 'no-result', endedAt: NOW }),
];
const listed = { id: contactId('email', 'june@pattern.example'), kind: 'email', shown: 'june@pattern.example', at: NOW };
const runs = [run({ leadCount: 942, endedTasks: { found: 484, 'no-result': 79, failed: 6, skipped: 0, stopped: 0 } }), run({ id: 'run-mobile' as never, waterfall: waterfall('mobile'), state: 'ended' })];
const meta = (extra: Record<string, unknown> = {}): unknown[] => Object.entries({ settings: { theme: 'system', currentTables: { person: Q3.id }, sandboxUrl: null }, account: account(11_624, 1_002.5), sync: { state: 'idle', at: NOW }, ...extra }).flatMap(([key, v]) => (v === null ? [] : [{ key, value: v }]));
const rowsWith = (over: Shot['rows'] = {}): Shot['rows'] => ({ meta: meta(), tables_: [Q3, GUILD, MAKERS], leads: [...people, lead('lead-mk', MAKERS, companyFields)], tasks, runs, doNotContact: [listed], charges: [charge({ quoted: amounts(373, 559.5) })], activity: activity.map((a) => (a.leadId ? { ...a, leadId: at(0).id } : a)), ...over });
const table = (name: string, over: Partial<Shot> = {}): Shot => ({ name: `table-${name}`, page: 'table', width: 1440, height: 900, widths: [360, 1_800], rows: rowsWith(), ...over });
/** The same table with its columns laid out in another way. */
const laidOut = (layout: Partial<ColumnLayout>): Shot['rows'] => rowsWith({ tables_: [{ ...Q3, layout: { ...USUAL_LAYOUT, ...layout } }, GUILD, MAKERS] });
/** The cell of a person in a column, with its details beside it. */
const look = (name: RegExp) => async (page: Page): Promise<void> => {
  await page.getByRole('gridcell', { name }).first().click();
  await page.getByRole('tab', { name: 'Cell' }).click();
};
const dialogOf = (button: RegExp | string) => async (page: Page): Promise<void> => page.getByRole('button', { name: button }).first().click();
const groupBy = async (page: Page, label: string): Promise<void> => {
  await page.getByRole('button', { name: 'Sort', exact: true }).click();
  await page.getByLabel('Together in groups by').selectOption({ label });
  await page.keyboard.press('Escape');
};
const imported: ImportRecord = { id: 'import-1', at: NOW - 60_000, state: 'running', fileName: 'fair-visitors.csv', tableId: Q3.id, kind: 'person', policy: 'fill', headers: ['Name'], next: 4, lastAt: 2_048, activityId: 'a9', newColumns: [], looked: 2_048, added: 2_001, merged: 30, unchanged: 12, aside: 5, leftOut: 3 };
const CSV = `Name;Title;Email;Phone;City;Wave\n${Array.from({ length: 40 }, (_, i) => `${MORE[i % MORE.length] ?? ''} ${i};Buyer;visitor${i}@example.com;+44 113 496 ${String(1_000 + i)};Leeds;north`).join('\n')}\nNobody Inparticular;Buyer;not an address;;Leeds;south\n;;;;;north\n`;
const TWINS: readonly (readonly [name: string, title: string, company: string, email: string])[] = [
  ['Ada Example', 'Buyer', 'Oak Works', 'ada.example@gmail.com'], ['Ada Example', 'Head of Buying', 'Oak Works', 'adaexample+fair@gmail.com'],
  ['Robert Sample', 'Founder', 'Oak Works', ''], ['Bob Sample', 'Founder', 'Oak Works Ltd', 'bob@example.com'], ['Cleo Muster', 'Studio lead', 'Elm', 'c.leo@gmail.com'], ['Cleo Muster', 'Potter', 'Elm', 'cleo@gmail.com'],
];
const twins = TWINS.map(([name, title, company, email], i) => lead(`lead-twin-${i}`, GUILD, { name: state(value(name)), title: state(value(title)), companyName: state(value(company)), ...(email === '' ? {} : { email: state(value(email)) }) }, i + 1));

export const tableShots: Shot[] = [
  table('main', {
    quote: { leads: 3, asked: 3, max: amounts(3, 30) },
    press: async (page) => {
      for (const name of ['Ben Sample', 'Dara Fixture', 'Emil Testcase']) {
        await page.getByRole('row', { name: new RegExp(name) }).hover();
        await page.getByRole('checkbox', { name: `Select ${name}` }).click();
      }
      await page.getByRole('gridcell', { name: /^ada@example.com/ }).click();
    },
  }),
  table('lead', { press: async (page) => page.getByRole('tab', { name: 'Lead' }).click() }),
  table('history', { press: async (page) => page.getByRole('tab', { name: 'History' }).click() }),
  table('edit', { press: async (page) => page.getByRole('gridcell', { name: /^Founder/ }).first().dblclick() }),
  table('company', { hash: `table=${MAKERS.id}` }),
  table('empty', { hash: `table=${GUILD.id}` }),
  table('search-none', { press: async (page) => page.getByRole('searchbox').fill('nobody of that name') }),
  table('export-menu', { press: async (page) => page.getByRole('button', { name: /^Export/ }).click() }),
  table('confirm', {
    quote: { leads: 620, asked: 577, max: amounts(577, 865.5), confirm: true, maxMicroUsd: 46_700_000, skips: [{ reason: 'already-known', count: 43 }] },
    press: async (page) => {
      await page.getByRole('checkbox', { name: 'Select all' }).click();
      await page.getByRole('button', { name: /^Find work email for 620/ }).click();
    },
  }),
  table('drawer', { width: 1100, press: async (page) => {
    await page.getByRole('gridcell', { name: /^emil@harbour/ }).click();
    await page.keyboard.press('Enter');
  } }),
  table('pinned', { rows: laidOut({ pinnedTo: 'title' }), press: async (page) => page.getByRole('grid').evaluate((one) => one.scrollTo({ left: 500 })) }),
  table('rows-tall', { rows: laidOut({ rows: 'tall' }) }),
  table('rows-short', { rows: laidOut({ rows: 'short' }) }),
  table('groups', { press: (page) => groupBy(page, 'Company') }),
  table('groups-closed', {
    press: async (page) => {
      await groupBy(page, 'Company');
      await page.getByRole('button', { name: 'Sort 1 on' }).click();
      await page.getByRole('button', { name: 'Close all groups' }).click();
      await page.keyboard.press('Escape');
    },
  }),
  table('range', {
    press: async (page) => {
      await page.getByRole('gridcell', { name: 'Buyer, Ceramics' }).click();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(`Shift+${key}`);
    },
  }),
  table('filter', { press: async (page) => {
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Add a test' }).click();
    await page.getByLabel('Column of test 1').selectOption({ label: 'Company' });
    await page.getByLabel('Value of test 1').fill('Oakline');
  } }),
  table('sort', { press: dialogOf('Sort') }),
  table('columns', { press: dialogOf('Columns') }),
  table('head-menu', { press: (page) => page.getByRole('columnheader', { name: /^Work email/ }).click({ button: 'right' }) }),
  table('cell-conflict', { press: look(/^emil@harbour/) }),
  table('cell-stale', { press: look(/^hana@nine/) }),
  table('cell-failed', { press: look(/^Key rejected/) }),
  table('cell-miss', { press: look(/^No result/) }),
  table('cell-running', { press: look(/Prospeo/) }),
  table('cell-blocked', { quote: { blocked: 'nothing-to-ask', asked: 0, skips: [{ reason: 'do-not-contact', count: 1 }] }, press: look(/^Do not contact/) }),
  table('enrich', { quote: { leads: 620, asked: 577, max: amounts(577, 865.5), maxMicroUsd: 46_700_000, skips: [{ reason: 'already-known', count: 43 }] }, press: async (page) => {
    await page.getByRole('button', { name: 'Other enrichments' }).click();
    await page.getByRole('menuitem', { name: 'Choose rows and enrichments…' }).click();
    await page.getByRole('checkbox', { name: 'Find mobile' }).click();
  } }),
  table('runs', { press: dialogOf('More about this run') }),
  table('run-paused', { rows: rowsWith({ runs: runs.map((one) => (one.state === 'running' ? { ...one, state: 'paused' as const, pause: { reason: 'person', at: NOW } } : one)) }) }),
  table('run-failed', { rows: rowsWith({ runs: [run({ state: 'ended', endedAt: NOW, leadCount: 942, charged: amounts(857, 1_002.5), endedTasks: { found: 857, 'no-result': 79, failed: 6, skipped: 0, stopped: 0 } })] }) }),
  table('import-choose', { press: dialogOf('Import') }),
  table('import-map', { press: async (page) => {
    await page.getByRole('button', { name: 'Import', exact: true }).first().click();
    await page.getByLabel('File to import').setInputFiles({ name: 'fair-visitors.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) });
    await page.getByRole('button', { name: /^Import \d+/ }).waitFor();
  } }),
  table('import-stopped', { rows: rowsWith({ imports: [imported] }) }),
  table('duplicates', { hash: `table=${GUILD.id}`, rows: rowsWith({ leads: twins }), press: async (page) => {
    await page.getByRole('button', { name: 'Duplicates' }).click();
    await page.getByRole('listbox', { name: 'Groups' }).waitFor();
  } }),
  table('duplicates-none', { hash: `table=${MAKERS.id}`, press: dialogOf('Duplicates') }),
  table('narrow', { width: 700, widths: [] }),
  table('none', { rows: { meta: meta({ account: null }) } }),
];
export const HELD = micro(1);
