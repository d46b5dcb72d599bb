import { useState, type ReactElement } from 'react';
import { ONE_ACTION, ZERO, type Amounts } from '../../lib/domain/ledger/amount.ts';
import type { RunId } from '../../lib/core/ids.ts';
import type { Quote } from '../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import type { LeadKind } from '../../lib/domain/lead/fields.ts';
import type { Lead, LeadFields } from '../../lib/domain/lead/lead.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { priceView, wantsSource } from '../../lib/ui/price.ts';
import { useMeta, usePriceRevision } from '../../lib/ui/queries.ts';
import { useCommand, useQuotes, useWaterfalls, type QuoteAnswer, type QuoteTarget } from '../../lib/ui/use-commands.ts';
import { useReach } from '../../lib/ui/use-reach.ts';
import { BuyButton } from '../parts/buy-button.tsx';
import { Button, LinkButton } from '../parts/button.tsx';
import { iconOfWaterfall } from '../parts/enrichment-icon.ts';
import { NotEnough } from './not-enough.tsx';

interface BuyListProps {
  readonly tabId: number;
  /** The page that was read. */
  readonly url: string;
  readonly kind: LeadKind;
  /** Everything that is known, saved or not. */
  readonly shown: LeadFields;
  /** The saved lead; without one the price is asked for what was read, and a click saves first. */
  readonly lead?: Lead;
  readonly nameOf: (providerId: string) => string;
}

/** What is not on the page and can be found, each with its price on the button. */
export function BuyList({ tabId, url, kind, shown, lead, nameOf }: BuyListProps): ReactElement | null {
  const waterfalls = useWaterfalls();
  const revision = usePriceRevision();
  if (waterfalls.error) {
    return (
      <p className="k-sm k-2">
        {waterfalls.error.message} <Button small onClick={waterfalls.again}>Try again</Button>
      </p>
    );
  }
  return <Open waterfalls={(waterfalls.value ?? []).filter((w) => w.kind === kind && !w.isHidden && isOpen(w, shown))} target={lead ? { leadIds: [lead.id] } : { tabId, url }} revision={`${revision} ${lead ? lead.updatedAt : Object.keys(shown).join()}`} nameOf={nameOf} />;
}

interface OpenProps {
  readonly waterfalls: readonly Waterfall[];
  readonly target: QuoteTarget;
  readonly revision: string;
  readonly nameOf: (providerId: string) => string;
}

/** Questions that are offered at once; the others are one click away. */
const FEW = 5;

/** The buttons. The first one that a meter does not reach is told at length, with what still works. */
function Open({ waterfalls, target, revision, nameOf }: OpenProps): ReactElement | null {
  const [isLong, setLong] = useState(false);
  const shown = isLong ? waterfalls : waterfalls.slice(0, FEW);
  const quotes = useQuotes(shown.map((w) => w.id), target, `${revision} ${JSON.stringify(shown)}`);
  const short = shown.find((w) => isShort(quotes.get(w.id)));
  if (waterfalls.length === 0) return null;
  return (
    <section aria-label="Not on this page">
      <div className="k-h k-h--gap">
        <span>Not on this page</span>
        <span>A miss costs nothing</span>
      </div>
      <div className="k-stack">
        {shown.map((w) => (
          <Buy key={w.id} waterfall={w} target={target} answer={quotes.get(w.id)} explain={w === short} nameOf={nameOf} />
        ))}
      </div>
      {shown.length < waterfalls.length ? (
        <LinkButton className="k-more" onClick={() => setLong(true)}>
          {waterfalls.length - shown.length} more questions
        </LinkButton>
      ) : null}
      {[...quotes.values()].some((a) => a.ok && wantsSource(a.value)) ? <MoreSources /> : null}
    </section>
  );
}

/** The way on where a key or an account is what is missing. */
function MoreSources(): ReactElement {
  const account = useMeta('account');
  const open = usePanel((s) => s.open);
  return (
    <p className="k-sm k-row k-more">
      <LinkButton onClick={() => void openKilnPage('options', 'providers')}>Add a provider key</LinkButton>
      {account === null ? <LinkButton onClick={() => open({ kind: 'sign-in' })}>Sign in to an account</LinkButton> : null}
    </p>
  );
}

const isShort = (answer: QuoteAnswer | undefined): boolean => answer?.ok === true && (answer.value.blocked === 'no-credits' || answer.value.blocked === 'no-actions');

/** A question is open while its first wanted field is not known; checks of an address need the address. */
function isOpen(waterfall: Waterfall, shown: LeadFields): boolean {
  if (waterfall.enrichment === 'verify-email' && textOf(shown, 'workEmail') === undefined) return false;
  return waterfall.wanted.length > 1 ? waterfall.wanted.some((k) => textOf(shown, k) === undefined) : waterfall.wanted.every((k) => textOf(shown, k) === undefined);
}

interface BuyProps {
  readonly waterfall: Waterfall;
  readonly target: QuoteTarget;
  readonly answer: QuoteAnswer | undefined;
  readonly explain: boolean;
  readonly nameOf: (providerId: string) => string;
}

function Buy({ waterfall, target, answer, explain, nameOf }: BuyProps): ReactElement {
  const [busy, start] = useStart(waterfall, target);
  const open = usePanel((s) => s.open);
  const quote = answer?.ok === true ? answer.value : undefined;
  const error = answer?.ok === false ? answer.error.message : undefined;
  if (explain && quote) return <NotEnough waterfall={waterfall} quote={quote} nameOf={nameOf} busy={busy} onFree={() => start(quote, { actions: ONE_ACTION, credits: ZERO })} />;
  return (
    <BuyButton
      name={waterfall.name}
      icon={iconOfWaterfall(waterfall)}
      view={quote ? priceView(quote, waterfall.enrichment) : undefined}
      busy={busy}
      {...(error === undefined ? {} : { error })}
      onBuy={() => quote && start(quote, quote.max)}
      {...(quote ? { onLook: () => open({ kind: 'confirm', waterfall, quote }) } : {})}
    />
  );
}

/** Starts at the price that was shown; above the threshold it is asked once more. */
function useStart(waterfall: Waterfall, target: QuoteTarget): readonly [boolean, (quote: Quote, cap: Amounts) => void] {
  const run = useCommand('run.start');
  const reach = useReach();
  const { show, open } = usePanel();
  const begin = async (quote: Quote, cap: Amounts): Promise<void> => {
    await reach(quote);
    const where = 'tabId' in target ? { tabId: target.tabId, url: target.url } : { leadIds: [...target.leadIds] };
    const started = await run.send({ ...where, waterfallId: waterfall.id, cap: { actions: cap.actions, credits: cap.credits } });
    if (started) show({ kind: 'run', runId: started.runId as RunId });
  };
  const start = (quote: Quote, cap: Amounts): void => {
    if ((quote.confirm && cap.credits > 0) || quote.capped || quote.limited) open({ kind: 'confirm', waterfall, quote, start: () => void begin(quote, cap) });
    else void begin(quote, cap);
  };
  return [run.busy, start];
}
