import { useId, useMemo, useState, type ReactElement } from 'react';
import { RUN_LEADS } from '../../lib/core/limits.ts';
import type { Cap } from '../../lib/domain/enrichment/caps.ts';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { micro, ZERO } from '../../lib/domain/ledger/amount.ts';
import { asksOnceMore, sharesOf, sumOf, withLimit, type BulkPart } from '../../lib/ui/bulk-price.ts';
import { FIRST_ROWS, type RowChoice } from '../../lib/ui/bulk-rows.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import type { MeterView } from '../../lib/ui/meters.ts';
import type { Positions } from '../../lib/ui/positions.ts';
import { amountsWords, estimateOf } from '../../lib/ui/price.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import type { Asking } from '../../lib/ui/table-store.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useBulk } from '../../lib/ui/use-bulk.ts';
import { useReach } from '../../lib/ui/use-reach.ts';
import { AmountInput } from '../parts/amount-input.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Note } from '../parts/note.tsx';
import { EnrichChoice } from './enrich-choice.tsx';
import { EnrichPrice } from './enrich-price.tsx';

interface EnrichProps {
  readonly table: Table;
  readonly first: Asking;
  readonly shown: Positions;
  /** Places of the ticked rows. */
  readonly ticked: Uint32Array;
  readonly waterfalls: readonly Waterfall[];
  readonly meters: readonly [MeterView, MeterView] | undefined;
  readonly onClose: () => void;
}

/** Many rows, one or several questions: which, at what price, up to where; then off. Nothing is asked before the last button. */
export function EnrichDialog({ table, first, shown, ticked, waterfalls, meters, onClose }: EnrichProps): ReactElement {
  const usable = useMemo(() => waterfalls.filter((w) => w.kind === table.kind && !w.isHidden), [waterfalls, table.kind]);
  const [rows, setRows] = useState<RowChoice>(first.rows);
  const [ids, setIds] = useState<readonly string[]>(first.waterfallIds);
  const [limit, setLimit] = useState<Cap>({});
  const [isSure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [limits, account] = [useMeta('limits'), useMeta('account')];
  const reach = useReach();
  const chosen = useMemo(() => usable.filter(({ id }) => ids.includes(id)), [usable, ids]);
  const asked = useBulk(rows, chosen, { tableId: table.id, shown, ticked });
  const parts = chosen.flatMap(({ id }): BulkPart[] => {
    const { leadIds, answer } = asked.get(id) ?? {};
    return leadIds && answer?.ok && mayBegin(answer.value, limit, meters) ? [{ waterfallId: id, leadIds, quote: answer.value }] : [];
  });
  const isLooking = chosen.some(({ id }) => !asked.has(id));
  const sum = sumOf(parts.map(({ quote }) => quote));
  const most = withLimit(sum.max, limit);
  const short = shortOf(most, meters);
  const isReady = parts.length > 0 && !isLooking && short === null;
  const asksMore = asksOnceMore({ ...sum, max: most }, limits, micro(account?.plan?.creditsMonthly ?? 0));
  const change = <T,>(set: (value: T) => void) => (value: T) => {
    setSure(false);
    set(value);
  };
  const start = async (): Promise<void> => {
    if (asksMore && !isSure) return setSure(true);
    setBusy(true);
    for (const { quote } of parts) await reach(quote);
    const shares = sharesOf(limit, parts.map(({ quote }) => quote.max));
    const refused: string[] = [];
    for (const [i, { waterfallId, leadIds, quote }] of parts.entries()) {
      const { actions, credits } = quote.max;
      const begun = await sendCommand('run.start', { leadIds: [...leadIds], waterfallId, cap: { actions, credits }, stopAt: { ...shares[i] }, ...estimateOf(quote) });
      if (!begun.ok) refused.push(`${usable.find(({ id }) => id === waterfallId)?.name ?? ''}: ${begun.error.message}`);
    }
    setBusy(false);
    if (refused.length > 0) showToast({ kind: 'bad', text: refused.join(' ') });
    if (refused.length < parts.length) onClose();
  };
  return (
    <Dialog
      title={`Enrich ${table.name}`}
      description="Nothing is asked before you press the last button. A miss costs nothing."
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={busy} disabled={!isReady} onClick={() => void start()}>
            {!isReady ? 'Start' : asksMore && isSure ? `Yes, start, up to ${amountsWords(most)}` : `Start, up to ${amountsWords(most)}`}
          </Button>
        </>
      }
    >
      <div className="k-stack k-bulk">
        <RowsChoice rows={rows} shown={shown.length} ticked={ticked.length} onChange={change(setRows)} />
        <EnrichChoice waterfalls={usable} chosen={ids} asked={asked} onChange={change(setIds)} />
        <EnrichLimit limit={limit} onChange={change(setLimit)} />
        {parts.length > 0 ? <EnrichPrice sum={sum} most={most} parts={parts} meters={meters} /> : null}
        {short ? <p className="k-sm k-warn">{short}</p> : null}
        {isReady && asksMore ? (
          <Note tone="warn" title="A large run, so please confirm">
            At most {amountsWords(most)}. {isSure ? 'Press the button once more to start.' : 'The button asks once more.'}
          </Note>
        ) : null}
        <p className="k-vh" role="status">
          {isLooking ? 'Looking up rows and prices' : isReady ? `${plural(sum.asked, 'question')}, up to ${amountsWords(most)}` : 'Nothing can be asked'}
        </p>
      </div>
    </Dialog>
  );
}

