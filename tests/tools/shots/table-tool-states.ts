/** States of the table page in which a tool is open: tags, a company that is chosen, a range that is filled, leads that are sent. */
import type { Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import type { DestinationSummary, DeliveryPreview, Proposal } from '../../../lib/contracts/destination-commands.ts';
import type { Destination } from '../../../lib/contracts/destination.ts';
import type { FieldState, LeadFields } from '../../../lib/domain/lead/lead.ts';
import { orderedTags, tagsText } from '../../../lib/domain/lead/tags.ts';
import { USUAL_LAYOUT } from '../../../lib/domain/view/layout.ts';
import type { TargetRow } from '../../../lib/storage/target-row.ts';
import type { Shot } from './panel-states.ts';
import { MAKERS, NOW, Q3, account, lead, state, value } from './seeds.ts';

const byHand = (text: string): FieldState => state(value(text, { origin: 'person' }, 100));
const PEOPLE: readonly (readonly [name: string, company: string, tags: readonly string[]])[] = [
  ['Ada Example', 'Quiet Works', ['Board', 'Customer', 'Spring fair']], ['Ben Sample', 'Oakline', ['Customer']], ['Cleo Placeholder', 'Mossfield Pottery', ['Press', 'Newsletter', 'Partner', 'Old friend']],
  ['Dara Fixture', 'Quarry & Wheel', []], ['Emil Testcase', 'Harbour Tile', ['Do call before lunch', 'Partner']], ['Farah Demo', 'Lumen Lighting', ['Press']],
];
const personFields = ([name, company, tags]: (typeof PEOPLE)[number]): LeadFields => ({ name: byHand(name), companyName: byHand(company), workEmail: byHand(`${name.split(' ')[0]?.toLowerCase() ?? ''}@example.com`), ...(tags.length === 0 ? {} : { tags: byHand(tagsText(orderedTags(tags))) }) });
const people = PEOPLE.map((one, i) => lead(`lead-tool-${i}`, Q3, personFields(one), i + 1));
const firms = ['Quiet Harbour Ltd', 'Quiet Works', 'Quiet Works of Northern Stoneware and Tiles', 'Oakline'].map((name, i) => ({ ...lead(`lead-firm-${i}`, MAKERS, { name: byHand(name), domain: byHand(`${name.toLowerCase().replace(/\W+/g, '')}.example`) }, i + 1), names: [name.toLowerCase()] }));
const meta = Object.entries({ settings: { theme: 'system', currentTables: { person: Q3.id }, sandboxUrl: null }, account: account(11_624, 1_002.5), sync: { state: 'idle', at: NOW } }).map(([key, v]) => ({ key, value: v }));

const target: TargetRow = { id: 'target-1' as TargetRow['id'], destinationId: 'pipedrive', name: 'Our Pipedrive', settings: {}, last4: { key: '7f2a' }, origins: [], place: 'pipedrive', mappings: {}, fields: {}, status: 'works', checkedAt: NOW, createdAt: NOW - 9_000_000 };
const field = (name: string, label: string, over = {}): Proposal['fields'][number] => ({ name, label, type: 'text', ...over });
const proposal: Proposal = {
  naming: 'known', open: false, needsTest: false, unread: false, used: ['name', 'workEmail', 'companyName', 'tags'],
  fields: [field('name', 'Name', { required: true }), field('email', 'Email', { key: true }), field('job_title', 'Job title'), field('a1', 'Stage', { custom: true }), field('a2', 'Region of the account, as the sales team writes it', { custom: true })],
  mapping: { fields: [{ to: 'name', from: { lead: 'name' } }, { to: 'email', from: { lead: 'workEmail' } }, { to: 'a1', from: { text: 'talking' } }, { to: 'a2', from: { about: 'table' } }], upsertKey: 'email' },
};
const preview: DeliveryPreview = {
  leads: 6, looked: 6, toSend: 4, blocked: 1, sentBefore: 0, incomplete: 1, empty: 0, lacks: 'Name', cost: 4_000_000, available: 11_624_000_000, perSecond: 4, rowsPerRequest: 1,
  requests: [1, 2].map(() => ({ method: 'POST', url: 'https://api.pipedrive.com/api/v2/persons', headers: [{ name: 'Content-Type', value: 'application/json' }, { name: 'x-api-token', value: '[key]' }], body: JSON.stringify({ name: 'Ada Example', emails: [{ value: 'ada@example.com', primary: true }], custom_fields: { a1: 32, a2: 'Q3 outbound' } }, null, 2), records: 1 })),
};
const catalogue = new URL('../../../lib/destinations/catalogue/', import.meta.url);
const destinations = await Promise.all(readdirSync(catalogue).sort().map(async (file) => ((await import(new URL(file, catalogue).href)) as { readonly default: Destination }).default));
const summaries: DestinationSummary[] = destinations.map(({ facts }) => ({ ...facts, canCheck: true }));
const answers = { 'destination.list': summaries, 'delivery.propose': proposal, 'delivery.preview': preview };

const tool = (name: string, press: (page: Page) => Promise<void>, over: Partial<Shot> = {}): Shot => ({
  name: `table-${name}`, page: 'table', width: 1440, height: 900, widths: [360, 1_800], answers, press,
  rows: { meta, tables_: [{ ...Q3, layout: { ...USUAL_LAYOUT, order: ['name', 'tags', 'companyName'] } }, MAKERS], leads: [...people, ...firms], targets: [target] }, ...over,
});
const tick = async (page: Page, ...names: readonly string[]): Promise<void> => {
  for (const name of names) {
    await page.getByRole('row', { name: new RegExp(name) }).hover();
    await page.getByRole('checkbox', { name: `Select ${name}` }).click();
  }
};
const toTarget = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Send to/ }).click();
  await page.getByRole('button', { name: /^Our Pipedrive/ }).click();
  await page.getByRole('region', { name: 'Before anything is sent' }).waitFor();
};

