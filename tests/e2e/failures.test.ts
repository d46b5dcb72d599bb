import { expect, test } from '@playwright/test';
import { servePractice } from '../../server/practice/serve.ts';
import type { Fault } from '../../server/sandbox/faults.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import { readPage } from './harness/person.ts';
import { addPeople, booksOf, done, runEnded, startRun, startWorld, type World } from './harness/world.ts';
import { until } from './harness/until.ts';

const FREE = { actions: 0, credits: 0 };
let world: World;
test.beforeEach(async () => {
  world = await startWorld({ signedIn: false });
  await done(world.kiln.command('settings.set', { sandboxUrl: world.sandbox.url }));
  // In practice every partner can be asked without a key: here it is Hunter alone that fails.
  const waterfall = (await done(world.kiln.command('waterfall.list', {}))).find((w) => w.id === 'work-email')!;
  const { findFirst: _first, verifier: _verifier, ...rest } = waterfall;
  await done(world.kiln.command('waterfall.save', { waterfall: { ...rest, steps: [{ source: 'provider', providerId: 'hunter', operation: 'find-work-email' }] } }));
});
test.afterEach(() => world.close());

async function askHunter(key: string, fault?: Omit<Fault, 'providerId'>): Promise<Task> {
  const { kiln, sandbox } = world;
  await done(kiln.command('key.set', { providerId: 'hunter', key }));
  sandbox.reset();
  if (fault) sandbox.setFault({ ...fault, providerId: 'hunter' });
  const [id] = await addPeople(kiln, [{ name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyDomain: 'example-works.example' }]);
  const { runId } = await startRun(kiln, [id!], 'work-email');
  await runEnded(kiln, runId);
  return (await kiln.rows<Task>('tasks')).find((t) => t.runId === runId)!;
}
const failure = (task: Task): unknown => task.steps.find((s) => s.providerId === 'hunter' && s.operation === 'find-work-email')?.error?.kind;

test('402, 5xx, HTML instead of JSON: the step says what happened, the task failed, nothing is charged, nothing is lost', async () => {
  expect(failure(await askHunter('sandbox-key-0001', { kind: 'no-credits', times: 99 }))).toBe('no-credits');
  expect(failure(await askHunter('sandbox-key-0002', { kind: 'server', times: 99 }))).toBe('server');
  expect(failure(await askHunter('sandbox-key-0003', { kind: 'html', times: 99 }))).toBe('nonsense');
  const { here, charges, tasks } = await booksOf(world.kiln);
  expect(here).toEqual(FREE);
  expect(charges.length).toBeGreaterThan(2);
  expect(tasks.every((t) => t.state === 'failed')).toBe(true);
});

test('429 with Retry-After is waited for and then answered, once', async () => {
  const task = await askHunter('sandbox-key-0004', { kind: 'rate-limited', retryAfterSeconds: 1, times: 1 });
  expect(task.state).toBe('found');
  expect((await booksOf(world.kiln)).here).toEqual({ actions: 1_000_000, credits: 0 });
  expect(world.sandbox.boughtTwice()).toEqual([]);
});

test('a wrong key is told when it is entered, never asked again, and shown with a way to replace it', async () => {
  const { kiln } = world;
  expect(await done(kiln.command('key.set', { providerId: 'hunter', key: 'bad-key-000000' }))).toMatchObject({ status: 'rejected' });
  const [id] = await addPeople(kiln, [{ name: 'Ada Example', firstName: 'Ada', lastName: 'Example', companyDomain: 'example-works.example' }]);
  expect(await done(kiln.command('run.quote', { leadIds: [id!], waterfallId: 'work-email' }))).toMatchObject({ blocked: 'nothing-to-ask', skips: [{ reason: 'no-key', count: 1 }] });
  const options = await kiln.openExtensionPage('options.html#providers/hunter');
  await expect(options.getByText(/rejected|does not accept/i).first()).toBeVisible();
  await expect(options.getByRole('button', { name: 'Replace key' })).toBeVisible();
  expect(await options.content()).not.toContain('bad-key-000000');
});

