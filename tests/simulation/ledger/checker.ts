/** The properties of the ledger, looked at in the books of the server and on the disks of the devices. Numbers are those of the design. */
import { CALL_ATTEMPTS, PAID_RETRY_MICRO } from '../../../lib/core/limits.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { REPEATED, type Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Run, Task } from '../../../lib/domain/enrichment/run.ts';
import type { EraseJob } from '../../../lib/storage/erase-rows.ts';
import type { MetaRow, MetaRows, OutboxRow } from '../../../lib/storage/database.ts';
import { violations } from '../invariants.ts';
import type { Device } from './device/device.ts';
import { boughtOnce } from './repeats.ts';
import type { World } from './world.ts';
import { ERASED } from '../../../server/ledger/erased.ts';
import { erasedHere, erasedIsGone, looksAgain } from './erased.ts';
import { rebuild } from '../../../server/ledger/rebuild.ts';

/** What a device knows of a lease; other fields are its own business. */
interface LeaseOnDisk {
  readonly leaseId: string;
  readonly amount: number;
  readonly reserved: number;
  readonly spent: number;
  readonly state: string;
}

const here = (world: World): Device[] => world.devices.filter((device) => !device.isGone);
const metaOf = (device: Device): MetaRows['device'] | undefined => device.disk.lookAt<MetaRow>('meta', 'device')?.value as MetaRows['device'] | undefined;
const isSignedIn = (device: Device): boolean => device.disk.lookAt('meta', 'account') !== undefined;

/** After any deed: 1 to 4, 8, 12 to 14, 20, 21 in the database, 5 over all devices, 6 on each. */
export async function booksNow(world: World): Promise<void> {
  const { db } = world.database;
  for (const accountId of world.accounts) {
    for (const finding of await db.transaction((tx) => violations(tx, accountId))) world.broke(`${accountId}: ${finding}`);
    const [account] = await db.all<{ state: string }>('select state from account where account_id = ?', [accountId]);
    if (account?.state !== 'open') world.broke(`${accountId}: the server has found its own books broken and is ${account?.state}`);
    await noOverspend(world, accountId);
    await boughtOnce(world, accountId);
  }
  for (const device of here(world)) leasesHold(world, device);
  await erasedIsGone(world);
}

/** 5: what was delivered anywhere, told or not, was granted. A copied profile and a restored server may owe it: then it is a deficit (7). */
async function noOverspend(world: World, accountId: string): Promise<void> {
  const { db } = world.database;
  const meters = await db.all<{ meter: string; granted: number; deficit: number }>(
    `select m.meter, m.deficit_u as deficit, coalesce((select sum(amount_u) from lot l where l.account_id = m.account_id and l.meter = m.meter and l.source <> 'refund'), 0) - coalesce((select sum(t.amount_u) from taken_back t join lot l on l.account_id = t.account_id and l.lot_id = t.lot_id where t.account_id = m.account_id and l.meter = m.meter), 0) as granted from account_meter m where m.account_id = ?`,
    [accountId],
  );
  const refunded = await db.all<{ charge_id: string }>('select reversal_of as charge_id from charge where account_id = ? and reversal_of is not null', [accountId]);
  const given = new Set(refunded.map((row) => row.charge_id));
  const delivered = new Map<string, Charge>();
  for (const device of world.devices) {
    if (device.accountId !== accountId) continue;
    for (const charge of device.disk.look<Charge>('charges')) {
      // What was done while nobody was signed in is owed to nobody.
      const isOwed = charge.path === 'account' || charge.leaseId !== undefined;
      if (charge.state === 'posted' && isOwed && !given.has(charge.id)) delivered.set(charge.id, charge);
    }
  }
  for (const { meter, granted, deficit } of meters) {
    const spent = [...delivered.values()].reduce((sum, charge) => sum + (meter === 'actions' ? charge.posted.actions : charge.posted.credits), 0);
    const mayOwe = world.hasForked || world.hasRestored;
    if (spent > Number(granted) && !mayOwe) world.broke(`5 ${accountId} ${meter}: ${spent} delivered, ${granted} granted`);
    if (deficit > 0 && !mayOwe) world.broke(`7 ${accountId} ${meter}: a deficit of ${deficit} without a copy or a restore`);
    if (deficit > 0) world.stats.deficits += 1;
  }
}

