import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createTaskStore } from '../../../lib/storage/task-store.ts';
import { chargeOf } from '../ledger/devices.ts';

it('remembers the last calls of this device, however many the account has made since', async () => {
  const db = new KilnDatabase('recent-calls');
  await db.charges.bulkPut([
    ...Array.from({ length: 5 }, (_, i) => chargeOf(`here-${i}`, 100 + i)),
    ...Array.from({ length: 9 }, (_, i) => ({ ...chargeOf(`there-${i}`, 200 + i), path: 'account' as const })),
  ].map((charge) => ({ ...charge, state: 'posted' as const })));
  await db.charges.put(chargeOf('still-out', 1));
  const recent = await createTaskStore(db).recentCalls(50, 3);
  expect(recent.map(({ id }) => id)).toEqual(['here-4', 'here-3', 'here-2', 'still-out']);
});
