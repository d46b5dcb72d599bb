import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { formatMicro, micro } from '../../../lib/domain/ledger/amount.ts';
import type { Lead } from '../../../lib/domain/lead/lead.ts';
import type { Run } from '../../../lib/domain/enrichment/run.ts';
import { chosenValue, textOf } from '../../../lib/domain/lead/merge.ts';
import { launchKiln, type Kiln } from '../../e2e/harness/kiln.ts';
import { addPracticeKey, buy, closeResult, exportCsv, priceOn, readPage, saveLead, signInByOptions, toastText } from '../../e2e/harness/person.ts';
import { until } from '../../e2e/harness/until.ts';
import { booksOf, settled } from '../../e2e/harness/world.ts';
import type { PracticeWorld } from './world.ts';

const CREDIT = 1_000_000;

/** The main job in the real extension, headless, step by step. Throws at the first step that did not do what it says. */
export async function guidedTour(world: PracticeWorld): Promise<void> {
  const { say } = world;
  const kiln = await launchKiln({ grantHosts: ['http://127.0.0.1/*'], viewport: { width: 1280, height: 1040 } });
  try {
    say('\n1. Sign in to the account with a device code');
    const code = await signInByOptions(kiln, world.account);
    say(`   code ${code} shown, approved on the server's page, signed in`);

    say('\n2. Capture a profile');
    const { panel } = await readPage(kiln, `${world.practiceUrl}/people/ada-example`, 'Ada Example');
    for (const question of ['Find work email', 'Find mobile', 'Complete profile']) await priceOn(panel, question);
    await picture(panel, 'panel');
    await saveLead(panel);
    await tellLead(kiln, 'Ada Example', say);

    say('\n3. Enrich through the account');
    await tellPurchase(panel, 'Find work email', say);
    check((await leadOf(kiln, 'Ada Example'))?.fields.workEmail !== undefined, 'the work email is stored with the lead');
    await picture(panel, 'receipt');
    await closeResult(panel);

    say('\n4. Capture a company');
    const company = await readPage(kiln, `${world.practiceUrl}/company`, 'Example Works');
    await saveLead(company.panel);
    await tellLead(kiln, 'Example Works', say);

    say('\n5. Right-click capture with the panel closed');
    const team = await kiln.openPage(`${world.practiceUrl}/team`);
    await kiln.contextMenu(team, { menuItemId: 'add-selection', selectionText: 'Ben Sample, Buyer, ben.sample@oakline.example' }, { panelClosed: true });
    say(`   toast in the page: ${await toastText(kiln, team)}`);
    check(!(await kiln.isPanelOpen()), 'the panel stayed closed');
    await tellLead(kiln, 'Ben Sample', say);
    for (const selectionText of ['Cleo Muster, Head of Design, cleo_muster@example-works.example', 'Dora Beispiel, Founder, dora.beispiel@oakline.example', 'Penny Pending, Plant Manager, penny_pending@example-works.example']) {
      await kiln.contextMenu(team, { menuItemId: 'add-selection', selectionText }, { panelClosed: true });
      await tellLead(kiln, selectionText.split(',')[0] ?? '', say);
    }

    say('\n6. Enrich with an own key: 0 Data Credits');
    await addPracticeKey(kiln, world.sandbox.url, 'People Data Labs', 'sandbox-own-key-4c2a');
    say('   own key stored encrypted, checked, shown as ...4c2a');
    const again = await readPage(kiln, `${world.practiceUrl}/people/ada-example`, 'Ada Example');
    const before = await spent(kiln);
    await tellPurchase(again.panel, 'Complete profile', say);
    const after = await spent(kiln);
    check(after.actions - before.actions === CREDIT && after.credits === before.credits, 'it cost exactly 1 Action and 0 Data Credits');
    await closeResult(again.panel);

    say('\n7. The table and its export');
    await exportFiles(kiln, say);

    say('\n8. The statement of both meters');
    await tellStatement(kiln, world, say);
    say('\nEvery step did what it says. Files and pictures are in out/.');
  } finally {
    await kiln.close();
  }
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `out/${name}.png` });
}

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`This did not hold: ${what}.`);
}

