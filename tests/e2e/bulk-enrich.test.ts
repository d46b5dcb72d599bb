import { expect, test, type Page } from '@playwright/test';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import { noViolations } from './harness/axe.ts';
import { shot } from './harness/pictures.ts';
import { addPeople, booksOf, done, settled, startWorld, type World } from './harness/world.ts';
import { until } from './harness/until.ts';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Emil', 'Farah'];
const PEOPLE = Array.from({ length: 24 }, (_, i) => ({ name: `${FIRST[i % 6]} Example${String.fromCharCode(97 + i)}`, firstName: FIRST[i % 6] ?? '', lastName: `Example${String.fromCharCode(97 + i)}`, companyDomain: `works-${i}.example` }));

let world: World;
let page: Page;
test.beforeEach(async () => {
  world = await startWorld({ delayMs: 40 });
  await addPeople(world.kiln, PEOPLE);
  page = await world.kiln.openExtensionPage('table.html');
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '25');
});
test.afterEach(() => world.close());

const dialog = () => page.getByRole('dialog', { name: 'Enrich Test people' });
const runs = async (): Promise<Run[]> => (await world.kiln.rows<Run>('runs')).toSorted((a, b) => a.createdAt - b.createdAt);
const ended = (n: number): Promise<Run[]> => until(async () => ((await runs()).filter(({ state }) => state === 'ended').length === n ? runs() : false), `${n} runs to end`);
async function runColumn(label: string, item: string): Promise<void> {
  const head = page.getByRole('columnheader', { name: label });
  await head.hover();
  await head.getByRole('button', { name: `Column ${label}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
const startButton = () => dialog().getByRole('button', { name: /^(Yes, s|S)tart/ });

test('a column is run over the first ten rows, then over those that are empty, at the price that stood there', async () => {
  await runColumn('Work email', 'Run the first 10 rows');
  await expect(startButton()).toHaveText(/^Start, up to 10 Actions \+ [\d.]+ Credits$/);
  await expect(dialog().getByRole('row', { name: /^At most/ })).toContainText('10');
  await noViolations(page);
  await shot(page, 'bulk-dialog');
  const words = await startButton().innerText();
  await startButton().click();
  await expect(dialog()).toBeHidden();
  const [first] = await ended(1);
  expect(first?.leadCount).toBe(10);
  expect(words).toContain(`${(first?.cap.credits ?? 0) / 1e6} Credits`);
  const order = (await world.kiln.leads()).map(({ id }) => id as string);
  expect((await world.kiln.rows<Task>('tasks')).map(({ leadId }) => leadId as string).toSorted()).toEqual(order.slice(0, 10).toSorted());
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await expect(status).toContainText(`${first?.endedTasks.found} found`);
  await shot(page, 'bulk-ended');

  await runColumn('Work email', 'Run rows that are empty');
  const empty = 24 - (first?.endedTasks.found ?? 0);
  await expect(dialog().getByText(new RegExp(`^${empty} rows|${24 - 10} rows; left out`))).toBeVisible();
  await startButton().click();
  const both = await ended(2);
  expect(both[1]?.endedTasks.found).toBeGreaterThan(0);
  await settled(world.kiln);
  const { here, there } = await booksOf(world.kiln);
  expect(here.actions).toBe(both.reduce((sum, run) => sum + run.endedTasks.found, 0) * 1_000_000);
  expect(there).toEqual(here);
});

test('several enrichments of all that is shown are one price with one limit, and none takes more', async () => {
  await page.getByRole('button', { name: 'Other enrichments' }).click();
  await page.getByRole('menuitem', { name: 'Choose rows and enrichments…' }).click();
  await expect(dialog().getByRole('combobox', { name: 'Rows' })).toHaveValue('shown');
  await dialog().getByRole('checkbox', { name: 'Find mobile' }).click();
  await expect(startButton()).toHaveText(/^Start, up to 48 Actions/);
  // The most of both is above the person's own threshold, though neither is: the button asks once more.
  await expect(dialog().getByText('A large run, so please confirm')).toBeHidden();
  await done(world.kiln.command('limits.set', { limits: { confirmAtCredits: 250_000_000 } }));
  await expect(dialog().getByText('A large run, so please confirm')).toBeVisible();
  await startButton().click();
  await expect(startButton()).toHaveText(/^Yes, start, up to 48 Actions/);
  expect(await runs()).toEqual([]);
  await dialog().getByRole('textbox', { name: 'Data Credits at most' }).fill('249');
  await dialog().getByRole('textbox', { name: 'Data Credits at most' }).press('Tab');
  await expect(dialog().getByText('A large run, so please confirm')).toBeHidden();
  await dialog().getByRole('textbox', { name: 'Data Credits at most' }).fill('');
  await dialog().getByRole('textbox', { name: 'Actions at most' }).fill('26');
  await dialog().getByRole('textbox', { name: 'Actions at most' }).press('Tab');
  await expect(startButton()).toHaveText(/^Start, up to 26 Actions/);
  await expect(dialog().getByText('A large run, so please confirm')).toBeVisible();
  await noViolations(page);
  await shot(page, 'bulk-several');
  await startButton().click();
  await dialog().getByRole('button', { name: /^Yes, start, up to 26 Actions/ }).click();
  const both = await ended(2);
  expect(both.map(({ waterfall }) => waterfall.id).toSorted()).toEqual(['mobile', 'work-email']);
  expect(both.map(({ cap }) => cap.actions / 1e6).toSorted((a, b) => a - b)).toEqual([2, 24]);
  for (const run of both) expect(run.charged.actions).toBeLessThanOrEqual(run.cap.actions);
  expect((await booksOf(world.kiln)).here.actions).toBeLessThanOrEqual(26_000_000);
});

test('what failed is asked again alone; a run is held still, goes on and is stopped from its bar', async () => {
  const { kiln, sandbox } = world;
  const waterfall = (await done(kiln.command('waterfall.list', {}))).find(({ id }) => id === 'work-email');
  if (!waterfall) throw new Error('no waterfall');
  const { findFirst: _first, verifier: _verifier, ...rest } = waterfall;
  await done(kiln.command('waterfall.save', { waterfall: { ...rest, steps: [{ source: 'provider', providerId: 'hunter', operation: 'find-work-email' }] } }));
  sandbox.setFault({ kind: 'no-credits', providerId: 'hunter', times: 3 });
  // The others take so long that a hand can come in between.
  sandbox.setFault({ kind: 'delay', providerId: 'hunter', delayMs: 3_000, times: 12 });
  await page.getByRole('button', { name: 'Find work email choose rows' }).click();
  await expect(dialog().getByRole('combobox', { name: 'Rows' })).toHaveValue('shown');
  await startButton().click();
  const status = page.getByRole('contentinfo', { name: 'Status' });
  await status.getByRole('button', { name: 'Pause, no new calls' }).click();
  await expect(status.getByRole('button', { name: 'Go on' })).toBeVisible();
  await noViolations(page);
  await shot(page, 'bulk-paused');
  await status.getByRole('button', { name: 'More about this run' }).click();
  await expect(page.getByRole('dialog', { name: 'Runs under way' })).toContainText('By source');
  await noViolations(page);
  await shot(page, 'bulk-runs');
  await page.keyboard.press('Escape');
  await status.getByRole('button', { name: 'Go on' }).click();
  const [run] = await ended(1);
  expect(run?.endedTasks.failed).toBe(3);
  await status.getByRole('button', { name: 'Ask 3 failed again' }).click();
  await expect(dialog().getByRole('combobox', { name: 'Rows' })).toHaveValue('failed');
  await expect(startButton()).toHaveText(/^Start, up to 3 Actions/);
  await shot(page, 'bulk-failed');
  await startButton().click();
  const both = await ended(2);
  expect([both[1]?.leadCount, both[1]?.endedTasks.failed]).toEqual([3, 0]);
  await expect(status.getByRole('button', { name: /failed again$/ })).toBeHidden();

  // Answers that take long leave the time to stop: what was not asked by then is not asked.
  sandbox.setFault({ kind: 'delay', delayMs: 4_000, times: 1_000 });
  await runColumn('Mobile', 'Run all rows shown');
  await startButton().click();
  await status.getByRole('button', { name: 'Stop, no new calls' }).click();
  const all = await ended(3);
  expect(all[2]?.endedTasks.stopped).toBeGreaterThan(0);
  await expect(status).toContainText(`${all[2]?.endedTasks.stopped} stopped`);
});
