import { expect, test } from '@playwright/test';
import { personNo } from '../bench/seed-people.ts';
import type { Lease } from '../../lib/domain/ledger/lease.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { launchKiln, type Kiln } from './harness/kiln.ts';
import { metaOf, signIn } from './harness/sign-in.ts';
import { until } from './harness/until.ts';
import { addPeople, booksOf, done, runEnded, settled, startRun, startWorld } from './harness/world.ts';

const U = 1_000_000;
const LEADS = 40;
const PEOPLE = Array.from({ length: LEADS }, (_, i) => personNo(i));

const leasesOf = (kiln: Kiln): Promise<Lease[]> => kiln.rows<Lease>('leases');
const chargesOf = (kiln: Kiln): Promise<Charge[]> => kiln.rows<Charge>('charges');
const spentOf = async (kiln: Kiln): Promise<number> => (await leasesOf(kiln)).reduce((sum, lease) => sum + lease.spent, 0);

/** An own key that answers, and Actions ahead, as a device has them soon after it was signed in. */
async function prepare(kiln: Kiln, sandboxUrl: string): Promise<string[]> {
  await done(kiln.command('settings.set', { sandboxUrl }));
  await done(kiln.command('key.set', { providerId: 'people-data-labs', key: 'sandbox-own-pdl-1234' }));
  const ids = await addPeople(kiln, PEOPLE);
  await until(async () => (await leasesOf(kiln)).some((lease) => lease.state === 'open'), 'a lease of the device');
  return ids;
}

test('two devices work on while the account server is dead, each on its own allowance; one loses its worker; in the end all adds up', async () => {
  const world = await startWorld({ delayMs: 120 });
  const second = await launchKiln({ grantHosts: ['http://127.0.0.1/*'] });
  const devices = [world.kiln, second] as const;
  try {
    await signIn(second, world.account);
    const ids = [await prepare(world.kiln, world.sandbox.url), await prepare(second, world.sandbox.url)] as const;
    // Leases are taken ahead at any time, so they are added up when nobody grants any more.
    await world.account.kill();
    const allowanceOf = async (kiln: Kiln): Promise<number> => (await leasesOf(kiln)).reduce((sum, lease) => sum + lease.amount, 0);
    const allowance = await Promise.all(devices.map(allowanceOf));
    expect(Math.min(...allowance)).toBeGreaterThan(0);
    expect(Math.max(...allowance)).toBeLessThan(LEADS * U);
    const runs = [await startRun(world.kiln, ids[0], 'person'), await startRun(second, ids[1], 'person')] as const;

    // The worker dies while calls are out: their Actions are reserved and nothing of them is stored.
    await until(async () => (await chargesOf(world.kiln)).some((charge) => charge.state === 'reserved' && charge.leaseId !== undefined), 'a call that a lease pays');
    await world.kiln.killWorker();
    await world.kiln.wakeWorker();

    for (const kiln of devices) {
      await until(async () => (await spentOf(kiln)) === (await allowanceOf(kiln)), 'the allowance to be used up');
      await until(async () => (await metaOf(kiln, 'allowance'))?.waiting, 'work to wait for the account');
      const [charges, leases] = [await chargesOf(kiln), await leasesOf(kiln)];
      expect(charges.filter((charge) => charge.state === 'posted').length * U).toBe(await allowanceOf(kiln));
      expect(leases.every((lease) => lease.reserved + lease.spent <= lease.amount)).toBe(true);
    }
    const panel = await second.openExtensionPage('sidepanel.html');
    await panel.getByText('Offline allowance used up.').first().waitFor();

    await world.account.restart();
    for (const [i, kiln] of devices.entries()) {
      await settled(kiln);
      await runEnded(kiln, runs[i]!.runId, 400_000);
    }
    for (const kiln of devices) await settled(kiln);
    for (const kiln of devices) await settled(kiln); // what the other one told last
    const books = await Promise.all(devices.map((kiln) => booksOf(kiln)));
    const here = books.reduce((sum, { here: one }) => sum + one.actions, 0);
    for (const { there, charges, events } of books) {
      expect(there.actions).toBe(here);
      expect(charges.filter((charge) => charge.state === 'reserved')).toEqual([]);
      const lines = events.filter((event) => event.kind === 'post' || event.kind === 'spend').map((event) => event.chargeId);
      expect(new Set(lines).size).toBe(lines.length);
    }
    // A device may take its next lease ahead at any time: the figures are compared when both have said their last.
    await until(async () => {
      for (const kiln of devices) await settled(kiln);
      const balance = (await metaOf(devices[1], 'account'))?.balances.find(({ meter }) => meter === 'actions');
      const leased = (await Promise.all(devices.map(leasesOf))).flat().filter(({ state }) => state === 'open').reduce((sum, lease) => sum + lease.amount - lease.spent, 0);
      return balance?.spent === here && balance.deficit === 0 && balance.leased === leased;
    }, 'the figures of the account and of its devices to agree');
  } finally {
    await second.close();
    await world.close();
  }
});