async function leadOf(kiln: Kiln, name: string): Promise<Lead | undefined> {
  return (await kiln.leads()).find((lead) => textOf(lead.fields, 'name') === name);
}

async function tellLead(kiln: Kiln, name: string, say: PracticeWorld['say']): Promise<void> {
  const lead = await until(() => leadOf(kiln, name), `${name} to be stored`);
  say(`   ${name} saved as a ${lead.kind}, free. ${Object.keys(lead.fields).length} fields, each with its evidence:`);
  for (const [field, state] of Object.entries(lead.fields)) {
    const value = chosenValue(state);
    if (value) say(`     ${field.padEnd(14)} ${value.value}  (${value.provenance.method ?? value.provenance.origin}, ${value.confidence} %)`);
  }
}

async function tellPurchase(panel: Page, waterfall: string, say: PracticeWorld['say']): Promise<void> {
  say(`   on the button: ${waterfall}, ${await priceOn(panel, waterfall)}`);
  for (const line of await buy(panel, waterfall)) say(`     ${line}`);
}

async function spent(kiln: Kiln): Promise<{ actions: number; credits: number }> {
  return (await booksOf(kiln)).here;
}

async function exportFiles(kiln: Kiln, say: PracticeWorld['say']): Promise<void> {
  const table = await kiln.openExtensionPage('table.html');
  await table.setViewportSize({ width: 1440, height: 720 });
  await table.getByRole('checkbox').first().click();
  await table.getByRole('button', { name: /^Find work email/ }).click();
  await until(async () => (await kiln.rows<Run>('runs')).length === 3 && (await kiln.rows<Run>('runs')).every((r) => r.state === 'ended'), 'the run over the table to end');
  const run = (await kiln.rows<Run>('runs')).find((r) => r.leadCount > 1);
  check(run !== undefined, 'the run over all ticked leads is stored');
  say(`   one run over ${run.leadCount} ticked leads: ${run.endedTasks.found} found, ${run.endedTasks.skipped} known already, ${amounts(run.charged)}`);
  await table.getByRole('checkbox').first().click();
  await table.getByRole('gridcell', { name: /ada_example/ }).first().click();
  await picture(table, 'table');
  const csv = await exportCsv(kiln, table);
  check(csv.includes('ada_example@example-works.example'), 'the bought address is in the file');
  writeFileSync('out/leads.csv', csv);
  const statement = await kiln.command('export.file', { what: { kind: 'statement', format: 'csv' } });
  check(statement.ok, 'the statement is exported');
  const file = (await kiln.rows<{ id: string; text: string }>('files')).find((f) => f.id === statement.value.fileId);
  check(file !== undefined, 'the statement is a file');
  writeFileSync('out/statement.csv', file.text);
  say(`   out/leads.csv: ${csv.trim().split('\r\n').length - 1} people, out/statement.csv: ${statement.value.rows} charges`);
  await table.close();
}

async function tellStatement(kiln: Kiln, world: PracticeWorld, say: PracticeWorld['say']): Promise<void> {
  await settled(kiln);
  const { charges, here, there } = await booksOf(kiln);
  for (const c of charges.filter((charge) => charge.state === 'posted')) {
    say(`   ${c.enrichment.padEnd(14)} ${c.providerId.padEnd(18)} ${c.route.padEnd(8)} ${amounts(c.posted)}`);
  }
  say(`   ${charges.filter((c) => c.state !== 'posted').length} calls without a result: 0 Actions, 0 Data Credits`);
  say(`   This device   ${amounts(here)}`);
  say(`   The account   ${amounts(there)}`);
  check(here.actions === there.actions && here.credits === there.credits, 'both sides of the ledger agree');
  check(world.sandbox.boughtTwice().length === 0, 'no answer was bought twice');
}

const amounts = ({ actions, credits }: { actions: number; credits: number }): string =>
  `${formatMicro(micro(actions))} ${actions === CREDIT ? 'Action' : 'Actions'}, ${formatMicro(micro(credits))} ${credits === CREDIT ? 'Data Credit' : 'Data Credits'}`;
