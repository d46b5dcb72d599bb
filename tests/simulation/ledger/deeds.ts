/** What befalls the world at a moment: to a device, to the server, to time, or by the hand of an operator. */
import { REPEAT_USUAL_MS } from '../../../lib/core/limits.ts';
import { micro, UNIT } from '../../../lib/domain/ledger/amount.ts';
import { addPriceBook } from '../../../server/ledger/price-books.ts';
import { raiseEpoch } from '../../../server/ledger/epoch.ts';
import { signOut } from '../../../lib/services/sign-in.ts';
import type { Device } from './device/device.ts';
import { DEEDS } from './faults.ts';
import { signIn, unknownAccount } from './device/tables.ts';
import { PRICES } from './providers.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEAR_MS = 365 * DAY_MS;
type Deed = (world: World) => Promise<void> | void;

const aDevice = (world: World): Device | undefined => {
  const alive = world.devices.filter((device) => !device.isGone);
  return alive.length === 0 ? undefined : world.rng.pick(alive);
};

const DO: Record<(typeof DEEDS)[number], Deed> = {
  powerLoss(world) {
    const device = aDevice(world);
    device?.losePower();
    if (device) world.timeline.at(world.rng.between(1_000, 40_000), () => device.wake());
  },
  /** Uninstalled, or its storage taken away: the person signs in again with nothing. */
  evict(world) {
    const device = aDevice(world);
    if (!device) return;
    device.stop();
    device.isGone = true;
    const next = world.addDevice(device.accountId, device.userId, null);
    world.timeline.at(1_000, () => next.wake());
  },
  /** The profile is copied to another computer, or an old copy of it is put back beside it. */
  clone(world) {
    const device = aDevice(world);
    if (!device) return;
    world.hasForked = true;
    world.stats.forks += 1;
    const copy = world.addDevice(device.accountId, device.userId, device.disk.clone());
    for (const id of device.forgotten) copy.forgotten.add(id);
    world.timeline.at(world.rng.between(500, 20_000), () => copy.wake());
  },
  async restore(world) {
    const backup = world.backups.at(-1);
    // Devices keep for a month what a restored server needs.
    if (backup === undefined || world.timeline.now - backup.at > 25 * DAY_MS) return;
    world.hasRestored = true;
    world.stats.restores += 1;
    for (const server of world.processes) server.kill();
    world.history.forget();
    // As the restore command does: above every epoch that was ever told to a device.
    const before = await world.store.epoch();
    await world.database.restore(backup);
    world.epoch = await raiseEpoch(world.database.db, before + 1);
    world.isDirty = true;
  },
  clockJump(world) {
    const device = aDevice(world);
    if (device) device.skew = world.rng.pick([0, world.rng.between(-MINUTE_MS, MINUTE_MS), world.rng.between(-YEAR_MS, YEAR_MS) * 10, world.rng.between(-2, 2) * DAY_MS]);
  },
  timeJump(world) {
    world.timeline.jump(world.rng.pick([world.rng.between(1, 15) * MINUTE_MS, world.rng.between(1, 30) * 60 * MINUTE_MS, world.rng.between(1, 45) * DAY_MS]));
  },
  offline(world) {
    const device = aDevice(world);
    if (!device) return;
    device.isOnline = false;
    world.timeline.at(world.rng.between(2_000, 120_000), () => {
      device.isOnline = true;
      device.wake();
    });
  },
  async priceChange(world) {
    world.priceVersion += 1;
    await world.database.db.transaction((tx) => addPriceBook(tx, { ...PRICES, version: world.priceVersion, data: { ...PRICES.data, 'find-work-email@managed-b': world.rng.pick([UNIT / 2, UNIT]) } }));
  },
  async planChange(world) {
    const accountId = world.rng.pick(world.accounts);
    await world.store.changePlan(accountId, { changeId: `change-${world.timeline.steps}`, planId: 'test', planVersion: world.rng.pick([1, 2]) });
    world.isDirty = true;
  },
  /** Somebody leaves while their browsers may be anywhere: what they have spent is still taken in. */
  async memberRemoval(world) {
    const device = aDevice(world);
    if (!device) return;
    world.removed.add(device.userId);
    await world.database.db.run('update device set revoked_at = kiln_now() where account_id = ? and user_id = ? and revoked_at is null', [device.accountId, device.userId]);
    world.isDirty = true;
  },
  async limitChange(world) {
    const accountId = world.rng.pick(world.accounts);
    const userId = world.rng.pick(['', `user-${accountId.slice(-1)}1`]);
    const limit = world.rng.chance(0.3) ? null : micro(world.rng.between(0, 20) * UNIT);
    await world.store.setLimit(accountId, { userId, meter: world.rng.pick(['actions', 'data_credits'] as const), span: world.rng.pick(['hour', 'day', 'month'] as const), limit });
    world.isDirty = true;
  },
  async refund(world) {
    const accountId = world.rng.pick(world.accounts);
    const posted = await world.database.db.all<{ charge_id: string }>(`select charge_id from charge where account_id = ? and state = 'posted' order by created_seq, charge_id`, [accountId]);
    if (posted.length === 0) return;
    const { charge_id: id } = world.rng.pick(posted);
    await world.store.reverse(accountId, id, `reversal-${id}`);
    world.isDirty = true;
  },
  async topUp(world) {
    const accountId = world.rng.pick(world.accounts);
    const meter = world.rng.pick(['actions', 'data_credits'] as const);
    const isTimed = world.rng.chance(0.6);
    await world.store.grant({
      accountId, lotId: `topup-${world.timeline.steps}`, meter, source: world.rng.pick(['topup', 'promo', 'adjust']), amount: micro(world.rng.between(1, 12) * UNIT),
      expiresAt: isTimed ? world.timeline.now + world.rng.between(5, 600) * 1_000 : null,
    });
    world.isDirty = true;
  },
  /** An admin has granted too much; the form may come twice, and may ask for more than is free. */
  async takeBack(world) {
    const accountId = world.rng.pick(world.accounts);
    const lots = await world.database.db.all<{ lot_id: string; available_u: number }>(`select lot_id, available_u from lot where account_id = ? and source in ('topup', 'promo', 'adjust') order by created_seq, lot_id`, [accountId]);
    if (lots.length === 0) return;
    const { lot_id: lotId, available_u: available } = world.rng.pick(lots);
    const amount = micro(world.rng.chance(0.6) && available > 0 ? available : world.rng.between(1, 12) * UNIT);
    const taking = { accountId, takingId: `taking-${world.timeline.steps}`, lotId, amount, actor: `user-${accountId.slice(-1)}1`, reason: 'granted twice', target: lotId };
    for (let i = world.rng.between(1, 2); i > 0; i--) await world.store.takeBack(taking);
    world.isDirty = true;
  },
  async windowChange(world) {
    const accountId = world.rng.pick(world.accounts);
    const ms = world.rng.pick([0, MINUTE_MS, 60 * MINUTE_MS, DAY_MS, 7 * DAY_MS]);
    // What holds over the whole run is the shortest of them.
    world.windows.set(accountId, Math.min(ms, world.windows.get(accountId) ?? REPEAT_USUAL_MS));
    await world.store.setRepeatWindow(accountId, ms);
    world.isDirty = true;
  },
  /** Signed out, and in again a little later: to the server that is another device. */
  async signOut(world) {
    const device = aDevice(world);
    if (!device) return;
    const { life, deps } = device.awake();
    device.guard(life, signOut(deps));
    const again = (): void => {
      if (device.isGone) return;
      if (device.disk.lookAt('meta', 'account') === undefined && !device.disk.isBusy) {
        for (const { id } of device.disk.look<{ id: string }>('charges')) device.forgotten.add(id);
        signIn(device.disk, device.newId(), unknownAccount(device.now));
      } else world.timeline.at(5_000, again);
      device.wake();
    };
    world.timeline.at(5_000, again);
  },
};

/** A backup that was finished and checked lets devices forget what it has; one that was not is as good, but nobody may rely on it. */
async function backUp(world: World, isConfirmed: boolean): Promise<void> {
  const token = `backup-${world.timeline.steps}`;
  await world.store.noteForBackup(token);
  world.backups.push({ at: world.timeline.now, ...(await world.database.backup()) });
  if (isConfirmed) await world.store.confirmBackup(token);
}

/** Spreads the deeds of this seed over its chaos; backups are taken before there can be a restore. */
export function schedule(world: World, run: (work: Promise<void> | void) => void): void {
  const { timeline, rng, faults, chaosMs } = world;
  for (const kind of DEEDS) {
    for (let i = 0; i < faults[kind]; i++) {
      timeline.at(rng.between(chaosMs / 20, chaosMs), () => {
        world.log(`deed ${kind}`);
        run(DO[kind](world));
      });
    }
  }
  if (faults.restore === 0) return;
  for (let i = rng.between(1, 3); i > 0; i--) {
    timeline.at(rng.between(0, chaosMs * 0.8), () => run(backUp(world, rng.chance(0.7))));
  }
}
