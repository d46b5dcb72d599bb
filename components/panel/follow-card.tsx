import { Files } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { FOLLOW_PAGES } from '../../lib/core/limits.ts';
import type { FollowQuote } from '../../lib/domain/list/follow-plan.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { namedCounter } from '../../lib/domain/list/next-address.ts';
import { requestReading } from '../../lib/ui/browser.ts';
import { detailPlan, planDetail, planTitle } from '../../lib/ui/follow-words.ts';
import { useAnswer, useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { Tick } from '../parts/tick.tsx';

interface FollowCardProps {
  readonly tabId: number;
  /** Address of the page that was read. */
  readonly url: string;
  readonly list: ListCapture;
  readonly onStarted?: () => void;
}

/** The plan for the rest of a list: what would be read, how and how long. Nothing before the button is pressed. */
export function FollowCard({ tabId, url, list, onStarted }: FollowCardProps): ReactElement | null {
  const goesOn = list.next !== null || namedCounter(url) !== null;
  const { value: quote } = useAnswer('follow.plan', goesOn ? { tabId, url, listId: list.id } : null);
  return quote === undefined ? null : <Plan key={`${list.id} ${quote.maxPages}`} quote={quote} tabId={tabId} url={url} list={list} {...(onStarted ? { onStarted } : {})} />;
}

function Plan({ quote, tabId, url, list, onStarted }: FollowCardProps & { readonly quote: FollowQuote }): ReactElement {
  const [maxPages, setMaxPages] = useState(quote.maxPages);
  const [opensDetails, setOpensDetails] = useState(false);
  const start = useCommand('follow.start');
  const isCounted = quote.how !== 'scroll';
  const begin = async (): Promise<void> => {
    // Asked straight from the click; the background tab has no click of its own.
    const may = !opensDetails || (await requestReading(url));
    const started = await start.send({ tabId, url, listId: list.id, maxPages, delayMs: quote.delayMs, opensDetails: opensDetails && may });
    if (started) onStarted?.();
  };
  return (
    <section className="k-pager" aria-label="The rest of the list">
      <span className="k-pager__i">
        <Icon of={Files} />
      </span>
      <div className="k-grow">
        <b>{planTitle(quote, maxPages)}</b>
        <p className="k-sm k-2 k-val">{planDetail(quote, maxPages)}</p>
      </div>
      <Button small busy={start.busy} onClick={() => void begin()}>
        {isCounted && quote.pages !== null && maxPages < quote.pages ? `Read ${maxPages}` : 'Read all'}
      </Button>
      {isCounted || quote.hasDetails ? (
        <div className="k-pager__o">
          {isCounted ? (
            <>
              <span>{quote.how === 'more' ? 'Press up to' : 'Pages 1 to'}</span>
              <Stepper label={quote.how === 'more' ? 'Times pressed' : 'Last page'} fewer="Fewer pages" more="More pages" value={maxPages} min={1} max={Math.min(FOLLOW_PAGES, quote.pages ?? FOLLOW_PAGES)} onChange={setMaxPages} />
            </>
          ) : null}
          <span className="k-grow" />
          {quote.hasDetails ? (
            <Tick isOn={opensDetails} onChange={setOpensDetails}>
              {list.kind === 'person' ? 'Open each profile' : 'Open each page'}
            </Tick>
          ) : null}
          {opensDetails ? <p className="k-xs k-3 k-pager__d">{detailPlan(Math.min(quote.rows ?? maxPages * quote.rowsHere, maxPages * quote.rowsHere))}</p> : null}
        </div>
      ) : null}
    </section>
  );
}
