// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { Dexie, type EntityTable } from 'dexie';
import { createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, vi } from 'vitest';
import { usePacedQuery } from '../../../lib/ui/paced.ts';

const PACE_MS = 60;
const db = new Dexie('paced') as Dexie & { rows: EntityTable<{ id: number }, 'id'> };
db.version(1).stores({ rows: 'id' });

/** Only catches a hang. */
const waitFor = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 30_000 });

it('shows the first answer at once and every later one, no more often than its pace', async () => {
  let asked = 0;
  function Count(): ReactElement {
    const count = usePacedQuery('all', async () => {
      asked += 1;
      return db.rows.count();
    }, PACE_MS);
    return createElement('p', null, String(count));
  }
  const place = document.createElement('div');
  const root = createRoot(place);
  root.render(createElement(Count));
  await waitFor(() => expect(place.textContent).toBe('0'));
  const began = performance.now();
  for (let id = 1; id <= 40; id++) await db.rows.add({ id });
  await waitFor(() => expect(place.textContent).toBe('40'));
  expect(asked).toBeLessThanOrEqual(2 + Math.ceil((performance.now() - began) / PACE_MS));
  // Still alive after it has waited.
  await db.rows.add({ id: 41 });
  await waitFor(() => expect(place.textContent).toBe('41'));
  await db.rows.delete(41);
  await waitFor(() => expect(place.textContent).toBe('40'));
  root.unmount();
  await db.delete();
});
