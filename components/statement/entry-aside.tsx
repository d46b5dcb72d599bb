import { Copy, ExternalLink, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LedgerEvent, PriceBook } from '../../lib/contracts/account-api.ts';
import { micro, type Amounts } from '../../lib/domain/ledger/amount.ts';
import type { Charge } from '../../lib/domain/ledger/charge.ts';
import { KIND_WORDS, ROUTE_WORDS, explain, subjectOf } from '../../lib/domain/ledger/explain.ts';
import { effectOf } from '../../lib/domain/ledger/statement.ts';
import { receiptNumber, receiptOf } from '../../lib/domain/enrichment/receipt.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import { OPERATIONS, isOperation } from '../../lib/domain/enrichment/operation.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { creditsWords } from '../../lib/ui/price.ts';
import { momentOf, timeOf } from '../../lib/ui/format.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { leadName, useEntries, useEntryDetails } from '../../lib/ui/statement-query.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { IconButton, LinkButton } from '../parts/button.tsx';
import { BothAmounts } from '../parts/amount.tsx';
import { Fact } from '../parts/fact.tsx';
import { Icon } from '../parts/icon.tsx';
import { ReceiptSlip } from '../parts/receipt.tsx';

interface EntryAsideProps {
  readonly seq: number;
  /** What was owned after it. */
  readonly after: Amounts | undefined;
  readonly priceBook: PriceBook;
  readonly nameOf: (providerId: string) => string;
  readonly memberOf: (id: string) => string;
  readonly onClose: () => void;
  readonly onOpen: (seq: number) => void;
}

/** Everything that is known of one line: what it was, who did it, what it cost by which prices, and the other lines of its charge. */
export function EntryAside({ seq, after, priceBook, nameOf, memberOf, onClose, onOpen }: EntryAsideProps): ReactElement {
  const view = useEntries([seq]).get(seq);
  const details = useEntryDetails(view?.entry.chargeId);
  const device = useMeta('device');
  const now = useNow(60_000);
  const entry = view?.entry;
  if (!entry) return <aside className="k-card k-det" aria-label="Entry" />;
  const { title, text } = explain(entry, nameOf);
  const { lead } = view;
  const moved = effectOf(entry);
  const task = details?.task;
  const others = (details?.lines ?? []).filter((line) => line.seq !== seq);
  return (
    <aside className="k-card k-det" aria-label="Entry">
      <header>
        <h2 className="k-grow">{title}</h2>
        <IconButton label="Close" onClick={onClose}>
          <Icon of={X} />
        </IconButton>
      </header>
      <p className="k-2">{text}</p>
      <dl className="k-facts k-facts--rows">
        <Fact label="Entry">No. {seq.toLocaleString('en')}, {KIND_WORDS[entry.kind].toLowerCase()}</Fact>
        <Fact label="When">{momentOf(entry.at, now)}{momentOf(entry.at, now).includes(timeOf(entry.at)) ? '' : `, ${timeOf(entry.at)}`}</Fact>
        <Fact label="Amounts"><BothAmounts amounts={moved.actions !== 0 || moved.credits !== 0 ? moved : { actions: micro(entry.actions), credits: micro(entry.credits) }} /></Fact>
        {after ? <Fact label="Left after it"><BothAmounts amounts={after} /></Fact> : null}
        {lead ? (
          <Fact label="Lead">
            <LinkButton onClick={() => void openKilnPage('table', `table=${encodeURIComponent(lead.tableId)}&lead=${encodeURIComponent(lead.id)}`)}>
              <span className="k-trunc k-val">{leadName(lead)}</span>
              <Icon of={ExternalLink} size={12} />
            </LinkButton>
          </Fact>
        ) : entry.chargeId !== undefined && details ? <Fact label="Lead">{details.charge ? 'no longer here' : 'of another device'}</Fact> : null}
        {entry.enrichment === undefined ? null : <Fact label="Question">{subjectOf(entry)}</Fact>}
        {entry.providerId === undefined ? null : <Fact label="Provider">{nameOf(entry.providerId)}{entry.operation !== undefined && isOperation(entry.operation) ? `, ${OPERATIONS[entry.operation].label.toLowerCase()}` : ''}</Fact>}
        {entry.route === undefined ? null : <Fact label="Paid by">{ROUTE_WORDS[entry.route]}</Fact>}
        {priceWords(entry, priceBook) === '' ? null : <Fact label="Price">{priceWords(entry, priceBook)}</Fact>}
        {details?.charge ? <HoldFacts charge={details.charge} /> : null}
        {entry.member === undefined ? null : <Fact label="Member">{memberOf(entry.member)}</Fact>}
        {entry.deviceId === undefined ? null : <Fact label="Device">{entry.deviceId === device?.deviceId ? 'this one' : <code className="k-mono">{entry.deviceId.slice(-8)}</code>}</Fact>}
        {details?.charge ? <Fact label="Receipt">{receiptNumber(details.charge.taskId)}</Fact> : null}
        {entry.chargeId === undefined ? null : <Fact label="Charge"><CopyId id={entry.chargeId} /></Fact>}
      </dl>
      {task && TASK_ENDED.includes(task.state) ? (
        <details className="k-strec">
          <summary>Receipt of the whole question</summary>
          <ReceiptSlip receipt={receiptOf(task, nameOf)} now={now} />
        </details>
      ) : null}
      {others.length > 0 ? (
        <div>
          <div className="k-h">
            <span>Lines of the same charge</span>
          </div>
          <ul className="k-stack k-stack--4">
            {others.map((line) => (
              <li key={line.seq}>
                <LinkButton onClick={() => onOpen(line.seq)}>
                  No. {line.seq.toLocaleString('en')}, {KIND_WORDS[line.kind].toLowerCase()}
                </LinkButton>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </aside>
  );
}

/** What was held for it, when it came to less. */
function HoldFacts({ charge }: { readonly charge: Charge }): ReactElement | null {
  if (charge.quoted.actions === charge.posted.actions && charge.quoted.credits === charge.posted.credits) return null;
  return <Fact label="Held at most"><BothAmounts amounts={charge.quoted} /></Fact>;
}

/** By which price book: the line itself does not say, so it is told only when the book in force has the very price. */
function priceWords(entry: LedgerEvent, book: PriceBook): string {
  if (entry.kind !== 'post' || entry.operation === undefined || entry.providerId === undefined) return '';
  const key = `${entry.operation}@${entry.providerId}`;
  const price = Object.hasOwn(book.data, key) ? book.data[key] : undefined;
  if (price === undefined) return 'not in the price book in force';
  const words = `${creditsWords(micro(price))} in price book ${book.version}`;
  return price === -entry.credits ? words : `${words}; this charge was made at another price`;
}

function CopyId({ id }: { readonly id: string }): ReactElement {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id);
    showToast({ kind: 'info', text: 'Copied' });
  };
  return (
    <span className="k-copyid">
      <code className="k-mono k-trunc">{id}</code>
      <IconButton small label="Copy the id of the charge" onClick={() => void copy()}>
        <Icon of={Copy} size={12} />
      </IconButton>
    </span>
  );
}
