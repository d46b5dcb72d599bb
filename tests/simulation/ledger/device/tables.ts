/** What a profile of the simulated world starts with: own keys, waterfalls, a table, and a signed-in account. */
import type { LeadId, TableId } from '../../../../lib/core/ids.ts';
import type { Waterfall } from '../../../../lib/domain/enrichment/waterfall.ts';
import type { Lead } from '../../../../lib/domain/lead/lead.ts';
import type { Deps } from '../../../../lib/services/deps.ts';
import type { MetaRows } from '../../../../lib/storage/database.ts';
import { FREE, MANAGED, OWN, PRICES } from '../providers.ts';
import { frozen, type Row } from '../../memory/rows.ts';
import type { Disk } from './profile/disk.ts';
import { keyText } from '../../memory/keys.ts';

/** Only what planning asks of a manifest: whether it needs a key, and what it offers. */
export const CATALOGUE: Deps['catalogue'] = new Map(
  [...OWN, ...MANAGED, FREE].map((id) => [
    id,
    { id, name: id, auth: id === FREE ? { kind: 'none' } : { kind: 'bearer' }, operations: { 'find-work-email': {}, 'verify-email': {} }, price: { charged: 'found' } } as never,
  ]),
);

const waterfall = (id: string, providers: readonly string[], verified: boolean): Waterfall => ({
  id, name: id, enrichment: 'work-email', kind: 'person', wanted: ['workEmail'],
  steps: providers.map((providerId) => ({ source: 'provider' as const, providerId, operation: 'find-work-email' as const })),
  ...(verified ? { verifier: { providerIds: ['managed-v'], strategy: 'conservative' as const } } : {}),
  stopAfterSameRejected: 9, freshnessDays: 30,
});
export const WATERFALLS: readonly Waterfall[] = [
  waterfall('sim-own', [OWN[0], FREE], false),
  waterfall('sim-mixed', [OWN[0], MANAGED[0], OWN[1], MANAGED[1]], true),
  waterfall('sim-bought', [MANAGED[0], MANAGED[1]], false),
];
const TABLE = 'table-0001' as TableId;

/** @param who tells people apart: the same name is the same question */
export function newLead(id: string, order: number, now: number, who: string): Lead {
  const text = (value: string) => ({ values: [{ value, confidence: 80, provenance: { origin: 'page' as const, at: 1 } }] });
  return {
    id: id as LeadId, tableId: TABLE, kind: 'person', order, createdAt: now, updatedAt: now, keys: [],
    fields: { name: text(`Person ${who}`), firstName: text('Person'), lastName: text(who), companyDomain: text(`${who.toLowerCase()}.example`) },
  };
}

/** Writes past the transactions: for what is no part of the ledger. */
export const put = (disk: Disk, table: string, key: string, row: object): void => void disk.rowsOf(table).set(keyText(key), { key, row: frozen(row) as Row });

/** Writes a fresh profile whose device has just signed in. */
export function fillProfile(disk: Disk, deviceId: string, account: MetaRows['account']): void {
  put(disk, 'tables_', TABLE, { id: TABLE, name: 'People', kind: 'person', createdAt: 1 });
  for (const one of WATERFALLS) put(disk, 'waterfalls', one.id, one);
  for (const providerId of OWN) put(disk, 'keys', `live/${providerId}`, { id: `live/${providerId}`, providerId, environment: 'live', iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1), last4: '1234', status: 'works' });
  put(disk, 'vault', 'vault-key', { id: 'vault-key', key: {} });
  signIn(disk, deviceId, account);
}

/** What a sign-in leaves behind; the token is whoever the device says it is. */
export function signIn(disk: Disk, deviceId: string, account: MetaRows['account']): void {
  put(disk, 'vault', 'account-token', { id: 'account-token', iv: new Uint8Array(12), ciphertext: new ArrayBuffer(1) });
  put(disk, 'meta', 'device', { key: 'device', value: { deviceId, nextN: 1, ackedN: 0, cursor: 0, ledgerEpoch: 0 } });
  put(disk, 'meta', 'account', { key: 'account', value: account });
}

/** Before the first pull nothing is known but the prices. */
export const unknownAccount = (now: number): MetaRows['account'] => ({
  serverUrl: 'http://account.example', serverName: 'Kiln', sandbox: false, syncedAt: now - 3_600_000,
  member: { name: 'Robin Sample', email: 'robin@example.com', workspace: 'Hearth', role: 'editor' },
  plan: { name: 'Test', actionsMonthly: 0, creditsMonthly: 0, renewsAt: null },
  balances: [], priceBook: { ...PRICES, providers: [...MANAGED] }, limits: [], atSeq: 0, clockOffsetMs: 0,
});
