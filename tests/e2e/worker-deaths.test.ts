import { expect, test } from '@playwright/test';
import { companyAt, personAt } from '../../server/sandbox/world.ts';
import { addPeople, booksOf, done, runEnded, settled, startRun, startWorld } from './harness/world.ts';
import { until } from './harness/until.ts';

const MOMENTS = 10;
/** Twenty people at ten companies of the sandbox's world; two of them exist nowhere. */
const PEOPLE = Array.from({ length: 20 }, (_, i) => {
  const first = i % 10 === 9 ? 'Nil' : ['Ada', 'Ben', 'Cleo', 'Dara', 'Farah', 'Gus', 'Hana', 'June', 'Kofi', 'Lena'][i % 10]!;
  const last = `${['Example', 'Sample'][Math.floor(i / 10)]!}${String.fromCharCode(97 + (i % 10))}`;
  return { name: `${first} ${last}`, firstName: first, lastName: last, companyDomain: `company-${i % 10}.example` };
});

test('a run of 20 leads survives 10 deaths of the worker: it ends, nothing is bought twice, the books balance', async () => {
  const world = await startWorld({ delayMs: 250 });
  const { kiln, sandbox } = world;
  try {
    await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
    await done(kiln.command('key.set', { providerId: 'findymail', key: 'sandbox-own-findymail-1234' }));
    expect(PEOPLE.filter((p) => personAt(p.firstName, p.lastName, p.companyDomain)).length).toBe(18);
    expect(companyAt('company-0.example')).toBeDefined();
    const leadIds = await addPeople(kiln, PEOPLE);
    sandbox.reset();
    const { runId, max } = await startRun(kiln, leadIds, 'work-email');
    let deaths = 0;
    for (let moment = 1; moment <= MOMENTS; moment++) {
      // Each death comes a few partner calls after the last, so it hits claims, calls and closings of other steps.
      const at = sandbox.calls().length + 2 + (moment % 5);
      const reached = await until(async () => sandbox.calls().length >= at || ((await kiln.rows<{ state: string }>('runs'))[0]?.state === 'ended' ? 'ended' : false), 'partner calls');
      if (reached === 'ended') break;
      await kiln.killWorker();
      deaths += 1;
      await kiln.wakeWorker();
    }
    expect(deaths).toBe(MOMENTS);
    const run = await runEnded(kiln, runId, 400_000);
    await settled(kiln);
    const { tasks, charges, events, here, there } = await booksOf(kiln);

    expect(tasks.length).toBe(PEOPLE.length);
    expect(run.endedTasks.found).toBeGreaterThan(5);
    expect(Object.values(run.endedTasks).reduce((a, b) => a + b, 0)).toBe(PEOPLE.length);
    expect(run.held).toEqual({ actions: 0, credits: 0 });
    expect(charges.filter((c) => c.state === 'reserved')).toEqual([]);
    for (const task of tasks) {
      const posted = charges.filter((c) => c.taskId === task.id && c.state === 'posted');
      expect(posted.length).toBe(task.state === 'found' ? 1 : 0);
      expect(task.charged).toEqual(posted[0]?.posted ?? { actions: 0, credits: 0 });
      if (posted[0]?.route === 'own') expect(posted[0].posted.credits).toBe(0);
    }
    // One line at the account for each charge that was posted, never two.
    const lines = events.filter((e) => e.kind === 'post' || e.kind === 'spend').map((e) => e.chargeId);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.map(String).toSorted((a, b) => a.localeCompare(b))).toEqual(charges.filter((c) => c.state === 'posted').map((c) => c.id as string).toSorted((a, b) => a.localeCompare(b)));
    expect(there).toEqual(here);
    expect(here.actions).toBe(run.endedTasks.found * 1_000_000);
    expect(here.actions).toBeLessThanOrEqual(max.actions);
    expect(here.credits).toBeLessThanOrEqual(max.credits);
    // Through the account the worker's death repeats no purchase: the partners billed each question once.
    expect(sandbox.boughtTwice().filter((call) => call.providerId !== 'findymail')).toEqual([]);
  } finally {
    await world.close();
  }
});
