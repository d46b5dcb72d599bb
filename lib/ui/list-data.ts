/** Live reads of the list view. */
import { useMemo } from 'react';
import type { Table } from '../domain/lead/lead.ts';
import { bareIds, identitiesOf, knownTables } from '../domain/list/known.ts';
import type { ListCapture } from '../domain/list/list.ts';
import { hostOfPage } from '../domain/list/row-lead.ts';
import { database } from '../storage/open.ts';
import type { SaveRow } from '../storage/list-rows.ts';
import { leadsOnDevice, useKeyed, type Loaded } from './queries.ts';

/** The tables in which each row is known already, by row key; undefined while it is looked up. One query for the whole list. */
export function useKnownRows(list: ListCapture, url: string, tables: readonly Table[] | undefined): ReadonlyMap<string, readonly string[]> | undefined {
  const host = hostOfPage(url);
  const keys = useMemo(() => identitiesOf(list), [list]);
  const ids = useMemo(() => [...bareIds(list, host, tables ?? []).keys()], [list, host, tables]);
  const leads = useKeyed(`${keys.join('\n')}\n\n${ids.join('\n')}`, async () => {
    const [byKey, byId] = await Promise.all([leadsOnDevice.byKeys(keys), leadsOnDevice.getAll(ids)]);
    return [...byKey, ...byId.flatMap((lead) => (lead ? [lead] : []))];
  });
  return useMemo(() => (leads && tables ? knownTables(list, host, tables, leads) : undefined), [leads, tables, list, host]);
}

/** A save under way, with its counts. */
export const useSaveRow = (saveId: string | null): Loaded<SaveRow> => useKeyed(`${saveId}`, async () => (saveId === null ? null : ((await database.saves.get(saveId)) ?? null)));
