import { Files } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { FOLLOW_PAGES } from '../../lib/core/limits.ts';
import type { FollowQuote } from '../../lib/domain/list/follow-plan.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { namedCounter } from '../../lib/domain/list/next-address.ts';
import { requestReading } from '../../lib/ui/browser.ts';
import { detailPlan, planDetail, planTitle, rangeOf } from '../../lib/ui/follow-words.ts';
import { useAnswer, useCommand } from '../../lib/ui/use-commands.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Stepper } from '../parts/stepper.tsx';
import { Tick } from '../parts/tick.tsx';

interface FollowCardProps {
  readonly tabId: number;
  /** Address of the page that was read. */
  readonly url: string;
  readonly list: ListCapture;
}

/** The plan for the rest of a list: what would be read, how and how long. Nothing before the button is pressed. */
export function FollowCard({ tabId, url, list }: FollowCardProps): ReactElement {
  const [range, setRange] = useState<string | null>(null);
  const [isTyping, setTyping] = useState(false);
  /** The field is gone: what comes in its place takes the focus. */
  const [wasTyping, setWasTyping] = useState(false);
  const goesOn = range !== null || list.next !== null || namedCounter(url) !== null;
  const { value: quote, error } = useAnswer('follow.plan', goesOn ? { tabId, url, listId: list.id, ...(range === null ? {} : { range }) } : null);
  const type = (): void => {
    setTyping(true);
    setWasTyping(true);
  };
  if (isTyping) {
    return (
      <Range
        first={range ?? rangeOf(url)}
        problem={range !== null && error ? error.message : null}
        onUse={(text) => {
          setRange(text);
          setTyping(false);
        }}
        onLeave={() => {
          setRange(null);
          setTyping(false);
        }}
      />
    );
  }
  if (range !== null && error) return <Range first={range} problem={error.message} onUse={setRange} onLeave={() => setRange(null)} />;
  if (quote === undefined) return <LinkButton className="k-pager__l" onClick={type}>Further pages by their addresses</LinkButton>;
  return <Plan key={`${list.id} ${range} ${quote.maxPages}`} quote={quote} tabId={tabId} url={url} list={list} range={range} onType={type} takesFocus={wasTyping} />;
}

interface RangeProps {
  readonly first: string;
  readonly problem: string | null;
  readonly onUse: (range: string) => void;
  readonly onLeave: () => void;
}

/** Addresses in which a number counts, typed by the person. */
function Range({ first, problem, onUse, onLeave }: RangeProps): ReactElement {
  const [text, setText] = useState(first);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="k-pager k-pager--type"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onUse(text.trim());
      }}
    >
      <label className="k-label k-grow">
        Addresses, the numbers that count in brackets
        <span className="k-input">
          <input ref={input} value={text} spellCheck={false} autoComplete="off" placeholder="https://example.com/members?page=[1-12]" aria-invalid={problem !== null} onChange={(event) => setText(event.target.value)} />
        </span>
      </label>
      <p className="k-xs k-3 k-pager__d">[1-12] counts one by one, [001-012] with zeros before, [0-220:20] in steps of 20.</p>
      {problem === null ? null : (
        <p className="k-sm k-bad k-pager__d" role="alert">
          {problem}
        </p>
      )}
      <div className="k-row">
        <Button small type="submit">
          Show the plan
        </Button>
        <Button small look="ghost" onClick={onLeave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

interface PlanProps extends FollowCardProps {
  readonly quote: FollowQuote;
  readonly range: string | null;
  readonly onType: () => void;
  readonly takesFocus: boolean;
}

function Plan({ quote, tabId, url, list, range, onType, takesFocus }: PlanProps): ReactElement {
  const read = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) read.current?.focus();
  }, [takesFocus]);
  const [maxPages, setMaxPages] = useState(quote.maxPages);
  const [opensDetails, setOpensDetails] = useState(false);
  const start = useCommand('follow.start');
  const isCounted = quote.how !== 'scroll';
  const begin = async (): Promise<void> => {
    // Asked straight from the click; the background tab has no click of its own.
    const may = !opensDetails || (await requestReading(url));
    await start.send({ tabId, url, listId: list.id, maxPages, delayMs: quote.delayMs, opensDetails: opensDetails && may, ...(range === null ? {} : { range }) });
  };
  return (
    <section className="k-pager" aria-label="The rest of the list">
      <span className="k-pager__i">
        <Icon of={Files} />
      </span>
      <div className="k-grow">
        <b>{planTitle(quote, maxPages)}</b>
        <p className="k-sm k-2 k-val">
          {planDetail(quote, maxPages)}. <LinkButton onClick={onType}>{range === null ? 'By address' : 'Change'}</LinkButton>
        </p>
      </div>
      <Button small ref={read} busy={start.busy} onClick={() => void begin()}>
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
