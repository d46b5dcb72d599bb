import type { ReactElement } from 'react';
import type { DeliveryPreview } from '../../lib/contracts/destination-commands.ts';
import { countOf, durationOf, plural } from '../../lib/ui/format.ts';

/** What would happen, in numbers, and the first requests to the last character. Nothing has been sent. */
export function DryRun({ preview }: { readonly preview: DeliveryPreview }): ReactElement {
  const { leads, looked, toSend, blocked, sentBefore, incomplete, empty, lacks, requests, perSecond, rowsPerRequest } = preview;
  const out: readonly (readonly [number, string])[] = [
    [blocked, 'on the do-not-contact list'],
    [sentBefore, 'sent there before, unchanged'],
    [incomplete, `without what is needed${lacks ? ` (${lacks})` : ''}`],
    [empty, 'with nothing to send'],
  ];
  const seconds = toSend / rowsPerRequest / perSecond;
  return (
    <section className="k-stack" aria-label="Before anything is sent">
      <p>
        <b>{plural(toSend, 'record')}</b> of {plural(leads, 'lead')} {toSend === 1 ? 'goes' : 'go'} out{looked < leads ? `, counted over the first ${countOf(looked)}` : ''}.
        {toSend > 0 ? <span className="k-3"> {rowsPerRequest > 1 ? `${countOf(rowsPerRequest)} in a request, about` : 'About'} {seconds < 10 ? `${Math.max(1, Math.ceil(seconds))} s` : durationOf(seconds * 1_000)}.</span> : null}
      </p>
      {out.some(([n]) => n > 0) ? (
        <ul className="k-sm k-2 k-dst-out">
          {out.flatMap(([n, words]) => (n > 0 ? [<li key={words}>{`${countOf(n)} ${words}`}</li>] : []))}
        </ul>
      ) : null}
      {requests.length > 0 ? (
        <details className="k-dst-req">
          <summary>{requests.length === 1 ? 'The first request, exactly' : `The first ${requests.length} requests, exactly`}</summary>
          {requests.map((request, i) => (
            <div key={i} className="k-dst-wire" role="region" tabIndex={0} aria-label={`Request ${i + 1}, ${plural(request.records, 'record')}`}>
              {[`${request.method} ${request.url}`, ...request.headers.map(({ name, value }) => `${name}: ${value}`), ...(request.body === undefined ? [] : ['', request.body])].join('\n')}
            </div>
          ))}
        </details>
      ) : null}
    </section>
  );
}
