/** What an update of the extension does to a run: worker and pages end at once, and the new version goes on from the rows. */
import { expect, test } from '@playwright/test';
import { addPeople, booksOf, done, runEnded, settled, startRun, startWorld } from './harness/world.ts';
import { until } from './harness/until.ts';

const FIRST = ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'] as const;
const PEOPLE = FIRST.map((firstName, i) => ({ name: `${firstName} Example`, firstName, lastName: 'Example', companyDomain: `company-${i}.example` }));

test('a run goes on exactly when the extension is loaded anew in the middle of it, twice', async () => {
  const world = await startWorld({ delayMs: 800 });
  const { kiln, sandbox } = world;
  try {
    await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
    await done(kiln.command('key.set', { providerId: 'findymail', key: 'sandbox-own-findymail-1234' }));
    const leadIds = await addPeople(kiln, PEOPLE);
    sandbox.reset();
    const { runId, max } = await startRun(kiln, leadIds, 'work-email');
    for (let reload = 1; reload <= 2; reload++) {
      const calls = sandbox.calls().length + 4;
      await until(() => sandbox.calls().length >= calls, 'calls of partners');
      expect((await kiln.rows<{ id: string; state: string }>('runs')).find((run) => run.id === runId)?.state).toBe('running');
      await kiln.reloadExtension();
    }
    // Nobody has pressed anything since: the start of the new worker is enough.
    const run = await runEnded(kiln, runId, 300_000);
    await settled(kiln);
    const { tasks, charges, events, here, there } = await booksOf(kiln);
    expect(tasks.length).toBe(PEOPLE.length);
    expect(run.endedTasks.found).toBeGreaterThan(3);
    expect([run.held, charges.filter((c) => c.state === 'reserved')]).toEqual([{ actions: 0, credits: 0 }, []]);
    for (const task of tasks) {
      const posted = charges.filter((c) => c.taskId === task.id && c.state === 'posted');
      expect([posted.length, task.charged]).toEqual(task.state === 'found' ? [1, posted[0]?.posted] : [0, { actions: 0, credits: 0 }]);
    }
    const lines = events.filter((e) => e.kind === 'post' || e.kind === 'spend').map((e) => String(e.chargeId));
    expect(lines.toSorted()).toEqual(charges.filter((c) => c.state === 'posted').map((c) => c.id as string).toSorted());
    expect(there).toEqual(here);
    expect(here.actions).toBe(run.endedTasks.found * 1_000_000);
    expect(here.credits).toBeLessThanOrEqual(max.credits);
    expect(sandbox.boughtTwice().filter((call) => call.providerId !== 'findymail')).toEqual([]);
  } finally {
    await world.close();
  }
});
