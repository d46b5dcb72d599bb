import { ChevronDown, Info, ListPlus } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { RUN_LEADS } from '../../lib/core/limits.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { formatMicro } from '../../lib/domain/ledger/amount.ts';
import { countOf } from '../../lib/ui/format.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import { estimateOf, priceView, type PriceView } from '../../lib/ui/price.ts';
import { usePriceRevision } from '../../lib/ui/queries.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useCommand, useQuote } from '../../lib/ui/use-commands.ts';
import { useReach } from '../../lib/ui/use-reach.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { iconOfWaterfall } from '../parts/enrichment-icon.ts';
import { BoltGlyph, DiscsGlyph, Icon } from '../parts/icon.tsx';
import { Menu, MenuChoice, MenuItem } from '../parts/menu.tsx';

interface BuySelectedProps {
  readonly table: Table;
  /** Rows that are shown. */
  readonly shown: number;
  readonly selected: number;
  /** undefined while they are read. */
  readonly selectedIds: readonly string[] | undefined;
  readonly waterfalls: readonly Waterfall[];
  readonly meters: readonly [MeterView, MeterView] | undefined;
}

/** "Find mobile for 3, up to 3 + 30": starts at this price, or asks once more above the threshold. With nothing ticked, or too much for one run, it asks which rows first. */
export function BuySelected({ table, shown, selected, selectedIds, waterfalls, meters }: BuySelectedProps): ReactElement | null {
  const { waterfallId, setWaterfall, ask } = useTable();
  const usable = waterfalls.filter((w) => w.kind === table.kind && !w.isHidden);
  const waterfall = usable.find((w) => w.id === waterfallId) ?? usable[0];
  const quote = useQuote(waterfall?.id, selected === 0 || selected > RUN_LEADS || !selectedIds ? null : { leadIds: selectedIds }, `${usePriceRevision()} ${JSON.stringify(waterfall)}`);
  const run = useCommand('run.start');
  const reach = useReach();
  const [confirming, setConfirming] = useState<'start' | 'look' | null>(null);
  if (!waterfall) return null;
  const current = selected === 0 || selected > RUN_LEADS || !selectedIds || quote.loading ? undefined : quote.value;
  const view = current ? priceView(current, waterfall.enrichment, selected) : undefined;
  const ready = view !== undefined && view.kind !== 'blocked';
  const start = async (): Promise<void> => {
    setConfirming(null);
    if (!current || !selectedIds) return;
    await reach(current);
    const { actions, credits } = current.max;
    await run.send({ leadIds: [...selectedIds], waterfallId: waterfall.id, cap: { actions, credits }, ...estimateOf(current) });
  };
  const name = selected === 0 ? waterfall.name : `${waterfall.name} for ${countOf(selected)}`;
  // A price that could not be had is asked for again by the same button.
  const isFailed = quote.error !== undefined && selected > 0;
  const mustChoose = selected === 0 || selected > RUN_LEADS;
  const choose = (): void => ask({ waterfallIds: [waterfall.id], rows: selected > 0 ? 'ticked' : 'shown' });
  const reason = mustChoose ? 'choose rows' : (quote.error?.message ?? view?.words ?? 'asking for the price');
  return (
    <span className="k-split k-split--buy">
      <Button look="primary" busy={run.busy} disabled={mustChoose ? shown === 0 : !ready && !isFailed} title={ready ? view.note : reason} onClick={() => (mustChoose ? choose() : isFailed ? quote.again() : current?.confirm || current?.capped || current?.limited ? setConfirming('start') : void start())}>
        <span className="k-trunc">{name}</span>{' '}
        <span className="k-onbtn">{view ? <ShortPrice view={view} /> : isFailed ? 'ask for the price again' : reason}</span>
      </Button>
      <Menu
        trigger={
          <IconButton label="Other enrichments" className="k-split__more">
            <Icon of={ChevronDown} size={14} />
          </IconButton>
        }
      >
        <MenuItem icon={ListPlus} disabled={shown === 0} onSelect={choose}>
          Choose rows and enrichments…
        </MenuItem>
        <MenuItem icon={Info} disabled={!current} onSelect={() => setConfirming('look')}>
          Price step by step
        </MenuItem>
        <p className="k-menu__h">What to ask</p>
        <MenuChoice value={waterfall.id} options={usable.map((w) => ({ value: w.id, label: w.name, icon: iconOfWaterfall(w) }))} onChoose={setWaterfall} />
      </Menu>
      {confirming && current ? <ConfirmDialog waterfall={waterfall} quote={current} meters={meters} {...(confirming === 'start' ? { onStart: () => void start() } : {})} onClose={() => setConfirming(null)} /> : null}
    </span>
  );
}

/** The price beside the words, in the colour of the button. */
function ShortPrice({ view }: { readonly view: PriceView }): ReactElement {
  if (view.kind === 'blocked') return <>{view.reason}</>;
  return (
    <>
      up to <BoltGlyph className="k-i--xs" />
      {formatMicro(view.max.actions)} + <DiscsGlyph className="k-i--xs" />
      {formatMicro(view.max.credits)}
      {view.note ? <span className="k-vh">{view.note}</span> : null}
    </>
  );
}
