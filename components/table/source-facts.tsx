import type { ReactElement } from 'react';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import { isOperation, OPERATIONS } from '../../lib/domain/enrichment/operation.ts';
import { METHOD_WORDS } from '../../lib/ui/provenance.ts';
import { pageLabel, safeHref } from '../../lib/ui/safe-href.ts';

const ROUTE_WORDS = { free: 'Free source', own: 'Own key', account: 'Account', practice: 'Practice' } as const;

/** "Where it comes from": provider or page, how it was paid or read, and the place itself. */
export function SourceFacts({ value, nameOf }: { readonly value: FieldValue; readonly nameOf: (providerId: string) => string }): ReactElement | null {
  const p = value.provenance;
  if (p.origin !== 'page' && p.origin !== 'provider' && p.fileName === undefined) return null;
  return (
    <section>
      <div className="k-h">
        <span>Where it comes from</span>
      </div>
      <dl className="k-src">
        {p.origin === 'provider' ? (
          <>
            <dt>Provider</dt>
            <dd>
              <span className="k-tile k-tile--xs" aria-hidden="true">
                {(p.providerId ? nameOf(p.providerId) : '?').charAt(0)}
              </span>
              {p.providerId ? nameOf(p.providerId) : 'Unknown'}
              {p.operation ? `, ${isOperation(p.operation) ? OPERATIONS[p.operation].label.toLowerCase() : p.operation}` : ''}
            </dd>
            {p.route ? (
              <>
                <dt>Paid by</dt>
                <dd>{ROUTE_WORDS[p.route]}</dd>
              </>
            ) : null}
            {p.pageUrl === undefined ? null : <PageFact label="Seen at" url={p.pageUrl} />}
            <StoodThere text={p.evidence?.text} />
          </>
        ) : p.fileName === undefined ? (
          <>
            <PageFact label="Page" url={p.pageUrl} />
            {p.method ? (
              <>
                <dt>Read from</dt>
                <dd>
                  {METHOD_WORDS[p.method]} {p.evidence?.path ? <code className="k-mono k-trunc">{p.evidence.path}</code> : null}
                </dd>
              </>
            ) : null}
            <StoodThere text={p.evidence?.text} />
          </>
        ) : (
          <>
            <dt>File</dt>
            <dd className="k-val">{p.fileName}</dd>
          </>
        )}
        {value.original !== undefined && value.original !== value.value ? (
          <>
            <dt>As written</dt>
            <dd className="k-val">{value.original}</dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}

/** The page that says it, as a link where it is one. */
function PageFact({ label, url }: { readonly label: string; readonly url: string | undefined }): ReactElement {
  const href = safeHref(url);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {href === undefined ? (
          <span className="k-trunc">{pageLabel(url)}</span>
        ) : (
          <a className="k-trunc" href={href} target="_blank" rel="noopener noreferrer">
            {pageLabel(url)}
          </a>
        )}
      </dd>
    </>
  );
}

function StoodThere({ text }: { readonly text: string | undefined }): ReactElement | null {
  return text ? (
    <>
      <dt>Stood there</dt>
      <dd className="k-val">“{text}”</dd>
    </>
  ) : null;
}
