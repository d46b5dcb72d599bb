/** People in a table, and erasing them to the end. */
import { expect } from 'vitest';
import type { Op } from '../../../lib/contracts/account-api.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import { moveErasures } from '../../../lib/services/erase-leads.ts';
import type { KilnDatabase } from '../../../lib/storage/database.ts';
import { listWorld, type ListWorld } from './list-world.ts';

export const DEVICE = { deviceId: 'device-0001', nextN: 1, ackedN: 0, durableN: 0, cursor: 0, ledgerEpoch: 1 };

export interface EraseWorld extends ListWorld {
  add(name: string): Promise<LeadId>;
}
export async function eraseWorld(): Promise<EraseWorld> {
  const w = listWorld();
  const made = await w.send('table.create', { name: 'Fair', kind: 'person' });
  const tableId = made.ok ? made.value.tableId : '';
  return Object.assign(w, {
    add: async (name: string): Promise<LeadId> => {
      const added = await w.send('lead.add', { tableId, fields: { name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com` } });
      return (added.ok ? added.value.leadId : '') as LeadId;
    },
  });
}

export const signIn = async (db: KilnDatabase): Promise<void> => void (await db.meta.bulkPut([{ key: 'device', value: DEVICE }, { key: 'account', value: {} }]));

export async function erase(w: ListWorld, leadIds: readonly string[], eraseId = 'erase-00000001'): Promise<void> {
  expect(await w.send('lead.erase', { eraseId, leadIds: [...leadIds], keepAway: false })).toMatchObject({ ok: true });
  await moveErasures(w.deps, true);
}

/** Operations about erasures that wait for the account, oldest first. */
export async function eraseOps(db: KilnDatabase): Promise<{ readonly opId: string; readonly subjects: readonly string[] }[]> {
  return (await db.outbox.orderBy('n').toArray()).flatMap(({ op }: { op: Op }) => (op.kind === 'erase' ? [{ opId: op.opId, subjects: op.body.subjects }] : []));
}
