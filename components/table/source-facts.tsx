import type { ReactElement } from 'react';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import { isOperation, OPERATIONS } from '../../lib/domain/enrichment/operation.ts';
import { METHOD_WORDS } from '../../lib/ui/provenance.ts';
import { pageLabel, safeHref } from '../../lib/ui/safe-href.ts';

const ROUTE_WORDS = { free: 'Free source', own: 'Own key', account: 'Account', practice: 'Practice' } as const;

/** "Where it comes from": provider or page, how it was paid or read, and the place itself. */
export function SourceFacts({ value, nameOf }: { readonly value: FieldValue; readonly nameOf: (providerId: string) => string }): ReactElement | null {
  const p = value.provenance;
  const href = p.origin === 'page' ? safeHref(p.pageUrl) : undefined;
  if (p.origin !== 'page' && p.origin !== 'provider') return null;
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
          </>
        ) : (
          <>
            <dt>Page</dt>
            <dd>
              {href === undefined ? (
                <span className="k-trunc">{pageLabel(p.pageUrl)}</span>
              ) : (
                <a className="k-trunc" href={href} target="_blank" rel="noopener noreferrer">
                  {pageLabel(p.pageUrl)}
                </a>
              )}
            </dd>
            {p.method ? (
              <>
                <dt>Read from</dt>
                <dd>
                  {METHOD_WORDS[p.method]} {p.evidence?.path ? <code className="k-mono k-trunc">{p.evidence.path}</code> : null}
                </dd>
              </>
            ) : null}
            {p.evidence?.text ? (
              <>
                <dt>Stood there</dt>
                <dd className="k-val">“{p.evidence.text}”</dd>
              </>
            ) : null}
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
