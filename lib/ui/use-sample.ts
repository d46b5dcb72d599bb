import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { CommandError } from '../contracts/commands.ts';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import type { Table } from '../domain/lead/lead.ts';
import { database } from '../storage/open.ts';
import { leadsOnDevice, usePriceRevision } from './queries.ts';
import { useQuote } from './use-commands.ts';

/** Leads of a table that a waterfall is priced on. */
const SAMPLE = 100;
/** Leads of a first test run. */
const TRIAL = 10;

export interface Sample {
  readonly tables: readonly Table[] | undefined;
  readonly table: Table | undefined;
  readonly choose: (tableId: string) => void;
  readonly leadIds: readonly string[] | undefined;
  readonly quote: Quote | undefined;
  readonly isLoading: boolean;
  readonly error: CommandError | undefined;
  readonly trialIds: readonly string[];
  readonly trial: Quote | undefined;
}

/** The price of a waterfall for the first leads of a table; asked anew when the waterfall or a lead changes. Nothing is bought. */
export function useSample(waterfall: Waterfall, revision: number): Sample {
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useLiveQuery(async () => ({ kind: waterfall.kind, tables: await database.tables_.where('kind').equals(waterfall.kind).toArray() }), [waterfall.kind]);
  const tables = found?.kind === waterfall.kind ? found.tables : undefined;
  const table = tables?.find((t) => t.id === chosen) ?? tables?.[0];
  const tableId = table?.id;
  const rows = useLiveQuery(async () => {
    if (tableId === undefined) return { tableId, ids: [], at: 0 };
    const leads = await leadsOnDevice.first(tableId, SAMPLE);
    return { tableId, ids: leads.map((lead) => lead.id as string), at: Math.max(0, ...leads.map((lead) => lead.updatedAt)) };
  }, [tableId]);
  const leadIds = rows && rows.tableId === tableId ? rows.ids : undefined;
  const trialIds = (leadIds ?? []).slice(0, TRIAL);
  const key = `${usePriceRevision()} ${revision} ${rows?.at ?? 0}`;
  const has = leadIds !== undefined && leadIds.length > 0;
  const quote = useQuote(waterfall.id, has ? { leadIds } : null, key);
  const trial = useQuote(waterfall.id, has ? { leadIds: trialIds } : null, key);
  return { tables, table, choose: setChosen, leadIds, quote: quote.value, isLoading: quote.loading, error: quote.error, trialIds, trial: trial.loading ? undefined : trial.value };
}
