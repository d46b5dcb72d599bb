/** A whole practice world of a test: sandbox partners, a real account server process, the extension in Chromium. */
import { startSandbox, type Sandbox } from '../../../server/sandbox/sandbox.ts';
import type { LedgerEvent } from '../../../lib/contracts/account-api.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import type { Run, Task } from '../../../lib/domain/enrichment/run.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import { startAccount, type AccountServer } from './account.ts';
import { launchKiln, type Kiln, type LaunchOptions } from './kiln.ts';
import { signIn } from './sign-in.ts';
import { until } from './until.ts';
import { untilDone } from './work.ts';

export interface World {
  readonly sandbox: Sandbox;
  readonly account: AccountServer;
  readonly kiln: Kiln;
  close(): Promise<void>;
}

/** @param options.signedIn the extension is signed in to the account when this returns. */
export async function startWorld(options: { readonly delayMs?: number; readonly signedIn?: boolean; readonly launch?: LaunchOptions } = {}): Promise<World> {
  const sandbox = await startSandbox({ port: 0, ...(options.delayMs === undefined ? {} : { delayMs: options.delayMs }) });
  const account = await startAccount(sandbox.url);
  const kiln = await launchKiln({ grantHosts: ['http://127.0.0.1/*'], ...options.launch });
  if (options.signedIn ?? true) await signIn(kiln, account);
  return {
    sandbox, account, kiln,
    async close() {
      await kiln.close();
      await account.close();
      await sandbox.close();
    },
  };
}

/** Adds people by hand to a new table and returns their ids. */
export async function addPeople(kiln: Kiln, people: readonly Partial<Record<FieldKey, string>>[]): Promise<string[]> {
  const table = await done(kiln.command('table.create', { name: 'Test people', kind: 'person' }));
  const ids: string[] = [];
  for (const fields of people) ids.push((await done(kiln.command('lead.add', { tableId: table.tableId, fields }))).leadId);
  return ids;
}

/** Starts a run at the price that a quote shows, as a click on the button does. */
export async function startRun(kiln: Kiln, leadIds: readonly string[], waterfallId: string): Promise<{ runId: string; max: { actions: number; credits: number } }> {
  const quote = await done(kiln.command('run.quote', { leadIds: [...leadIds], waterfallId }));
  const { runId } = await done(kiln.command('run.start', { leadIds: [...leadIds], waterfallId, cap: quote.max }));
  return { runId, max: quote.max };
}

export const runEnded = (kiln: Kiln, runId: string, timeoutMs?: number): Promise<Run> =>
  untilDone(kiln, async () => (await kiln.rows<Run>('runs')).find((r) => r.id === runId && r.state === 'ended'), 'the run to end', timeoutMs);

/** Everything that was decided here has reached the account, and its feed has reached this device. */
export async function settled(kiln: Kiln): Promise<void> {
  await until(async () => {
    const synced = await kiln.command('account.sync', {});
    const waiting = (await kiln.rows<{ acked: 0 | 1 }>('outbox')).some((row) => row.acked === 0);
    return synced.ok && !waiting;
  }, 'the ledger to be in step with the account');
}

export interface Books {
  readonly tasks: Task[];
  readonly charges: Charge[];
  readonly events: LedgerEvent[];
  /** Posted here, by both meters. */
  readonly here: { actions: number; credits: number };
  /** Posted and spent at the account, from its feed. */
  readonly there: { actions: number; credits: number };
}

/** The books of both sides. */
export async function booksOf(kiln: Kiln): Promise<Books> {
  const [tasks, charges, events] = await Promise.all([kiln.rows<Task>('tasks'), kiln.rows<Charge>('charges'), kiln.rows<LedgerEvent>('events')]);
  const sum = (rows: readonly { actions: number; credits: number }[]): { actions: number; credits: number } =>
    rows.reduce((total, row) => ({ actions: total.actions + Math.abs(row.actions), credits: total.credits + Math.abs(row.credits) }), { actions: 0, credits: 0 });
  return { tasks, charges, events, here: sum(charges.map((c) => c.posted)), there: sum(events.filter((e) => e.kind === 'post' || e.kind === 'spend')) };
}

/** @throws with the words of the refusal. */
export async function done<T>(result: Promise<{ ok: true; value: T } | { ok: false; error: { code: string; message: string } }>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.value;
}
