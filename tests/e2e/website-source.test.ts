import { expect, test, type Page } from '@playwright/test';
import type { Task } from '../../lib/domain/enrichment/run.ts';
import type { Lead } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { KESTREL } from '../fixtures/website/pages.ts';
import { launchKiln, type Kiln, type LaunchOptions } from './harness/kiln.ts';
import { buy, saveLead } from './harness/person.ts';
import { serve, type Served } from './harness/served.ts';
import { until } from './harness/until.ts';
import { done } from './harness/world.ts';

const LEAD_PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kestrel Joinery</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Organization","name":"Kestrel Joinery","url":"http://kestrel.example/"}</script></head><body><h1>Kestrel Joinery</h1><p>Doors and stairs.</p></body></html>';
/** The free partners that the waterfall has as well: without this the click would ask for them in a prompt that headless cannot show. */
const PARTNERS = ['https://*.wikidata.org/*', 'https://www.wikidata.org/*', 'https://query.wikidata.org/*', 'https://api.github.com/*'];

let site: Served;
let other: Served;
test.beforeEach(async () => {
  site = await serve({ ...KESTREL, '/lead': LEAD_PAGE });
  other = await serve({ '/': '<title>Elsewhere</title><a href="/contact">Contact</a>' });
});
test.afterEach(async () => {
  await site.close();
  await other.close();
});

const hostOf = ({ url }: Served): string => new URL(url).host;
const launch = (options: LaunchOptions): Promise<Kiln> => launchKiln({ mapHosts: { 'kestrel.example:80': hostOf(site), 'www.kestrel.example:80': hostOf(site) }, ...options });
const readBySource = (): string[] => site.requests.filter((path) => path !== '/lead' && path !== '/favicon.ico');

async function openLead(kiln: Kiln): Promise<Page> {
  const page = await kiln.openPage('http://kestrel.example/lead');
  await kiln.clickToolbar(page);
  const panel = await kiln.panel();
  await expect(panel.getByRole('heading', { name: 'Kestrel Joinery' })).toBeVisible();
  return panel;
}
const company = async (kiln: Kiln): Promise<Lead | undefined> => (await kiln.leads())[0];

test('a company is completed from its own website by one click: values, their source, 1 Action and 0 Data Credits', async () => {
  const kiln = await launch({ grantHosts: ['http://kestrel.example/*', ...PARTNERS] });
  try {
    const panel = await openLead(kiln);
    const receipt = (await buy(panel, 'Complete company')).join('\n');
    expect(receipt).toMatch(/Result found 1 Action/);
    expect(receipt).toMatch(/Company website answered free/);
    expect(receipt).toMatch(/Charged 1 Action \+ 0 Credits/);
    await panel.getByRole('button', { name: 'Back', exact: true }).click();

    const lead = await company(kiln);
    expect(lead && [textOf(lead.fields, 'legalName'), textOf(lead.fields, 'phone'), textOf(lead.fields, 'email'), textOf(lead.fields, 'founded'), textOf(lead.fields, 'linkedinUrl')]).toEqual([
      'Kestrel Joinery Ltd', '+441904960001', 'hello@kestrel.example', '1987', 'https://www.linkedin.com/company/kestrel-joinery',
    ]);
    expect(textOf(lead!.fields, 'technologies')).toContain('WordPress');
    expect(lead?.fields.phone?.values[0]?.provenance).toMatchObject({ origin: 'provider', providerId: 'company-website', route: 'free' });
    expect(readBySource()).toEqual(['/', '/contact', '/imprint', '/about-us', '/our-team']);

    // The table shows the value and where it comes from.
    const table = await kiln.openExtensionPage('table.html');
    // Only the columns in sight are drawn; that of the address stands far to the right.
    await table.setViewportSize({ width: 2400, height: 800 });
    await table.getByRole('gridcell', { name: /hello@kestrel\.example/ }).click();
    await expect(table.getByText('Company website answered it')).toBeVisible();
    await expect(table.getByText('kestrel.example/contact')).toBeVisible();
    const [task] = await kiln.rows<Task>('tasks');
    expect(task?.steps.find((s) => s.providerId === 'company-website')).toMatchObject({ state: 'accepted', route: 'free', creditsMax: 0 });
    expect(task?.charged).toEqual({ actions: 1_000_000, credits: 0 });
  } finally {
    await kiln.close();
  }
});

test('without the right to read websites it is left out and says why, and nothing is fetched; the right is given and taken back on its tile', async () => {
  const kiln = await launch({ grantHosts: PARTNERS, allowHosts: ['https://*/*'] });
  try {
    const panel = await openLead(kiln);
    await saveLead(panel);
    const lead = await until(() => company(kiln), 'the company to be saved');
    const quote = await done(kiln.command('run.quote', { leadIds: [lead.id], waterfallId: 'company' }));
    expect(quote.steps.find((s) => s.providerId === 'company-website')).toMatchObject({ askable: 0, skip: 'no-permission' });
    const { runId } = await done(kiln.command('run.start', { leadIds: [lead.id], waterfallId: 'company', cap: quote.max }));
    const task = await until(async () => (await kiln.rows<Task>('tasks')).find((t) => t.runId === runId && t.endedAt !== undefined), 'the task to end');
    expect(task.steps.find((s) => s.providerId === 'company-website')).toMatchObject({ state: 'skipped', skip: 'no-permission' });
    expect(readBySource()).toEqual([]);

    const options = await kiln.openExtensionPage('options.html#providers/company-website');
    const aside = options.getByRole('complementary', { name: 'Company website' });
    await expect(aside.getByRole('status')).toHaveText('Not allowed yet');
    await aside.getByRole('button', { name: 'Allow reading websites' }).click();
    await expect(aside.getByRole('status')).toHaveText('Allowed');
    const allowed = await done(kiln.command('run.quote', { leadIds: [lead.id], waterfallId: 'company' }));
    expect(allowed.steps.find((s) => s.providerId === 'company-website')).toMatchObject({ askable: 1 });
    await aside.getByRole('button', { name: 'Take the right back' }).click();
    await expect(aside.getByRole('status')).toHaveText('Not allowed yet');
  } finally {
    await kiln.close();
  }
});

test('practice mode opens no real website', async () => {
  const kiln = await launch({ grantHosts: ['http://*/*', 'https://*/*'] });
  try {
    await kiln.command('settings.set', { sandboxUrl: 'http://127.0.0.1:9' });
    const panel = await openLead(kiln);
    await saveLead(panel);
    const lead = await until(() => company(kiln), 'the company to be saved');
    const quote = await done(kiln.command('run.quote', { leadIds: [lead.id], waterfallId: 'technologies' }));
    expect(quote.steps.find((s) => s.providerId === 'company-website')).toMatchObject({ askable: 0, skip: 'practice' });
    expect(readBySource()).toEqual([]);
  } finally {
    await kiln.close();
  }
});
