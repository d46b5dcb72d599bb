import type { ReactElement } from 'react';
import { typeOf, type LeadKey } from '../../lib/domain/lead/custom.ts';
import { plainUrl, safeHref } from '../../lib/ui/safe-href.ts';

/** The value of a field: a link when it is a web address a person may follow, else text. Never markup. */
export function FieldText({ field, value }: { readonly field: LeadKey; readonly value: string }): ReactElement {
  const type = typeOf(field);
  const href = type === 'url' || type === 'image' ? safeHref(value) : type === 'domain' ? safeHref(`https://${value}`) : undefined;
  const text = type === 'url' || type === 'image' ? plainUrl(value) : value;
  return href === undefined ? (
    <span className="k-trunc k-val" dir="auto" title={text}>
      {text}
    </span>
  ) : (
    <a className="k-trunc k-val" dir="auto" href={href} target="_blank" rel="noopener noreferrer" title={text}>
      {text}
    </a>
  );
}