export const tableToolShots: Shot[] = [
  tool('tags', (page) => page.getByRole('button', { name: 'Tags of the table' }).click()),
  tool('tags-ticked', async (page) => {
    await tick(page, 'Ada Example', 'Ben Sample', 'Farah Demo');
    await page.getByRole('button', { name: 'Tag 3' }).click();
  }),
  tool('tags-lead', (page) => page.getByRole('tab', { name: 'Lead' }).click()),
  tool('company-pick', async (page) => {
    await page.getByRole('tab', { name: 'Lead' }).click();
    await page.getByRole('button', { name: /^Choose a(nother| company)$/ }).click();
    await page.getByRole('combobox', { name: 'Name of the company' }).fill('quiet');
    await page.getByRole('option', { name: /^Quiet Works/ }).first().waitFor();
  }),
  tool('fill', async (page) => {
    await page.getByRole('gridcell', { name: /^Quiet Works/ }).click();
    await page.keyboard.press('Shift+ArrowDown');
    const box = await page.locator('.k-fill').boundingBox();
    if (!box) throw new Error('There is no handle to pull.');
    await page.mouse.move(box.x + 8, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 8, box.y + 110, { steps: 4 });
  }, { widths: [] }),
  tool('send-choose', async (page) => {
    await page.getByRole('button', { name: /^Send to/ }).click();
    await page.getByRole('button', { name: 'Another destination' }).click();
  }),
  tool('send', toTarget),
  tool('send-wire', async (page) => {
    await toTarget(page);
    await page.getByText('The first 2 requests, exactly').click();
  }, { height: 720 }),
  tool('filter-none', async (page) => {
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Add a test' }).click();
    await page.getByLabel('Column of test 1').selectOption({ label: 'Company' });
    await page.getByLabel('Value of test 1').fill('nobody');
    await page.keyboard.press('Escape');
  }),
];
