/** A workspace that has been used for some weeks: three members, several providers, misses, reversals, top-ups. Invented people only. */
import { HOLD_TTL_MS } from '../../../lib/core/limits.ts';
import type { Label } from '../../../lib/contracts/account-labels.ts';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { putLabels } from '../../../server/admin/labels.ts';
import { createLedgerStore } from '../../../server/ledger/sql-store.ts';
import type { LedgerStore } from '../../../server/ledger/store.ts';
import type { Database } from '../../../server/sql/sql.ts';
import { RECEIPTS } from './world.ts';

const DAY = 86_400_000;
export const MEMBERS = [
  { id: 'user-kim', name: 'Kim Placeholder', email: 'kim@example.com', role: 'editor' },
  { id: 'user-robin', name: 'Robin Sample', email: 'robin@example.com', role: 'viewer' },
] as const;
const PROVIDERS = ['prospeo', 'hunter', 'findymail', 'apollo', 'people-data-labs', 'zerobounce', 'snov'];
const ENRICHMENTS = [['work-email', 'find-work-email', 1], ['mobile', 'find-mobile', 10], ['person', 'enrich-person', 1.5], ['company', 'enrich-company', 0.5]] as const;

/** The day from which devices say what a charge is for, and what they call it; of the last table nobody told the name. */
const FIRST_SAID = 3;
const TABLES: readonly Label[] = [['a', 'Speakers of the autumn conference'], ['b', '=Sum(people)'], ['c', 'Customers'], ['d', '']].map(([letter, name = '']) => ({ kind: 'table', ref: `0199a000-0000-7000-8000-00000000000${letter}`, name }));
const OWN_WATERFALL: Label = { kind: 'waterfall', ref: 'cheap-email-first', name: 'Cheap email first' };

/** The same numbers for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface History {
  readonly db: Database;
  readonly accountId: string;
  readonly ownerId: string;
  readonly clock: { now: number };
  readonly days: number;
  readonly perDay: number;
  /** Begins the ids of its charges. */
  readonly prefix?: string;
}

/** Plays the history up to the clock's start + days. Answers a charge that can be reversed. */
export async function playHistory({ db, accountId, ownerId, clock, days, perDay, prefix = 'history' }: History): Promise<{ readonly charge: string; readonly store: LedgerStore }> {
  const store = createLedgerStore(db, RECEIPTS);
  const ledgerEpoch = await store.epoch();
  const random = randomOf(7);
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  for (const member of MEMBERS) {
    await db.run('insert into app_user (user_id, email, name, created_at) values (?, ?, ?, ?) on conflict (user_id) do nothing', [member.id, member.email, member.name, clock.now]);
    await db.run('insert into member (account_id, user_id, role, created_at) values (?, ?, ?, ?) on conflict (account_id, user_id) do nothing', [accountId, member.id, member.role, clock.now]);
  }
  const people = [ownerId, ownerId, ...MEMBERS.map((m) => m.id), MEMBERS[0].id];
  let charge = '';
  let n = 0;
  const begins = clock.now;
  for (let day = 0; day < days; day++) {
    clock.now = Math.max(clock.now, begins + day * DAY + 9 * 3_600_000);
    const isWeekend = [0, 6].includes(new Date(clock.now).getUTCDay());
    const today = Math.round(perDay * (isWeekend ? 0.1 : 0.5 + random()));
    for (let i = 0; i < today; i++) {
      clock.now += 60_000 + Math.floor(random() * 200_000);
      const id = `${prefix}-${++n}`;
      const [enrichment, operation, credits] = oneOf(ENRICHMENTS);
      const providerId = oneOf(PROVIDERS.slice(0, 2 + Math.floor(random() * 6)));
      const quoted = { actions: micro(UNIT), credits: micro(credits * UNIT) };
      const reserved = await store.reserve({
        accountId, ledgerEpoch, chargeId: id, ...(day < FIRST_SAID ? {} : { tableRef: `${TABLES[n % TABLES.length]?.ref}`, waterfallRef: n % 5 === 0 ? OWN_WATERFALL.ref : enrichment }), deviceId: 'device-of-history', userId: oneOf(people), runId: `run-${String(day).padStart(4, '0')}-${Math.floor(i / 12)}`, taskId: `task-${n}`, subject: 's', enrichment, providerId, operation,
        requestHash: id, priceBookVersion: 1, decision: { kind: 'price', quoted }, sealedRequest: 'sealed', holdMs: HOLD_TTL_MS, sandbox: true,
      });
      if (!('charge' in reserved) || reserved.charge.state !== 'reserved') continue;
      const luck = random();
      const ended = luck < 0.62 ? 'hit' : luck < 0.9 ? 'no-result' : 'rejected';
      await store.resolve(accountId, id, ended === 'hit' ? { kind: 'post', amounts: quoted, sealedResult: 'r' } : { kind: 'void', code: ended === 'rejected' ? 'rejected_by_verifier' : 'no_result' }, 1);
      await store.logSupplierCall({ accountId, callId: `${id}/0`, chargeId: id, providerId, operation, outcome: ended === 'no-result' ? 'no-result' : 'hit', delivered: true, tookMs: 400 });
      if (enrichment === 'work-email' && ended !== 'no-result') await store.logSupplierCall({ accountId, callId: `${id}/1`, chargeId: id, providerId: 'zerobounce', operation: 'verify-email', outcome: 'hit', delivered: true, tookMs: 200 });
      const isReversed = ended === 'hit' && random() < 0.02;
      if (isReversed) await store.reverse(accountId, id, `${prefix}-reversal-${n}`);
      else if (ended === 'hit') charge = id;
    }
    if (day === 20) await store.grant({ accountId, lotId: `${prefix}-topup`, meter: 'data_credits', source: 'topup', amount: micro(500 * UNIT), expiresAt: clock.now + 365 * DAY });
  }
  await putLabels(db, { accountId, deviceId: 'device-of-history' }, [...TABLES.slice(0, -1), OWN_WATERFALL]);
  return { charge, store };
}