/** 6: a device never takes more out of a lease than there is. */
function leasesHold(world: World, device: Device): void {
  const reserved = new Map<string, Map<string, number>>();
  const spent = new Map<string, number>();
  for (const charge of device.disk.look<Charge>('charges')) {
    if (charge.state === 'posted' && charge.leaseId !== undefined) spent.set(charge.leaseId, (spent.get(charge.leaseId) ?? 0) + charge.posted.actions);
    if (charge.state !== 'reserved' || charge.leaseId === undefined) continue;
    const tasks = reserved.get(charge.leaseId) ?? new Map<string, number>();
    reserved.set(charge.leaseId, tasks.set(charge.taskId, Math.max(tasks.get(charge.taskId) ?? 0, charge.quoted.actions)));
  }
  for (const lease of device.disk.look<LeaseOnDisk>('leases')) {
    if (lease.spent < 0 || lease.reserved < 0 || lease.spent + lease.reserved > lease.amount) world.broke(`6 ${device.name} ${lease.leaseId}: ${lease.spent} spent and ${lease.reserved} reserved of ${lease.amount}`);
    // A closed one may be no more than the mark that it is not to be opened.
    if (lease.state !== 'closed' && lease.spent !== (spent.get(lease.leaseId) ?? 0)) world.broke(`6 ${device.name} ${lease.leaseId}: ${lease.spent} spent, its charges took ${spent.get(lease.leaseId) ?? 0}`);
    const held = [...(reserved.get(lease.leaseId)?.values() ?? [])].reduce((sum, one) => sum + one, 0);
    if (lease.reserved !== held) world.broke(`6 ${device.name} ${lease.leaseId}: ${lease.reserved} reserved, its charges hold ${held}`);
  }
}

/** 31: why the world is not at rest, or null. */
export async function atRest(world: World): Promise<string | null> {
  const { db } = world.database;
  for (const device of here(world)) {
    const { disk, name } = device;
    if (disk.isBusy) return `${name} writes`;
    const open = disk.look<Run>('runs').filter((run) => run.state !== 'ended');
    if (open.length > 0) return `${name}: a run is ${open[0]?.state}`;
    if (disk.look<EraseJob>('eraseJobs').some((job) => job.state !== 'done')) return `${name}: an erasure goes on`;
    if (looksAgain(device)) return `${name} has not looked for erasures in its feed`;
    if (!isSignedIn(device)) continue;
    const waiting = disk.look<OutboxRow>('outbox').filter((row) => row.acked === 0).length;
    if (waiting > 0) return `${name}: ${waiting} operations wait`;
    // A removed member can tell what was spent, and is told nothing any more.
    if (world.removed.has(device.userId)) continue;
    if (disk.rowsOf('leaseRequests').size > 0) return `${name}: a lease request is out`;
    const reserved = disk.look<Charge>('charges').filter((charge) => charge.state === 'reserved').length;
    if (reserved > 0) return `${name}: ${reserved} charges are reserved`;
    const account = await db.all<{ seq: number }>('select seq from account where account_id = ?', [device.accountId]);
    const cursor = metaOf(device)?.cursor ?? 0;
    if (account[0]?.seq !== cursor) return `${name} has read the feed to ${cursor} of ${account[0]?.seq}`;
    // After a restore the feed may come to the same number again: a cursor of the history before has not read it.
    const epoch = metaOf(device)?.ledgerEpoch ?? 0;
    if (cursor > 0 && epoch !== world.epoch) return `${name} is in epoch ${epoch} of ${world.epoch}`;
  }
  const open = await db.all(`select charge_id from charge where state = 'reserved' limit 1`);
  return open.length > 0 ? 'the server holds a charge' : null;
}

