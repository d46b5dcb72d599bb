import type { ReactElement, ReactNode } from 'react';
import type { ManifestCheck } from '../../lib/contracts/own-provider-commands.ts';
import { listOf } from '../../lib/ui/format.ts';
import { hostOf } from '../../lib/ui/safe-href.ts';

/** What of a lead a provider would be sent, and where to; `children` are further facts. */
export function SentFacts({ summary, children }: { readonly summary: NonNullable<ManifestCheck['summary']>; readonly children?: ReactNode }): ReactElement {
  return (
    <dl className="k-facts k-facts--sent">
      <div>
        <dt>Sends to</dt>
        <dd>{listOf(summary.origins.map((origin) => hostOf(origin) ?? origin))}</dd>
      </div>
      <div>
        <dt>Sends</dt>
        <dd>{listOf(summary.sends) || 'nothing of a lead'}</dd>
      </div>
      {children}
    </dl>
  );
}
