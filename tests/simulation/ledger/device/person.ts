/** What the person at a device does: collects people and starts runs, stops one, looks into the panel. */
import type { ChargeId, RunId } from '../../../../lib/core/ids.ts';
import type { Run } from '../../../../lib/domain/enrichment/run.ts';
import { micro, NOTHING, ONE_ACTION, UNIT, ZERO } from '../../../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../../../lib/domain/ledger/charge.ts';
import { quoteFor, startRun, stopRun } from '../../../../lib/services/runs.ts';
import { syncAccount } from '../../../../lib/services/sync-account.ts';
import type { Rng } from '../../rng.ts';
import { reserveOn, resolveOn } from '../../spend.ts';
import type { Context, Device } from './device.ts';
import { newLead, put, WATERFALLS } from './tables.ts';

export interface PersonHabits {
  /** Most leads of one run. */
  readonly leads: number;
  /** How often each waterfall is chosen. */
  readonly taste: readonly string[];
  /** How often somebody is asked about whom colleagues ask about too. */
  readonly shared: number;
}
/** People whom everybody knows, in every account. */
const KNOWN = 2;
export const drawHabits = (rng: Rng): PersonHabits => {
  const ids = WATERFALLS.map(({ id }) => id);
  return { leads: rng.pick([1, 2, 4]), taste: rng.chance(0.4) ? [rng.pick(ids)] : ids, shared: rng.pick([0, 0.5, 0.95]) };
};

/** One thing a person does; all of it is commands of the extension. */
export async function act(device: Device, context: Context, rng: Rng, habits: PersonHabits): Promise<void> {
  const { deps } = context;
  await context.ready;
  const dice = rng.next();
  if (dice < 0.62) await run(device, context, rng, habits);
  else if (dice < 0.7) await stopOne(device, context, rng);
  else if (dice < 0.8) await deliver(device, context, rng);
  else if (dice < 0.87) await syncAccount(deps);
  device.wake();
}

async function run(device: Device, { deps }: Context, rng: Rng, habits: PersonHabits): Promise<void> {
  const leads = Array.from({ length: rng.between(1, habits.leads) }, (_, i) => newLead(device.newId(), device.disk.rowsOf('leads').size, device.now, rng.chance(habits.shared) ? `Known${rng.below(KNOWN)}` : `${device.name}x${device.disk.rowsOf('leads').size}x${i}`));
  for (const lead of leads) put(device.disk, 'leads', lead.id, lead);
  const leadIds = leads.map(({ id }) => id);
  const waterfallId = rng.pick(habits.taste);
  // Most people look at the price; what stood on the button is a cap, and more than enough does no harm.
  const quote = rng.chance(0.2) ? await quoteFor(deps, leadIds, waterfallId) : null;
  await startRun(deps, { leadIds, waterfallId, cap: quote?.max ?? { actions: micro(leads.length * UNIT), credits: micro(leads.length * 5 * UNIT) } });
}

async function stopOne(device: Device, { deps }: Context, rng: Rng): Promise<void> {
  const open = device.disk.look<Run>('runs').filter((one) => one.state === 'running');
  if (open.length > 0) await stopRun(deps, rng.pick(open).id satisfies RunId);
}

/** Something that costs an Action and belongs to no task: reserved before it is done, decided when it is. */
async function deliver(device: Device, { deps, rows }: Context, rng: Rng): Promise<void> {
  const id = device.newId() as ChargeId;
  const charge: Charge = {
    id, path: 'local', state: 'reserved', runId: device.newId() as Charge['runId'], taskId: device.newId() as Charge['taskId'], leadId: device.newId() as Charge['leadId'],
    enrichment: 'work-email', providerId: 'file', operation: 'export', route: 'free', quoted: { actions: ONE_ACTION, credits: ZERO }, posted: NOTHING, reservedAt: deps.now(),
  };
  if ((await reserveOn(rows, charge)) !== 'reserved') return;
  await deps.sleep(rng.between(50, 4_000));
  await resolveOn(rows, id, rng.chance(0.7) ? { posted: charge.quoted } : { voided: 'failed' }, deps.now());
}
