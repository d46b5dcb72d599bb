import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import type { KeyRow } from '../../../lib/storage/database.ts';
import type { Rng } from '../rng.ts';
import { balancesOf, CREDIT, MEMBER, PLAN, PRICES, type Account } from './account.ts';
import type { Plan } from './faults.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { OWN_KEYS } from './providers.ts';

export const WATERFALL_ID = 'sim';
const TABLE = 'table-0001' as TableId;
const OTHER_TABLE = 'table-0002' as TableId;
/** Every third lead is in another table: a run over both keeps to the limits of each. */
export const tableOf = (leadId: string): TableId => (Number(leadId.slice(-4)) % 3 === 2 ? OTHER_TABLE : TABLE);

/** A waterfall of chance over the partners of the world. */
function drawWaterfall(plan: Plan, rng: Rng): Waterfall {
  const partners = ['own-a', 'own-b', 'own-s', 'free-f', 'acc-c', 'acc-d'];
  for (let i = partners.length - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [partners[i], partners[j]] = [partners[j] as string, partners[i] as string];
  }
  const chosen = partners.slice(0, rng.between(2, 4));
  const pattern = plan.on.has('check') && rng.chance(0.3) ? [{ source: 'pattern' as const }] : [];
  return {
    id: WATERFALL_ID, name: 'Find work email', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'],
    steps: [...pattern, ...chosen.map((providerId) => ({ source: 'provider' as const, providerId, operation: 'find-work-email' as const, ...(rng.chance(0.1) ? { timeoutMs: 2_000 } : {}) }))],
    ...(plan.on.has('check') ? { verifier: { providerIds: rng.pick([['own-v'], ['acc-v'], ['own-v', 'acc-v']]), strategy: rng.pick(['conservative', 'balanced', 'aggressive'] as const) } } : {}),
    stopAfterSameRejected: rng.pick([1, 2, 9]), freshnessDays: 30,
    ...(plan.on.has('fan-out') ? { fanOut: rng.between(2, 3) } : {}),
    ...(plan.on.has('learned') && rng.chance(0.4) ? { order: 'learned' as const } : {}),
    ...(plan.on.has('find-first') ? { findFirst: [{ providerId: 'free-f', operation: 'find-domain' as const }] } : {}),
    ...(rng.chance(0.1) ? { stopAtCredits: micro(rng.between(1, 2) * CREDIT) } : {}),
    ...(rng.chance(0.1) ? { stopAfterMisses: rng.between(1, 2) } : {}),
  };
}

function leadOf(i: number, plan: Plan, rng: Rng): Lead {
  const text = (value: string) => ({ values: [{ value, confidence: 80, provenance: { origin: 'page' as const, at: 1 } }] });
  const lacksDomain = plan.on.has('find-first') && rng.chance(0.5);
  const fields: LeadFields = {
    name: text(`Person ${i}`), firstName: text('Person'), lastName: text(`Number${i}`), companyName: text(`Company ${i}`),
    ...(lacksDomain ? {} : { companyDomain: text(`company${i}.example`) }),
  };
  return { id: `lead-${String(i).padStart(4, '0')}` as LeadId, tableId: tableOf(`lead-${String(i).padStart(4, '0')}`), kind: 'person', order: i, createdAt: 1, updatedAt: 1, keys: identityKeys('person', fields), fields };
}

export const keyRow = (providerId: string, last4: string): KeyRow => ({ id: `live/${providerId}`, providerId, environment: 'live', iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1), last4, status: 'works' });

/** What is on the device before anything happens. */
export function furnish(database: MemoryDatabase, plan: Plan, { server }: Account, wallNow: number): readonly string[] {
  const rng = plan.random('setting');
  const waterfall = drawWaterfall(plan, rng);
  const leads = Array.from({ length: plan.leads }, (_, i) => leadOf(i, plan, rng));
  database.plant('tables_', { id: TABLE, name: 'People', kind: 'person', createdAt: 1 });
  database.plant('tables_', { id: OTHER_TABLE, name: 'Others', kind: 'person', createdAt: 2 });
  database.plant('waterfalls', waterfall);
  for (const lead of leads) database.plant('leads', lead);
  for (const providerId of OWN_KEYS) if (rng.chance(0.9)) database.plant('keys', keyRow(providerId, '0000'));
  database.plant('vault', { id: 'vault-key', key: {} });
  if (rng.chance(0.9)) {
    database.plant('vault', { id: 'account-token', iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1) });
    database.plant('meta', { key: 'device', value: { deviceId: 'device-0001', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 } });
    database.plant('meta', { key: 'account', value: { serverUrl: 'https://account.example', serverName: 'Kiln', sandbox: false, syncedAt: wallNow, member: MEMBER, plan: PLAN, balances: balancesOf(server.actions, server.credits), priceBook: PRICES, limits: [], atSeq: 0, clockOffsetMs: 0 } });
  }
  if (plan.on.has('limits')) database.plant('meta', { key: 'limits', value: drawLimits(rng) });
  return leads.map((lead) => lead.id);
}

export const drawLimits = (rng: Rng): object => ({
  ...(rng.chance(0.3) ? { run: { actions: micro(rng.between(1, 4) * CREDIT), ...(rng.chance(0.5) ? { credits: micro(rng.between(0, 3) * CREDIT) } : {}) } } : {}),
  ...(rng.chance(0.7) ? { hour: { actions: micro(rng.between(2, 5) * CREDIT), ...(rng.chance(0.5) ? { credits: micro(rng.between(1, 4) * CREDIT) } : {}) } } : {}),
  ...(rng.chance(0.4) ? { day: { actions: micro(rng.between(4, 12) * CREDIT) } } : {}),
  ...(rng.chance(0.5) ? { tables: { [TABLE]: drawTableCaps(rng), ...(rng.chance(0.3) ? { [OTHER_TABLE]: drawTableCaps(rng) } : {}) } } : {}),
  ...(rng.chance(0.3) ? { pauseOverPercent: rng.pick([10, 100]) } : {}),
});

const drawTableCaps = (rng: Rng): object => ({
  ...(rng.chance(0.4) ? { hour: { actions: micro(rng.between(2, 4) * CREDIT) } } : {}),
  ...(rng.chance(0.3) ? { day: { actions: micro(rng.between(3, 8) * CREDIT), ...(rng.chance(0.5) ? { credits: micro(rng.between(1, 4) * CREDIT) } : {}) } } : {}),
  ...(rng.chance(0.6) ? { month: { actions: micro(rng.between(1, 4) * CREDIT), ...(rng.chance(0.3) ? { credits: micro(rng.between(1, 5) * CREDIT) } : {}) } } : {}),
});