/** Somebody can be asked, and the meters reach for it: for all of it, or as far as the limit lets it go. */
const mayBegin = ({ asked, blocked, max }: Quote, limit: Cap, meters: EnrichProps['meters']): boolean =>
  asked > 0 && (blocked === undefined || ((blocked === 'no-actions' || blocked === 'no-credits') && shortOf(withLimit(max, limit), meters) === null));

/** What the meters lack for the most it can cost, in words; each enrichment alone may fit and all together not. */
function shortOf(most: { readonly actions: number; readonly credits: number }, meters: EnrichProps['meters']): string | null {
  const [actions, credits] = meters ?? [];
  const lacks = (view: MeterView | undefined, wanted: number): boolean => view !== undefined && view.state !== 'no-account' && wanted > (view.amount ?? ZERO);
  if (lacks(actions, most.actions)) return 'There are not enough Actions for all of it. Choose fewer rows or set a limit.';
  return lacks(credits, most.credits) ? 'There are not enough Credits for all of it. Choose fewer rows or set a limit.' : null;
}

function RowsChoice({ rows, shown, ticked, onChange }: { readonly rows: RowChoice; readonly shown: number; readonly ticked: number; readonly onChange: (rows: RowChoice) => void }): ReactElement {
  const all = shown > RUN_LEADS ? `The first ${countOf(RUN_LEADS)} of the ${countOf(shown)} shown` : `All ${countOf(shown)} shown`;
  const options: readonly (readonly [RowChoice, string])[] = [
    ...(ticked > 0 ? [['ticked', ticked > RUN_LEADS ? `The first ${countOf(RUN_LEADS)} of the ${countOf(ticked)} ticked` : `The ${plural(ticked, 'ticked row')}`] as const] : []),
    ...(shown > FIRST_ROWS ? [['first', `The first ${FIRST_ROWS} shown, as a test`] as const] : []),
    ['shown', all],
    ['empty', 'Those shown whose column is empty'],
    ['failed', 'Those shown that failed last time'],
  ];
  return (
    <label className="k-label">
      Rows
      <select className="k-select" data-first value={rows} onChange={(e) => onChange(options.find(([value]) => value === e.target.value)?.[0] ?? 'shown')}>
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function EnrichLimit({ limit, onChange }: { readonly limit: Cap; readonly onChange: (limit: Cap) => void }): ReactElement {
  const hint = useId();
  const { actions, credits } = limit;
  const set = (next: { readonly actions?: Cap['actions'] | undefined; readonly credits?: Cap['credits'] | undefined }): void => onChange({ ...(next.actions === undefined ? {} : { actions: next.actions }), ...(next.credits === undefined ? {} : { credits: next.credits }) });
  return (
    <div role="group" aria-label="Limit of this run" aria-describedby={hint} className="k-stack k-bulk__l">
      <span className="k-label">Stop at</span>
      <span className="k-row">
        <AmountInput meter="actions" label="Actions at most" amount={actions} onChange={(amount) => set({ actions: amount, credits })} />
        <AmountInput meter="data_credits" label="Data Credits at most" amount={credits} onChange={(amount) => set({ actions, credits: amount })} />
      </span>
      <span id={hint} className="k-xs k-3">
        It ends there, and what is left is not asked.
      </span>
    </div>
  );
}