interface ServerCharge {
  readonly charge_id: string;
  readonly account_id: string;
  readonly path: string;
  readonly state: string;
  readonly device_id: string | null;
  readonly actions_posted_u: number;
  readonly credits_posted_u: number;
  readonly credits_quoted_u: number;
  readonly reversal_of: string | null;
  readonly subject: string;
  readonly code: string | null;
  readonly actions_quoted_u: number;
}

/** At rest: 8, 11, 15, 19, 32 over the whole world. */
export async function finalBooks(world: World): Promise<void> {
  const { db } = world.database;
  const rows = await db.all<ServerCharge>('select charge_id, account_id, path, state, device_id, actions_posted_u, credits_posted_u, credits_quoted_u, reversal_of, code, actions_quoted_u, subject from charge order by account_id, charge_id');
  const server = new Map(rows.map((row) => [`${row.account_id}/${row.charge_id}`, row]));
  count(world, rows);
  world.stats.rolls += (await db.all(`select period_no from period where meter = 'actions'`)).length - world.accounts.length;
  for (const device of here(world)) {
    const isTold = isSignedIn(device) && !world.removed.has(device.userId);
    for (const charge of device.disk.look<Charge>('charges')) {
      if (world.hasRestored && device.forgotten.has(charge.id)) continue;
      const there = server.get(`${device.accountId}/${charge.id}`);
      if (charge.state === 'posted' && (charge.path === 'account' || (charge.leaseId !== undefined && charge.posted.actions > 0))) {
        if (there?.state === 'posted') {
          if (there.actions_posted_u !== charge.posted.actions || there.credits_posted_u !== charge.posted.credits) world.broke(`8 ${charge.id}: ${device.name} has ${JSON.stringify(charge.posted)}, the server ${there.actions_posted_u}/${there.credits_posted_u}`);
        } else if (isTold && !isFree(charge)) world.broke(`11 ${charge.id} was delivered at ${device.name} and is ${there?.state ?? 'unknown'} there`);
      }
      // A copy of this profile may have taken it.
      if (charge.path === 'account' && charge.state !== 'posted' && there?.state === 'posted' && isTold && !world.hasForked) world.broke(`11 ${charge.id} was charged and is ${charge.state} at ${device.name}`);
    }
  }
  await deliveredOrKept(world, rows);
  deliveredSomewhere(world, rows);
  await covered(world);
  for (const device of here(world)) {
    resultsArePaid(world, device);
    erasedHere(world, device);
  }
  attempts(world, rows);
  await operations(world);
  await leasesAgree(world);
  await viewsAgree(world);
  await trace(world);
  for (const accountId of world.accounts) {
    const wrong = await world.database.db.transaction((tx) => rebuild(tx, accountId));
    if (wrong.length > 0) world.broke(`22 ${accountId}: made anew, other figures came out: ${wrong.join(', ')}`);
  }
}
const isFree = (charge: Charge): boolean => charge.posted.actions === 0 && charge.posted.credits === 0;

function count(world: World, rows: readonly ServerCharge[]): void {
  const { stats } = world;
  stats.charges += rows.length;
  stats.posted += rows.filter((row) => row.state === 'posted').length;
  const repeats = rows.filter((row) => row.code === REPEATED);
  stats.repeats += repeats.length;
  stats.waited += repeats.filter((row) => row.actions_quoted_u > 0).length;
  stats.leases += world.history.leases.size;
  stats.erased += rows.filter((row) => row.subject === ERASED).length;
  stats.spends += rows.filter((row) => row.path === 'local' && row.state === 'posted').length;
}

