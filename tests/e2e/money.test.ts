import { expect, test } from '@playwright/test';
import { addPeople, booksOf, done, runEnded, settled, startRun, startWorld, type World } from './harness/world.ts';

const U = 1_000_000;
let world: World;
test.beforeEach(async () => {
  world = await startWorld();
});
test.afterEach(() => world.close());

const person = (first: string, last: string, companyDomain = 'example-works.example') => ({ name: `${first} ${last}`, firstName: first, lastName: last, companyDomain });

test('a run in which every provider misses costs 0 Actions and 0 Data Credits', async () => {
  const { kiln, sandbox } = world;
  const ids = await addPeople(kiln, [person('Nil', 'Nobody'), person('Nil', 'Nowhere'), person('Olaf', 'Optout')]);
  const { runId, max } = await startRun(kiln, ids, 'work-email');
  expect(max.actions).toBe(3 * U);
  const run = await runEnded(kiln, runId);
  await settled(kiln);
  const { charges, events, here, there } = await booksOf(kiln);
  expect(run.endedTasks['no-result']).toBe(3);
  expect(sandbox.calls().filter((c) => c.status !== 0).length).toBeGreaterThan(9);
  expect([here, there, run.charged, run.held]).toEqual(Array(4).fill({ actions: 0, credits: 0 }));
  expect(charges.length).toBeGreaterThan(9);
  expect(charges.every((c) => c.state === 'voided')).toBe(true);
  expect(events.some((e) => e.kind === 'post' || e.kind === 'spend')).toBe(false);
});

test('a hit through three misses costs exactly 1 Action and the price of the one that answered', async () => {
  const { kiln } = world;
  const ids = await addPeople(kiln, [person('Emil', 'Testcase')]);
  const { runId } = await startRun(kiln, ids, 'work-email');
  await runEnded(kiln, runId);
  await settled(kiln);
  const { tasks, charges, here, there } = await booksOf(kiln);
  const asked = tasks[0]!.steps.filter((s) => s.source === 'provider' && s.state !== 'skipped').map((s) => [s.providerId, s.state]);
  expect(asked).toEqual([['prospeo', 'no-result'], ['hunter', 'no-result'], ['findymail', 'no-result'], ['apollo', 'accepted']]);
  expect([here, there, tasks[0]!.charged]).toEqual(Array(3).fill({ actions: U, credits: U }));
  expect(charges.filter((c) => c.state === 'posted').map((c) => c.providerId)).toEqual(['apollo']);
});

test('an own key costs 1 Action and 0 Data Credits, asked again inside the window it is free', async () => {
  const { kiln, sandbox } = world;
  await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
  expect(await done(kiln.command('key.set', { providerId: 'people-data-labs', key: 'sandbox-own-pdl-1234' }))).toMatchObject({ status: 'works', last4: '1234' });
  const [ada] = await addPeople(kiln, [person('Ada', 'Example')]);
  const { runId } = await startRun(kiln, [ada!], 'person');
  await runEnded(kiln, runId);
  await settled(kiln);
  const { charges, here, there } = await booksOf(kiln);
  expect(charges.filter((c) => c.state === 'posted').map((c) => [c.route, c.posted])).toEqual([['own', { actions: U, credits: 0 }]]);
  expect([here, there]).toEqual(Array(2).fill({ actions: U, credits: 0 }));
  // The same question about another lead of the same person is answered from what is known.
  const before = sandbox.calls().length;
  const [twin] = await addPeople(kiln, [person('Ada', 'Example')]);
  const again = await startRun(kiln, [twin!], 'person');
  expect((await runEnded(kiln, again.runId)).charged).toEqual({ actions: 0, credits: 0 });
  expect(sandbox.calls().slice(before).filter((c) => c.providerId === 'people-data-labs')).toEqual([]);
});

test('a rejected address costs nothing, and two of the same stop the waterfall', async () => {
  const { kiln } = world;
  const ids = await addPeople(kiln, [person('Ida', 'Invalid')]);
  const { runId } = await startRun(kiln, ids, 'work-email');
  await runEnded(kiln, runId);
  await settled(kiln);
  const { tasks, here, there } = await booksOf(kiln);
  const rejected = tasks[0]!.steps.filter((s) => s.source === 'provider' && s.state === 'rejected');
  expect(rejected.map((s) => s.verdict)).toEqual(['invalid', 'invalid']);
  expect(rejected.every((s) => s.value?.includes('@example-works.example') && !s.value.includes('ida.invalid'))).toBe(true);
  expect(tasks[0]!.steps.some((s) => s.skip === 'same-rejected')).toBe(true);
  expect([here, there]).toEqual(Array(2).fill({ actions: 0, credits: 0 }));
});

test('the account server dies in the middle: the run waits, and ends with exact books when it is back', async () => {
  const { kiln, account } = world;
  const ids = await addPeople(kiln, Array.from({ length: 6 }, (_, i) => person('Ada', `Example${String.fromCharCode(97 + i)}`, `shop-${i}.example`)));
  const { runId } = await startRun(kiln, ids, 'work-email');
  await account.kill();
  expect((await kiln.command('account.sync', {})).ok).toBe(false);
  await account.restart();
  const run = await runEnded(kiln, runId, 300_000);
  await settled(kiln);
  const { here, there } = await booksOf(kiln);
  expect(there).toEqual(here);
  expect(here.actions).toBe(run.endedTasks.found * U);
  expect(run.endedTasks.found + run.endedTasks['no-result']).toBe(6);
});
