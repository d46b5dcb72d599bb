/** States of the account and its money: statement, plan, limits, notices, sign-in and sync. Everybody is invented. */
import type { Page } from '@playwright/test';
import type { LedgerEvent, LimitState } from '../../../lib/contracts/account-api.ts';
import type { MetaRows } from '../../../lib/storage/database.ts';
import type { Lease } from '../../../lib/domain/ledger/lease.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { QUOTE, type Shot } from './panel-states.ts';
import { DAY, MAKERS, NOW, Q3, RUN_ID, TASK_ID, account, amounts, capture, captureRow, charge, foundTask, lead, personFields, run, state, value } from './seeds.ts';

const HOUR = 3_600_000;
const U = 1_000_000;
const NAMES = ['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture', 'Emil Testcase', 'Hana Mockley'];
const leads = NAMES.map((name, i) => lead(`lead-${i}`, Q3, { ...personFields, name: state(value(name)), firstName: state(value(name.split(' ')[0] ?? '')) }, i + 1));
const MEMBERS = ['Robin Sample', 'Kim Placeholder', 'Alex Demo'];
const ASKED = [
  ['work-email', 'find-work-email', 'hunter', 1, 'account'],
  ['work-email', 'find-work-email', 'prospeo', 0.5, 'account'],
  ['mobile', 'find-mobile', 'prospeo', 10, 'account'],
  ['person', 'enrich-person', 'people-data-labs', 0, 'own'],
  ['company', 'enrich-company', 'wikidata', 0, 'free'],
] as const;

interface Both {
  actions: number;
  credits: number;
}
/** A feed that adds up: a month's grant, leases, answers, misses, a reversal and what expired. */
function feedOf(count: number, monthly = 2_500): { events: LedgerEvent[]; owned: Both; used: Both } {
  const events: LedgerEvent[] = [];
  const owned = { actions: 0, credits: 0 };
  const used = { actions: 0, credits: 0 };
  const start = NOW - 40 * DAY;
  const put = (event: Omit<LedgerEvent, 'seq' | 'at'>, at: number): void => {
    events.push({ seq: events.length + 1, at: Math.round(at), ...event });
    if (!['grant', 'reversal', 'expire', 'spend', 'post'].includes(event.kind)) return;
    owned.actions += event.actions;
    owned.credits += event.credits;
    if (event.kind !== 'spend' && event.kind !== 'post') return;
    used.actions -= event.actions;
    used.credits -= event.credits;
  };
  const step = (NOW - start) / (count + 8);
  put({ kind: 'grant', actions: 15_000 * U, credits: 0, code: 'plan' }, start);
  put({ kind: 'grant', actions: 0, credits: monthly * U, code: 'plan' }, start);
  put({ kind: 'lease', actions: -500 * U, credits: 0, deviceId: 'device-of-robin-0001' }, start + step);
  for (let i = 0; events.length < count; i++) {
    const at = start + step * events.length;
    const [enrichment, operation, providerId, credits, route] = ASKED[(i * 3) % ASKED.length] ?? ASKED[0];
    const shared = { chargeId: `task-${i}.0`, member: MEMBERS[i % 7 === 0 ? 1 : i % 11 === 0 ? 2 : 0]!, deviceId: 'device-of-robin-0001', providerId, operation, enrichment, route };
    if (route === 'account') {
      put({ kind: 'reserve', actions: -U, credits: -1.5 * U, ...shared }, at);
      if (i % 4 === 3) put({ kind: 'void', actions: U, credits: 1.5 * U, code: i % 8 === 3 ? 'no_result' : 'rejected_by_verifier', ...shared }, at + 900);
      else put({ kind: 'post', actions: -U, credits: -credits * U, ...shared }, at + 900);
    } else put({ kind: 'spend', actions: -U, credits: 0, ...shared }, at);
    if (i === 6) put({ kind: 'reversal', actions: U, credits: U, ...shared, chargeId: 'task-2.reversal', code: 'bounced' }, at + 1_000);
    if (i === 11) put({ kind: 'expire', actions: -120 * U, credits: 0, code: 'period_end' }, at + 1_200);
    if (i === 12) put({ kind: 'grant', actions: 0, credits: 100 * U, code: 'topup' }, at + 1_300);
    if (i === 14) put({ kind: 'limit', actions: 0, credits: 0, code: 'member_data_credits_day_75' }, at + 1_400);
  }
  return { events, owned, used };
}

const lease = (amount: number, spent: number): Lease => ({ leaseId: 'lease-1', requestId: 'request-1', amount: micro(amount * U), spent: micro(spent * U), reserved: micro(0), state: 'open', spendUntil: NOW + 20 * DAY, createdSeq: 3, ledgerEpoch: 1, usedAt: NOW });
const limit = (scope: LimitState['scope'], meter: LimitState['meter'], window: LimitState['window'], cap: number, used: number, endsAt: number): LimitState => ({ scope, meter, window, limit: cap * U, used: used * U, endsAt });
const LIMITS = [limit('workspace', 'data_credits', 'month', 4_000, 1_751.5, NOW + 12 * DAY), limit('member', 'data_credits', 'day', 500, 460, NOW + 5 * HOUR), limit('member', 'actions', 'hour', 200, 34, NOW + HOUR / 2)];