/** 11: an account charge that no device has delivered can still be fetched, unless its lead was erased. */
async function deliveredOrKept(world: World, rows: readonly ServerCharge[]): Promise<void> {
  const kept = new Set((await world.database.db.all<{ id: string }>(`select account_id || '/' || charge_id as id from result_blob`)).map((row) => row.id));
  const delivered = new Set(world.devices.flatMap((device) => device.disk.look<Charge>('charges').filter((charge) => charge.state === 'posted').map((charge) => `${device.accountId}/${charge.id}`)));
  for (const row of rows) {
    const id = `${row.account_id}/${row.charge_id}`;
    if (row.path === 'account' && row.state === 'posted' && row.reversal_of === null && row.subject !== ERASED && !kept.has(id) && !delivered.has(id)) world.broke(`11 ${id} was charged, and nobody has or can fetch its result`);
  }
}

/** 11: what was charged to a device's own work was done there; what was bought was delivered, unless a browser that asked for it is gone. */
function deliveredSomewhere(world: World, rows: readonly ServerCharge[]): void {
  const delivered = new Set(world.devices.flatMap((device) => device.disk.look<Charge>('charges').filter((charge) => charge.state === 'posted').map((charge) => `${device.accountId}/${charge.id}`)));
  for (const row of rows) {
    if (row.state !== 'posted' || row.reversal_of !== null || delivered.has(`${row.account_id}/${row.charge_id}`)) continue;
    const mayBeGone = world.devices.some((device) => device.accountId === row.account_id && (device.isGone || world.removed.has(device.userId)));
    if (row.path === 'local' || !mayBeGone) world.broke(`11 ${row.charge_id} (${row.path}) was charged, and nobody has its result`);
  }
}

/** 6: without a copy or a restore every spend is covered by its own lease. */
async function covered(world: World): Promise<void> {
  if (world.hasForked || world.hasRestored) return;
  const odd = await world.database.db.all(`select account_id, device_id, n, code from device_op where code in ('no_lease', 'unknown_lease', 'foreign_lease') or status = 'deficit' order by 1, 2, 3 limit 3`);
  if (odd.length > 0) world.broke(`6 a spend that its lease does not cover: ${JSON.stringify(odd)}`);
}

/** 11 on the device itself: a result that is shown as paid has its posted charge. 20: the feed on it has no gap. */
function resultsArePaid(world: World, device: Device): void {
  for (const task of device.disk.look<Task>('tasks')) {
    const paid = task.steps.map((step) => device.disk.lookAt<Charge>('charges', step.chargeId)).filter((charge) => charge?.state === 'posted');
    const sum = paid.reduce((total, charge) => total + (charge?.posted.actions ?? 0), 0);
    if (task.charged.actions !== sum) world.broke(`11 task ${task.id} of ${device.name} is ${task.state} and says ${task.charged.actions}, its charges took ${sum}`);
  }
  const events = device.disk.rowsOf('events').size;
  const cursor = metaOf(device)?.cursor ?? 0;
  if (isSignedIn(device) && !world.removed.has(device.userId) && events !== cursor) world.broke(`20 ${device.name} has ${events} events up to ${cursor}`);
}

/** 12 and 15: no result, no charge; and no more questions to a provider than its policy allows, in each epoch. */
function attempts(world: World, rows: readonly ServerCharge[]): void {
  for (const row of rows) {
    const asked = world.providers.asked.get(row.charge_id);
    if (row.path !== 'account' || row.reversal_of !== null) continue;
    if (row.state === 'posted' && (asked === undefined || asked.hits === 0)) world.broke(`12 ${row.charge_id} is posted without a result`);
    // What is dear is never asked again after an unknown outcome.
    const most = (row.credits_quoted_u > PAID_RETRY_MICRO ? 1 : CALL_ATTEMPTS) * (1 + world.stats.restores);
    if (asked !== undefined && asked.submissions > most) world.broke(`15 ${row.charge_id} was asked ${asked.submissions} times`);
  }
}

