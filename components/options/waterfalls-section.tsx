import type { ReactElement } from 'react';
import type { PriceBook } from '../../lib/contracts/account-api.ts';
import type { Waterfall, WaterfallStep } from '../../lib/domain/enrichment/waterfall.ts';
import { STRATEGY_WORDS } from '../../lib/domain/enrichment/words.ts';
import { labelOf } from '../../lib/domain/lead/custom.ts';
import { listOf, plural } from '../../lib/ui/format.ts';
import { useKeys, useMeta } from '../../lib/ui/queries.ts';
import { priceOfOperation } from '../../lib/ui/provider-cards.ts';
import { useWaterfalls, type Catalogue } from '../../lib/ui/use-commands.ts';
import { Amount } from '../parts/amount.tsx';
import { Button } from '../parts/button.tsx';
import { iconOfWaterfall } from '../parts/enrichment-icon.ts';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { LearnedOrder } from './learned-order.tsx';
import { tileOf } from './provider-tile.tsx';
import { PaneHead } from './side-meter.tsx';

interface WaterfallsProps {
  readonly catalogue: Catalogue;
  readonly selected?: string;
}

/** The waterfalls as they are: their steps in order, the check, and when they give up. */
export function WaterfallsSection({ catalogue, selected }: WaterfallsProps): ReactElement {
  const waterfalls = useWaterfalls();
  const account = useMeta('account');
  const list = (waterfalls.value ?? []).filter((w) => !w.question);
  const open = list.find((w) => w.id === selected) ?? list[0];
  return (
    <>
      <PaneHead title="Waterfalls">Steps are asked in order until one answer passes the check. Only the step that answers is paid for.</PaneHead>
      {waterfalls.error ? (
        <Note tone="bad" title="The waterfalls could not be listed" action={<Button small onClick={waterfalls.again}>Try again</Button>}>
          {waterfalls.error.message}
        </Note>
      ) : null}
      <div className="k-three">
        <nav aria-label="Waterfalls" className="k-wl">
          {(['person', 'company'] as const).map((kind) => (
            <section key={kind} aria-label={kind === 'person' ? 'People' : 'Companies'}>
              <div className="k-h k-rail__h">
                <span>{kind === 'person' ? 'People' : 'Companies'}</span>
              </div>
              <ul>
                {list
                  .filter((w) => w.kind === kind)
                  .map((w) => (
                    <li key={w.id}>
                      <a href={`#waterfalls/${encodeURIComponent(w.id)}`} className={`k-nav ${w === open ? 'on' : ''}`} aria-current={w === open ? 'true' : undefined}>
                        <Icon of={iconOfWaterfall(w)} size={14} />
                        <span className="k-grow">{w.name}</span>
                        <span className="k-count">{w.steps.length}</span>
                      </a>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </nav>
        {open ? <WaterfallView waterfall={open} catalogue={catalogue} book={account?.priceBook} /> : null}
      </div>
    </>
  );
}

function WaterfallView({ waterfall, catalogue, book }: { readonly waterfall: Waterfall; readonly catalogue: Catalogue; readonly book: PriceBook | undefined }): ReactElement {
  const wanted = waterfall.wanted.map((k) => labelOf(k).toLowerCase());
  return (
    <div className="k-stack k-stack--12">
      <div>
        <h2 className="k-title">{waterfall.name}</h2>
        <p className="k-sm k-2">Looks for {listOf(wanted)}.</p>
      </div>
      {waterfall.steps.length > 1 ? <LearnedOrder key={waterfall.id} waterfallId={waterfall.id} catalogue={catalogue} /> : null}
      <div className="k-card k-wfs">
        <div className="k-wf k-wf--h" aria-hidden="true">
          <span />
          <span />
          <span>Step</span>
          <span className="k-num">Price</span>
        </div>
        <ol>
          {waterfall.steps.map((step, i) => (
            <StepLine key={step.source === 'pattern' ? 'pattern' : `${step.providerId} ${step.operation}`} step={step} number={i + 1} catalogue={catalogue} book={book} />
          ))}
        </ol>
      </div>
      <div className="k-card k-rules">
        <Rule title="Check each answer" text={waterfall.verifier ? `Mailbox check by ${listOf(waterfall.verifier.providerIds.map(catalogue.nameOf))}, whichever can be asked first. Included in the price.` : 'Answers are taken as the provider gives them.'} value={waterfall.verifier ? STRATEGY_WORDS[waterfall.verifier.strategy] : 'No check'} />
        <Rule title="Give up on a repeated answer" text="Stop when the same rejected address comes back." value={plural(waterfall.stopAfterSameRejected, 'time')} />
        <Rule title="Do not ask twice" text="The same question is answered from the store, free." value={`for ${plural(waterfall.freshnessDays, 'day')}`} />
      </div>
    </div>
  );
}

const Rule = ({ title, text, value }: { readonly title: string; readonly text: string; readonly value: string }): ReactElement => (
  <div>
    <div className="k-grow">
      <b>{title}</b>
      <p className="k-sm k-2">{text}</p>
    </div>
    <span className="k-tag">{value}</span>
  </div>
);

function StepLine({ step, number, catalogue, book }: { readonly step: WaterfallStep; readonly number: number; readonly catalogue: Catalogue; readonly book: PriceBook | undefined }): ReactElement {
  const keys = useKeys();
  if (step.source === 'pattern') {
    return (
      <li className="k-wf">
        <span className="k-wf__n">{number}</span>
        <span className="k-tile k-tile--s t5" aria-hidden="true">
          P
        </span>
        <span className="k-wf__t">
          <b>Pattern guess</b>
          <span className="k-sm k-3">Guesses the usual addresses and has them checked</span>
        </span>
        <span className="k-wf__c">check only</span>
      </li>
    );
  }
  const provider = catalogue.providers.find((p) => p.id === step.providerId);
  const own = keys?.some((k) => k.providerId === step.providerId) ?? false;
  const price = priceOfOperation(book, step.providerId, step.operation);
  const how = own ? 'Your key' : provider && !provider.needsKey ? 'Free source' : price === undefined ? 'No key yet: left out' : 'Through the account';
  const off = how === 'No key yet: left out';
  return (
    <li className={`k-wf ${off ? 'is-off' : ''}`}>
      <span className="k-wf__n">{number}</span>
      <span className={`k-tile k-tile--s ${tileOf(step.providerId)}`} aria-hidden="true">
        {catalogue.nameOf(step.providerId).charAt(0)}
      </span>
      <span className="k-wf__t">
        <b className="k-trunc">{catalogue.nameOf(step.providerId)}</b>
        <span className="k-sm k-3 k-trunc">{how}</span>
      </span>
      <span className="k-wf__c">{own ? '0, your bill' : provider && !provider.needsKey ? 'free' : price === undefined ? <a href={`#providers/${encodeURIComponent(step.providerId)}`}>Add key</a> : <Amount meter="data_credits" amount={price} />}</span>
    </li>
  );
}
