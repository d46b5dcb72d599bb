import type { Run } from '../../../lib/domain/enrichment/run.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { editLead } from '../../../lib/services/edit-lead.ts';
import { pauseRun, quoteFor, resumeRun, startRun, stopRun } from '../../../lib/services/runs.ts';
import { deleteLeads } from '../../../lib/services/tables.ts';
import { CREDIT, type Account } from './account.ts';
import type { Books } from './books.ts';
import type { Calls } from './calls.ts';
import type { Device, Worker } from './device.ts';
import { DAY_MS, HOUR_MS } from './books.ts';
import type { Fault, Plan } from './faults.ts';
import type { MemoryDatabase } from './memory-database.ts';
import type { Partner } from './partner.ts';
import { OWN_KEYS } from './providers.ts';
import { drawLimits, keyRow, WATERFALL_ID } from './setting.ts';
import { numberIn } from './truth.ts';

export interface Stage {
  readonly plan: Plan;
  readonly database: MemoryDatabase;
  readonly device: Device;
  readonly account: Account;
  readonly books: Books;
  readonly calls: Calls;
  readonly partners: ReadonlyMap<string, Partner>;
  readonly leadIds: readonly string[];
  /** What may be changed at any time. */
  readonly world: { offsetMs: number; isOnline: boolean; isDiskFull: boolean };
}

/** What a person or the world may do in the middle of a run. Each is a deed of its own fault. */
export function actsOf({ plan, database, device, account, books, calls, partners, leadIds, world }: Stage): Partial<Record<Fault, () => void>> {
  const rng = plan.random('acts');
  /** A command of a person goes to the worker, which looks at everything after it. */
  const command = (deed: (worker: Worker) => Promise<unknown>): void => {
    const worker = device.awake();
    worker.life.active();
    deed(worker).then(() => worker.look(), (error: unknown) => worker.deps.report('command', error));
  };
  const anyRun = (test: (run: Run) => boolean): Run | undefined => {
    const open = database.all<Run>('runs').filter(test);
    return open.length > 0 ? rng.pick(open) : undefined;
  };
  const anyLead = (): string => rng.pick(leadIds);
  const begin = (ids: readonly string[]): void =>
    command(async ({ deps }) => {
      const quote = await quoteFor(deps, ids, WATERFALL_ID);
      if (!quote) return;
      const expected = plan.on.has('estimate') && rng.chance(0.5) ? { expected: { actions: micro(CREDIT), credits: micro(CREDIT) } } : {};
      const isTight = rng.chance(0.2);
      await startRun(deps, { leadIds: ids, waterfallId: WATERFALL_ID, cap: isTight ? { ...quote.max, credits: micro(Math.max(0, quote.max.credits - CREDIT)) } : quote.max, ...expected });
    });
  const some = (): string[] => leadIds.filter(() => rng.chance(0.5));
  const jump = (ms: number): void => {
    world.offsetMs += ms;
    for (const partner of partners.values()) partner.forgive();
  };
  const far = (): number => rng.pick([90_000, HOUR_MS, 5 * HOUR_MS, 40 * DAY_MS, 3 * 365 * DAY_MS]);
  begin(leadIds);
  return {
    stop: () => {
      const run = anyRun((r) => r.state === 'running' || r.state === 'paused');
      if (run && rng.chance(0.5)) command(({ deps }) => stopRun(deps, run.id));
    },
    pause: () => {
      const run = anyRun((r) => r.state === 'running' || r.state === 'paused');
      if (run) command(({ deps }) => (run.state === 'paused' ? resumeRun(deps, run.id) : pauseRun(deps, run.id)));
    },
    single: () => begin([anyLead()]),
    'second-run': () => begin(some()),
    edit: () => {
      const id = anyLead();
      calls.edited(numberIn(id));
      command(({ deps }) => editLead(deps, id, rng.pick(['title', 'companyName'] as const), `Text ${rng.below(5)}`));
    },
    /** The lead is as it was before anybody was asked, as after an import of an older file. */
    forget: () =>
      command(async ({ deps }) => {
        const [lead] = await deps.store.leads.getLeads([anyLead()]);
        if (!lead) return;
        await deps.store.leads.change(lead.id, ({ fields: { workEmail: _address, emailStatus: _status, ...fields }, ...rest }) => ({ ...rest, fields }), () => ({ id: deps.newId(), at: deps.now(), kind: 'lead-edited', leadId: lead.id, tableId: lead.tableId, title: 'Forgotten', detail: '' }));
        begin([lead.id]);
      }),
    delete: () => {
      const id = anyLead();
      calls.edited(numberIn(id));
      command(async ({ deps, life }) => {
        const activityId = await deleteLeads(deps, [id]);
        if (activityId === null || rng.chance(0.4)) return;
        await life.after(rng.between(0, 20_000));
        await deps.store.leads.undo(activityId, deps.now());
      });
    },
    key: () => {
      const providerId = rng.pick(OWN_KEYS);
      const isThere = database.get('keys', `live/${providerId}`) !== undefined;
      if (!isThere) calls.keyBack(providerId);
      command(async ({ deps }) => {
        if (!isThere) return deps.store.keys.put(keyRow(providerId, String(rng.below(9_999)).padStart(4, '0')));
        await deps.store.keys.remove(`live/${providerId}`);
        return calls.keyGone(providerId);
      });
    },
    offline: () => void (world.isOnline = !world.isOnline || rng.chance(0.3)),
    'signed-out': () => {
      account.server.knowsUs = !account.server.knowsUs;
      account.server.signIns += 1;
    },
    price: () => {
      account.server.version += 1;
      account.server.priceFactor = rng.pick([0.5, 1, 1, 3]);
    },
    limits: () =>
      command(async ({ deps }) => {
        await deps.store.meta.put('limits', drawLimits(rng));
        books.limitsChanged();
      }),
    restore: () => void (rng.chance(0.5) && account.restore(rng.pick([0, 5_000, 60_000]))),
    'clock-forward': () => void (rng.chance(0.4) && jump(far())),
    'clock-back': () => void (rng.chance(0.4) && jump(-far())),
    'full-disk': () => void (world.isDiskFull = !world.isDiskFull),
    'two-workers': () => void (device.workers.length < 2 && device.boot()),
  };
}