/** 19: what a device was told is done is done there, under the same number and id. */
async function operations(world: World): Promise<void> {
  const stored = await world.database.db.all<{ account_id: string; device_id: string; n: number; op_id: string | null }>('select account_id, device_id, n, op_id from device_op');
  const known = new Map(stored.map((row) => [`${row.account_id}/${row.device_id}/${row.n}`, row.op_id]));
  for (const device of here(world)) {
    const meta = metaOf(device);
    if (!meta || !isSignedIn(device) || world.removed.has(device.userId)) continue;
    for (const row of device.disk.look<OutboxRow>('outbox')) {
      const id = known.get(`${device.accountId}/${meta.deviceId}/${row.n}`);
      if (row.acked === 1 && (id === undefined || (id !== null && id !== row.opId))) world.broke(`19 operation ${row.n} (${row.opId}) of ${device.name} is acknowledged and ${id ?? 'missing'} there`);
    }
  }
}

/** 32: what the server has set aside for a device, that device knows of. */
async function leasesAgree(world: World): Promise<void> {
  const tables = await world.database.db.all<{ device_id: string; lease_id: string; account_id: string }>(`select account_id, device_id, lease_id from lease where state = 'open'`).catch(() => []);
  for (const { account_id, device_id, lease_id } of tables) {
    const owner = here(world).find((device) => device.accountId === account_id && metaOf(device)?.deviceId === device_id && isSignedIn(device) && !world.removed.has(device.userId));
    if (!owner) continue;
    const lease = owner.disk.lookAt<LeaseOnDisk>('leases', lease_id);
    if (lease === undefined || lease.state === 'closed') world.broke(`32 ${lease_id} is open on the server and ${lease?.state ?? 'unknown'} at ${owner.name}`);
  }
}

/** 20: at the head of the feed a device shows what the server has. 25: after a roll the credits of the plan are at most two months of it. */
async function viewsAgree(world: World): Promise<void> {
  const { db } = world.database;
  for (const accountId of world.accounts) {
    const meters = await db.all<{ meter: string; available_u: number; held_u: number; leased_u: number; deficit_u: number }>('select meter, available_u, held_u, leased_u, deficit_u from account_meter where account_id = ? order by meter', [accountId]);
    const there = JSON.stringify(meters.map((row) => [row.meter, row.available_u, row.held_u, row.leased_u, row.deficit_u]));
    for (const device of here(world)) {
      if (device.accountId !== accountId || !isSignedIn(device) || world.removed.has(device.userId)) continue;
      const account = device.disk.lookAt<MetaRow>('meta', 'account')?.value as MetaRows['account'] | undefined;
      const shown = JSON.stringify([...(account?.balances ?? [])].sort((a, b) => (a.meter < b.meter ? -1 : 1)).map((one) => [one.meter, one.available, one.held, one.leased, one.deficit]));
      if (shown !== there) world.broke(`20 ${device.name} shows ${shown}, the server has ${there}`);
    }
    const [credits] = await db.all<{ remaining: number; monthly: number }>(
      `select coalesce(sum(available_u), 0) as remaining, (select max(credits_u) from plan) as monthly from lot where account_id = ? and meter = 'data_credits' and source = 'plan'`, [accountId]);
    if (credits !== undefined && Number(credits.remaining) > 2 * Number(credits.monthly) + IN_FLIGHT) world.broke(`25 ${accountId} has ${credits.remaining} credits of its plan, ${credits.monthly} a month`);
  }
}
/** Credits that holds can bring back after a roll has counted them. */
const IN_FLIGHT = 20 * UNIT;

/** The whole of the books is part of the trace: equal seeds must end with equal books. Of a hash that is keyed at random only whether it is there. */
async function trace(world: World): Promise<void> {
  for (const table of ['charge', 'charge_alloc', 'lot', 'event', 'device_op']) {
    const rows = await world.database.db.all<Record<string, unknown>>(`select * from ${table} order by 1, 2, 3, 4`);
    world.log(JSON.stringify(rows.map((row) => (typeof row['question_hash'] === 'string' ? { ...row, question_hash: 'kept' } : row))));
  }
}