interface Figures {
  readonly owned: Both;
  readonly used?: Both;
  readonly leased?: number;
  readonly held?: readonly [actions: number, credits: number];
  readonly limits?: readonly LimitState[];
  readonly atSeq?: number;
  readonly syncedAt?: number;
}
/** The account with balances that come to what the feed says. */
function accountOf({ owned, used = { actions: 15_000 * U - owned.actions, credits: 500 * U }, leased = 500, held = [0, 0], limits = [], atSeq = 0, syncedAt = NOW }: Figures): MetaRows['account'] {
  const base = account();
  const balance = (meter: 'actions' | 'data_credits', own: number, aside: number, heldNow: number, spent: number): MetaRows['account']['balances'][number] => ({ meter, available: own - aside - heldNow, held: heldNow, leased: aside, granted: own + spent, spent, deficit: 0 });
  return {
    ...base, syncedAt, limits: [...limits], atSeq, clockOffsetMs: 0,
    balances: [balance('actions', owned.actions, leased * U, held[0] * U, used.actions), balance('data_credits', owned.credits, 0, held[1] * U, used.credits)],
    priceBook: { ...base.priceBook, actionTiers: [{ upTo: 10_000, microUsd: 4_000 }, { upTo: 50_000, microUsd: 3_000 }, { upTo: null, microUsd: 2_200 }], creditMicroUsd: 50_000 },
  };
}
const meta = (rows: Record<string, unknown>): unknown[] => Object.entries({ settings: { theme: 'system', currentTables: { person: Q3.id, company: MAKERS.id }, sandboxUrl: null }, device: { deviceId: 'device-of-robin-0001', nextN: 9, ackedN: 8, durableN: 8, cursor: 1, ledgerEpoch: 1 }, sync: { state: 'idle', at: NOW }, ...rows }).map(([key, v]) => ({ key, value: v }));

const FEED = feedOf(160);
const LONG = feedOf(3_000, 6_000);
const charges = Array.from({ length: 120 }, (_, i) => charge({ id: `task-${i}.0` as never, taskId: `task-${i}` as never, leadId: `lead-${i % NAMES.length}` as never, runId: (i > 30 && i < 71 ? RUN_ID : 'run-2') as never, state: 'posted', posted: amounts(1, 1), reservedAt: NOW - 9 * DAY, resolvedAt: NOW - 9 * DAY }));
const full = { tables_: [Q3, MAKERS], leads, charges, runs: [run({ state: 'ended', leadCount: 40, createdAt: NOW - 9 * DAY, endedAt: NOW - 9 * DAY })], leases: [lease(500, 12)] };
const signedIn = (feed: typeof FEED, over: Partial<Figures> = {}, more: Record<string, unknown> = {}) => ({ ...full, events: feed.events, meta: meta({ account: accountOf({ owned: feed.owned, used: feed.used, atSeq: feed.events.length, ...over }), ...more }) });
const page = (name: string, hash: string, rows: Shot['rows'], over: Partial<Shot> = {}): Shot => ({ name: `money-${name}`, page: 'options', width: 1400, height: 900, hash, rows, ...over });
const panel = (name: string, rows: Shot['rows'], over: Partial<Shot> = {}): Shot => ({ name: `money-${name}`, page: 'sidepanel', width: 360, height: 760, rows: { captures: [captureRow(capture('person', personFields))], ...rows }, ...over });
const group = (name: string) => (p: Page): Promise<void> => p.getByRole('radio', { name, exact: true }).click();
const openLine = async (p: Page): Promise<void> => {
  await p.getByRole('treegrid').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await p.keyboard.press(key);
};
const code = { serverUrl: 'https://kiln.example.com', server: { name: 'Hearth', sandbox: false, ledgerEpoch: 1 }, userCode: 'WDJB-MJHT', verificationUri: 'https://kiln.example.com/device', expiresAt: NOW + 580_000 };
const out = accountOf({ owned: { actions: 9_000 * U, credits: 0.4 * U }, used: { actions: 6_000 * U, credits: 2_499.6 * U }, leased: 300 });
const waiting = [{ n: 9, opId: 'spend.task-9', acked: 0, op: { n: 9, opId: 'spend.task-9', kind: 'spend', clientAt: NOW, body: { chargeId: 'task-9.0', actions: U, runId: RUN_ID, taskId: TASK_ID, subject: 'lead-0', enrichment: 'person', providerId: 'people-data-labs', operation: 'enrich-person', route: 'own', leaseId: 'lease-1' } } }, { n: 8, opId: 'ack.task-8', acked: 1, op: { n: 8, opId: 'ack.task-8', kind: 'ack', clientAt: NOW - 120_000, body: {} } }];

