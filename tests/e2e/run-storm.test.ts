import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run, Task } from '../../lib/domain/enrichment/run.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { startSandbox } from '../../server/sandbox/sandbox.ts';
import { personNo, seedPeople } from '../bench/seed-people.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { until } from './harness/until.ts';
import { done, startRun } from './harness/world.ts';

/** The whole storm (`npm run storm`), or a part of it that the suite can wait for. */
const WHOLE = process.env['KILN_STORM'] === 'whole';
const LEADS = WHOLE ? 500 : 120;
const DEATHS = WHOLE ? 50 : 12;
const RESTARTS = 2;
const HANG_MS = WHOLE ? 30 * 60_000 : 900_000;
const PROVIDERS = ['findymail', 'hunter', 'prospeo'] as const;
const WATERFALL = {
  id: 'storm', name: 'Find work email', enrichment: 'work-email' as const, kind: 'person' as const, wanted: ['workEmail' as const], stopAfterSameRejected: 9, freshnessDays: 30,
  steps: PROVIDERS.map((providerId) => ({ source: 'provider' as const, providerId, operation: 'find-work-email' as const })),
};

/**
 * An own key's call whose answer was lost with the worker is made again (nobody knows of it), so a question may have been
 * asked more often than it was answered here, but never after its answer was stored, and it is charged once.
 */
test(`a run of ${LEADS} leads survives ${DEATHS} deaths of the worker and ${RESTARTS} of the browser; books and partners agree call by call`, async () => {
  test.setTimeout(HANG_MS);
  const profileDir = mkdtempSync(join(tmpdir(), 'kiln-storm-'));
  const sandbox = await startSandbox({ port: 0, delayMs: 20 });
  const launch = (): Promise<Kiln> => launchKiln({ profileDir, grantHosts: ['http://127.0.0.1/*'] });
  let kiln = await launch();
  try {
    await done(kiln.command('settings.set', { sandboxUrl: sandbox.url }));
    for (const providerId of PROVIDERS) await done(kiln.command('key.set', { providerId, key: `sandbox-own-${providerId}-1234` }));
    const leadIds = await seedPeople(kiln.backstage, LEADS, WATERFALL);
    sandbox.reset();
    const { runId } = await startRun(kiln, leadIds, WATERFALL.id);
    const run = async (): Promise<Run> => until(async () => (await kiln.rows<Run>('runs')).find((r) => r.id === runId), 'the row of the run');

    let [deaths, restarts] = [0, 0];
    const part = Math.max(1, Math.floor(LEADS / (DEATHS + RESTARTS + 2)));
    for (let moment = 1; moment <= DEATHS + RESTARTS; moment++) {
      // The storm follows the calls, so that it never depends on how fast this machine is.
      const at = sandbox.calls().length + 1 + (moment % part);
      const reached = await until(async () => (sandbox.calls().length >= at ? 'calls' : (await run()).state === 'ended' ? 'ended' : false), 'partner calls', HANG_MS);
      if (reached === 'ended') break;
      if (moment % Math.ceil((DEATHS + RESTARTS) / RESTARTS) === 0) {
        await kiln.close();
        kiln = await launch();
        restarts += 1;
      } else {
        await kiln.killWorker();
        await kiln.wakeWorker();
        deaths += 1;
      }
    }
    expect([deaths, restarts]).toEqual([DEATHS, RESTARTS]);
    await until(async () => (await run()).state === 'ended', 'the run to end', HANG_MS);
    await expectExact(kiln, await run(), sandbox);
  } finally {
    await kiln.close();
    await sandbox.close();
    rmSync(profileDir, { recursive: true, force: true });
  }
});

async function expectExact(kiln: Kiln, run: Run, sandbox: Awaited<ReturnType<typeof startSandbox>>): Promise<void> {
  const [tasks, charges, receipts] = await Promise.all([kiln.rows<Task>('tasks'), kiln.rows<Charge>('charges'), kiln.rows<{ id: string }>('receipts')]);
  expect(tasks).toHaveLength(LEADS);
  expect(Object.values(run.endedTasks).reduce((a, b) => a + b, 0)).toBe(LEADS);
  expect([run.held, run.begun, Object.values(run.sources ?? {}).map((s) => s.out)]).toEqual([{ actions: 0, credits: 0 }, 0, PROVIDERS.map(() => 0)]);
  expect(charges.filter((c) => c.state === 'reserved')).toEqual([]);
  const posted = charges.filter((c) => c.state === 'posted');
  expect(posted.map((c) => c.taskId).toSorted()).toEqual(tasks.filter((t) => t.state === 'found').map((t) => t.id).toSorted());
  expect(run.charged).toEqual({ actions: posted.length * 1_000_000, credits: 0 });
  expect(posted.length).toBe(run.endedTasks.found);

  // Call by call: each question that has an answer here was asked, each that was asked has an end here, and none was asked after its answer was stored.
  const asked = new Map<string, number>();
  for (const call of sandbox.calls().filter(({ status }) => status < 429)) asked.set(`${call.providerId} ${call.question}`, (asked.get(`${call.providerId} ${call.question}`) ?? 0) + 1);
  const answered = tasks.flatMap((task) => task.steps.filter((s) => s.state === 'accepted' || s.state === 'no-result').map((s) => ({ providerId: s.providerId ?? '', attempts: s.attempts, chargeId: s.chargeId })));
  // A call that death after death cuts off is given up as failed, to be asked again by hand: it has an end here, and no answer.
  const givenUp = tasks.flatMap((task) => task.steps.filter((s) => s.state === 'failed' && s.error?.detail === 'interrupted too often'));
  expect(tasks.filter((t) => t.state === 'failed').length).toBeLessThanOrEqual(givenUp.length);
  for (const providerId of PROVIDERS) {
    const questions = [...asked].filter(([key]) => key.startsWith(`${providerId} `));
    const steps = answered.filter((s) => s.providerId === providerId);
    const tally = run.sources?.[providerId];
    const lost = givenUp.filter((s) => s.providerId === providerId);
    expect([providerId, questions.length]).toEqual([providerId, steps.length + lost.length]);
    expect((tally?.answered ?? 0) + (tally?.missed ?? 0)).toBe(steps.length);
    // Once more only for a call that a death cut off: the row has counted each of its attempts before it was made.
    const calls = questions.reduce((n, [, times]) => n + times, 0);
    const attempts = [...steps, ...lost].reduce((n, s) => n + s.attempts, 0);
    expect(calls).toBeGreaterThanOrEqual(steps.length);
    expect(calls).toBeLessThanOrEqual(attempts);
  }
  expect(receipts.map((r) => r.id).toSorted()).toEqual(answered.map((s) => s.chargeId as string).toSorted());
  const nobody = tasks.filter((t) => personNo(Number(t.leadId.slice(-6))).firstName === 'Nil');
  expect(nobody.every((t) => t.state === 'no-result' || t.steps.some((s) => givenUp.includes(s)))).toBe(true);
}
