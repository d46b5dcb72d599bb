import { useEffect, useMemo, useState } from 'react';
import type { CommandResult } from '../contracts/commands.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { rowsMeant, type RowChoice, type RowsAsked } from './bulk-rows.ts';
import { usePriceRevision } from './queries.ts';
import { sendCommand } from './send-command.ts';

/** What is known of one chosen enrichment: undefined while it is looked up. */
export interface Asked {
  readonly leadIds?: readonly string[];
  readonly answer?: CommandResult<'run.quote'>;
}

/** The rows that are meant and the price, for each chosen enrichment; looked up anew when what is chosen, or a price, changes. */
export function useBulk(rows: RowChoice, chosen: readonly Waterfall[], { tableId, shown, ticked }: RowsAsked): ReadonlyMap<string, Asked> {
  const revision = usePriceRevision();
  const [known, setKnown] = useState<{ readonly of: object; readonly asked: ReadonlyMap<string, Asked> }>();
  const wanted = useMemo(() => ({ rows, chosen, at: { tableId, shown, ticked }, revision }), [rows, chosen, tableId, shown, ticked, revision]);
  useEffect(() => {
    let isOver = false;
    const tell = (id: string, asked: Asked): void => void (isOver || setKnown((before) => ({ of: wanted, asked: new Map(before?.of === wanted ? before.asked : []).set(id, asked) })));
    const look = async (waterfall: Waterfall): Promise<void> => {
      const leadIds = await rowsMeant(wanted.rows, waterfall, wanted.at, () => isOver);
      if (isOver) return;
      if (leadIds.length === 0) return tell(waterfall.id, { leadIds });
      tell(waterfall.id, { leadIds, answer: await sendCommand('run.quote', { leadIds: [...leadIds], waterfallId: waterfall.id }) });
    };
    const all = async (): Promise<void> => {
      for (const waterfall of wanted.chosen) if (!isOver) await look(waterfall).catch(() => tell(waterfall.id, { leadIds: [], answer: { ok: false, error: { code: 'failed', message: 'The rows could not be read. Nothing was charged. Choose them again.' } } }));
    };
    void all();
    return () => {
      isOver = true;
    };
  }, [wanted]);
  return known?.of === wanted ? known.asked : NONE;
}
const NONE: ReadonlyMap<string, Asked> = new Map();
