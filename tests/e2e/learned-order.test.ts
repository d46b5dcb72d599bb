import { expect, test } from '@playwright/test';
import type { EvidenceCell } from '../../lib/domain/learning/evidence.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { Task } from '../../lib/domain/enrichment/run.ts';
import { until } from './harness/until.ts';
import { addPeople, runEnded, startRun, startWorld } from './harness/world.ts';

const people = ['Ada Example', 'Ben Sample', 'Emil Testcase', 'Nil Nobody', 'Nil Nowhere'].map((name) => {
  const [firstName = '', lastName = ''] = name.split(' ');
  return { name, firstName, lastName, companyDomain: 'example-works.example', country: 'Germany' };
});

test('what came of a run is counted, explained in the options, and decides the next order when it is wished', async () => {
  const world = await startWorld();
  try {
    const { kiln } = world;
    const options = await kiln.openExtensionPage('options.html#waterfalls/work-email');
    const learned = options.getByRole('region', { name: 'Learned order' });
    await expect(learned.getByText('Nothing was asked here yet.')).toBeVisible();

    // The page is told by the rows alone that something has ended.
    const first = await startRun(kiln, await addPeople(kiln, people), 'work-email');
    await runEnded(kiln, first.runId);
    const cells = await kiln.rows<EvidenceCell>('evidence');
    const tasks = (await kiln.rows<Task>('tasks')).filter((t) => t.runId === first.runId);
    const asked = new Set(tasks.flatMap((t) => t.steps.flatMap((s) => (s.attempts > 0 && s.reusedAgeMs === undefined && s.source === 'provider' ? [`${t.id} ${s.providerId}`] : []))));
    const counted = cells.filter((c) => !c.arm.endsWith('@pattern')).reduce((n, c) => n + c.answered + c.failed, 0);
    expect(counted).toBeCloseTo(asked.size, 3);
    expect(cells.every((c) => c.segment.startsWith('de|'))).toBe(true);
    await options.bringToFront();
    await expect(learned.getByText(/from \d+ attempts of your own/)).toBeVisible();

    await learned.getByText('Why this order, in numbers').click();
    await expect(learned.getByRole('row', { name: /Prospeo/ })).toContainText(/\d+ of \d+, \d+ to \d+ %/);
    await learned.getByLabel('Country').selectOption('de');
    await expect(learned.getByRole('row', { name: /Prospeo/ })).toContainText(/\d+ of \d+, \d+ to \d+ %/);

    // Counted anew from the receipts every source has the same figures; the segments are those that the leads are known to be in by now.
    await learned.getByRole('button', { name: 'Count again' }).click();
    await expect(learned.getByRole('status').filter({ hasText: `Counted anew from ${tasks.length} receipts.` })).toBeVisible();
    const figuresOf = (all: readonly EvidenceCell[]): string[] =>
      [...new Set(all.map((c) => c.arm))].sort().map((arm) => [arm, ...(['answered', 'accepted', 'failed'] as const).map((word) => all.filter((c) => c.arm === arm).reduce((sum, c) => sum + c[word], 0).toFixed(2))].join(' '));
    expect(figuresOf(await kiln.rows<EvidenceCell>('evidence'))).toEqual(figuresOf(cells));

    await learned.getByRole('switch', { name: 'Learned order' }).click();
    await expect(learned.getByRole('switch', { name: 'Learned order' })).toBeChecked();
    await learned.getByRole('button', { name: /^Ask Findymail first/ }).click();
    await until(async () => (await kiln.rows<Waterfall>('waterfalls')).find((w) => w.id === 'work-email' && w.order === 'learned' && w.learning?.first?.length === 1), 'the wish to be kept');
    await expect(learned.getByRole('rowheader', { name: /Findymail/ })).toContainText('You put it first');

    // Through the account the rest goes by price.
    const second = await startRun(kiln, await addPeople(kiln, [{ ...people[0], name: 'Cleo Muster', firstName: 'Cleo', lastName: 'Muster' }]), 'work-email');
    await runEnded(kiln, second.runId);
    const task = (await kiln.rows<Task>('tasks')).find((t) => t.runId === second.runId);
    const order = (task?.steps ?? []).filter((s) => s.source === 'provider' && s.route === 'account').map((s) => s.creditsMax);
    expect(task?.steps[0]?.providerId).toBe('findymail');
    expect(order.length).toBeGreaterThan(2);
    expect(order.slice(1)).toEqual(order.slice(1).toSorted((a, b) => a - b));

    // The person's own order is one click away.
    await options.bringToFront();
    await learned.getByRole('switch', { name: 'Learned order' }).click();
    await expect(learned.getByRole('switch', { name: 'Learned order' })).not.toBeChecked();
    await expect.poll(async () => (await kiln.rows<Waterfall>('waterfalls')).find((w) => w.id === 'work-email')?.order).toBe('fixed');
  } finally {
    await world.close();
  }
});
