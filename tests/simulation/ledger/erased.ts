/** Erasing somebody, and whether it was done everywhere: no store may hold an answer of it. */
import type { LedgerEvent } from '../../../lib/contracts/account-api.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import type { Task } from '../../../lib/domain/enrichment/run.ts';
import { eraseLeads, moveErasures } from '../../../lib/services/erase-leads.ts';
import type { MetaRow, MetaRows } from '../../../lib/storage/database.ts';
import type { EraseJob } from '../../../lib/storage/erase-rows.ts';
import type { Device } from './device/device.ts';
import type { World } from './world.ts';

/** 35 at the account: neither a result nor a pseudonym of what was acknowledged as erased, whichever request or restore came since. */
export async function erasedIsGone(world: World): Promise<void> {
  const { db } = world.database;
  for (const [accountId, done] of world.erasures.done) {
    if (done.size === 0) continue;
    const named = await db.all<{ charge_id: string; subject: string }>(`select charge_id, subject from charge where account_id = ? and subject <> 'erased'`, [accountId]);
    for (const { charge_id: id, subject } of named) if (done.has(subject)) world.broke(`35 ${id} names the lead ${subject}, which was erased`);
    const kept = await db.all<{ charge_id: string }>('select charge_id from result_blob where account_id = ?', [accountId]);
    for (const { charge_id: id } of kept) if (done.has(world.erasures.subjects.get(`${accountId}/${id}`) ?? '')) world.broke(`35 the result of ${id} is there, its lead was erased`);
  }
}

/** Whether its feed has entries that were not looked at for erasures yet, or its account was not told of all that it knows to be erased. */
export function looksAgain({ disk }: Device): boolean {
  const last = Math.max(0, ...disk.look<LedgerEvent>('events').map(({ seq }) => seq));
  const seen = disk.lookAt<MetaRow>('meta', 'erasing')?.value as MetaRows['erasing'] | undefined;
  if (seen?.owed !== undefined && disk.lookAt<MetaRow>('meta', 'account') !== undefined) return true;
  return last > 0 && seen?.feedSeq !== last;
}

/** Stores of a device in which nothing of an erased lead is left when it is at rest; charges stay, with what they cost. */
const BY_LEAD = ['tasks', 'receipts', 'answers', 'clips', 'activity'] as const;

/** 35 on a device at rest: what was erased there, or anywhere as far as its feed tells, is in none of its stores. */
export function erasedHere(world: World, device: Device): void {
  const { disk } = device;
  const open = disk.look<EraseJob>('eraseJobs').filter(({ state }) => state !== 'done');
  if (open.length > 0) world.broke(`35 ${device.name} does not come to the end of an erasure`);
  const told = disk.look<LedgerEvent>('events').flatMap(({ subjects }) => subjects ?? []);
  const gone = new Set<string>([...disk.look<{ leadId: string }>('erased').map(({ leadId }) => leadId), ...told]);
  for (const { id } of disk.look<{ id: string }>('leads')) if (gone.has(id)) world.broke(`35 the lead ${id} was erased and is at ${device.name}`);
  for (const store of BY_LEAD) {
    for (const { leadId } of disk.look<{ leadId?: string }>(store)) if (leadId !== undefined && gone.has(leadId)) world.broke(`35 ${store} of ${device.name} names ${leadId}, which was erased`);
  }
}

/** A person erases somebody of whom something was asked, at times while it still is. */
export function eraseSomebody(world: World, device: Device): void {
  const tasks = device.disk.look<Task>('tasks');
  if (tasks.length === 0) return;
  const leadIds = [...new Set(Array.from({ length: world.rng.pick([1, 1, 3]) }, () => world.rng.pick(tasks).leadId))] satisfies LeadId[];
  const { life, deps, ready } = device.awake();
  const wish = { id: device.newId(), leadIds, keepAway: world.rng.chance(0.5) };
  device.guard(life, ready.then(async () => {
    await eraseLeads(deps, wish);
    await moveErasures(deps, true);
    device.wake();
  }));
}