test('partners that cannot be reached: the task fails as offline, can be asked again, nothing is charged', async () => {
  const { kiln, sandbox } = world;
  await done(kiln.command('key.set', { providerId: 'hunter', key: 'sandbox-key-0005' }));
  const ids = await addPeople(kiln, [['Ada', 'Example'], ['Nil', 'Nobody']].map(([firstName = '', lastName = '']) => ({ name: `${firstName} ${lastName}`, firstName, lastName, companyDomain: 'example-works.example' })));
  const url = sandbox.url;
  await done(kiln.command('settings.set', { sandboxUrl: 'http://127.0.0.1:9' }));
  await done(kiln.command('key.set', { providerId: 'hunter', key: 'sandbox-key-0005' }));
  const first = await startRun(kiln, ids, 'work-email');
  expect((await runEnded(kiln, first.runId)).endedTasks.failed).toBe(2);
  expect((await booksOf(kiln)).here).toEqual(FREE);
  await done(kiln.command('settings.set', { sandboxUrl: url }));
  // By hand: the run that is over says what became of it, and shows the price anew before it asks.
  const panel = await kiln.openExtensionPage('sidepanel.html');
  await panel.getByRole('tab', { name: 'Activity' }).click();
  const run = panel.getByRole('region', { name: 'Runs' }).getByRole('listitem');
  await expect(run).toContainText('Nothing charged');
  await run.getByRole('button', { name: 'Ask 2 failed ones again' }).click();
  expect((await booksOf(kiln)).tasks.filter((task) => task.runId !== first.runId)).toEqual([]);
  await run.getByRole('button', { name: /^Ask 2 again up to 2 Actions/ }).click();
  const again = await until(async () => (await kiln.rows<Run>('runs')).find(({ id }) => id !== first.runId), 'the second run');
  expect((await runEnded(kiln, again.id)).endedTasks).toMatchObject({ found: 1, 'no-result': 1, failed: 0 });
  expect((await booksOf(kiln)).here).toEqual({ actions: 1_000_000, credits: 0 });
  await expect(panel.getByRole('region', { name: 'Runs' }).getByText(/Charged 1 Action/)).toBeVisible();
});

test('hostile pages give a bounded capture, never markup in the interface and never a hang', async () => {
  const { kiln } = world;
  const practice = await servePractice(0);
  try {
    const { page, panel } = await readPage(kiln, `${practice.url}/company`, 'Example Works');
    await page.goto(`${practice.url}/hostile`);
    await kiln.clickToolbar(page);
    const rows = async (): Promise<CaptureRow | undefined> => (await kiln.rows<CaptureRow>('captures')).find((r) => r.url.endsWith('/hostile') && r.state !== 'reading');
    const row = await until(rows, 'the hostile page to be read');
    expect(row.state).toBe('read');
    await expect(panel.locator('.k-panel__ctx')).toContainText('/hostile');
    expect(await panel.evaluate(() => [...document.querySelectorAll('script:not([src]), iframe, object, embed, [onerror], [onclick], a[href^="javascript:"], a[href^="data:"]')].length)).toBe(0);
    expect(await panel.evaluate(() => Reflect.has(globalThis, 'pwned'))).toBe(false);
    expect(JSON.stringify(row)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);

    await page.goto('about:blank');
    await page.goto(`${practice.url}/company`);
    await page.evaluate(() => {
      const text = 'word and mail '.repeat(760_000); // about 10 MB
      document.body.append(text);
      const block = document.createElement('script');
      block.type = 'application/ld+json';
      block.textContent = `{"@type":"Organization","__proto__":{"polluted":1},"name":${'['.repeat(5_000)}`;
      document.head.append(block);
      const many = document.createDocumentFragment();
      for (let i = 0; i < 200_000; i++) many.append(document.createElement('i'));
      document.body.append(many);
    });
    await kiln.clickToolbar(page);
    const big = await until(async () => (await kiln.rows<CaptureRow>('captures')).find((r) => r.url.endsWith('/company') && r.state !== 'reading' && (r.capture?.stats.elements ?? 0) > 10_000), 'the huge page to be read');
    expect(big.capture?.truncated).toBe(true);
    expect(JSON.stringify(big).length).toBeLessThan(500_000);
    await expect(panel.getByRole('heading', { name: 'Example Works' })).toBeVisible();
    expect(await panel.evaluate(() => Reflect.has({}, 'polluted'))).toBe(false);
  } finally {
    await practice.close();
  }
});

test('a command from a page of the web, or one that does not parse, changes nothing', async () => {
  const { kiln } = world;
  const practice = await servePractice(0);
  try {
    const page = await kiln.openPage(`${practice.url}/company`);
    expect(await page.evaluate(() => typeof (globalThis as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime?.sendMessage)).toBe('undefined');
    const refused = await kiln.command('settings.set', { sandboxUrl: 'https://evil.example' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    expect(await kiln.command('lead.save', { tabId: -1, url: '', tableId: 'x' })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  } finally {
    await practice.close();
  }
});