export const accountShots: Shot[] = [
  page('statement', 'statement', signedIn(FEED, { held: [3, 4.5], limits: LIMITS })),
  page('statement-wide', 'statement/wide', signedIn(LONG), { width: 1680 }),
  page('statement-line', 'statement', signedIn(FEED), { press: openLine }),
  page('statement-receipt', 'statement', { ...signedIn(FEED), tasks: [foundTask({ id: 'task-94' as never })] }, { press: async (p) => {
    await openLine(p);
    await p.getByText('Receipt of the whole question').click();
  } }),
  page('statement-day', 'statement', signedIn(FEED), { press: group('By day') }),
  page('statement-run', 'statement', signedIn(FEED), { press: group('By run') }),
  page('statement-filter', 'statement', signedIn(FEED), { press: async (p) => {
    await p.getByLabel('Kind').selectOption('taken');
    await p.getByLabel('Search the statement').fill('mobile');
  } }),
  page('statement-nothing', 'statement', signedIn(FEED), { press: (p) => p.getByLabel('Search the statement').fill('zebra') }),
  page('statement-empty', 'statement', { ...full, meta: meta({ account: accountOf({ owned: { actions: 15_000 * U, credits: 2_500 * U }, used: { actions: 0, credits: 0 }, leased: 0 }) }) }),
  page('statement-behind', 'statement', signedIn(FEED, { atSeq: 9_000 })),
  page('statement-wrong', 'statement', { ...signedIn(FEED), events: FEED.events.map((e) => (e.seq === 2 ? { ...e, credits: 2_400 * U } : e)) }),
  page('statement-offline', 'statement', signedIn(FEED, { syncedAt: NOW - 3 * HOUR }, { sync: { state: 'offline', at: NOW } })),
  page('statement-none', 'statement', { tables_: [Q3], meta: meta({}) }),
  page('statement-narrow', 'statement', signedIn(FEED), { width: 360, height: 1_200 }),
  page('plan', 'plan', signedIn(FEED), { height: 1_260 }),
  page('plan-loses', 'plan', signedIn({ ...FEED, owned: { actions: 3_000 * U, credits: 4_400 * U }, used: { actions: 12_000 * U, credits: 600 * U } }), { height: 1_260 }),
  page('plan-own', 'plan', { ...signedIn(FEED, {}, { comparison: { planId: 'own', own: { microUsd: 200 * U, actions: 20 * U, credits: 4_000 * U }, creditsOf: { mobile: 8 * U }, creditMicroUsd: 50_000 } }) }, { height: 1_260 }),
  page('plan-none', 'plan', { tables_: [Q3], meta: meta({}) }),
  page('plan-narrow', 'plan', signedIn(FEED), { width: 360, height: 2_300 }),
  page('limits', 'limits', signedIn(FEED, { limits: LIMITS }), { height: 1_000 }),
  page('limits-none', 'limits', signedIn(FEED)),
  page('account', 'account', { ...signedIn(FEED), outbox: waiting }),
  page('account-offline', 'account', { ...signedIn(FEED, { syncedAt: NOW - 3 * HOUR }, { sync: { state: 'offline', at: NOW, message: 'The account server does not answer. Work goes on, and is sent when it is back.', failures: 3, nextAt: NOW + 40_000 } }), outbox: waiting }),
  page('account-unsent', 'account', { ...signedIn(FEED), outbox: waiting }, { press: (p) => p.getByRole('button', { name: 'Sign out' }).click() }),
  page('account-switch', 'account', signedIn(FEED), { press: (p) => p.getByRole('button', { name: 'Another workspace' }).click() }),
  page('account-denied', 'account', { tables_: [Q3], meta: meta({ signIn: { ...code, state: 'denied' } }) }),
  page('account-expired', 'account', { tables_: [Q3], meta: meta({ signIn: { ...code, expiresAt: NOW - 1, state: 'waiting' } }) }),
  page('account-narrow', 'account', { ...signedIn(FEED), outbox: waiting }, { width: 360, height: 1_500 }),
  panel('panel-notice', signedIn(FEED, { limits: LIMITS })),
  panel('panel-notice-320', { ...full, meta: meta({ account: { ...out, limits: LIMITS } }) }, { width: 320, quote: { blocked: 'no-credits', shortBy: micro(1.1 * U) } }),
  panel('panel-offline', signedIn(FEED, { syncedAt: NOW - 3 * HOUR }, { sync: { state: 'offline', at: NOW } }), { offline: true }),
  panel('panel-month', { ...signedIn(FEED, { held: [1, 1.5], leased: 900 }), outbox: waiting }, { press: (p) => p.getByRole('tab', { name: 'Activity' }).click() }),
  panel('panel-limit', signedIn(FEED, { limits: LIMITS }), { quote: { ...QUOTE, limited: { scope: 'member', meter: 'data_credits', window: 'day', limit: micro(500 * U), left: micro(1 * U), endsAt: NOW + 5 * HOUR } }, press: (p) => p.getByRole('button', { name: /^Price of/ }).first().click() }),
  { name: 'money-table', page: 'table', width: 1_440, height: 500, rows: signedIn(FEED, { held: [3, 4.5], syncedAt: NOW - 3 * HOUR }, { sync: { state: 'offline', at: NOW } }) },
];
