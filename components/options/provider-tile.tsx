import { Check, CircleAlert, CloudOff, Globe, KeyRound, TriangleAlert, Users, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatMicro } from '../../lib/domain/ledger/amount.ts';
import { capital, listOf } from '../../lib/ui/format.ts';
import { STATE_WORDS, type CardState, type ProviderCard } from '../../lib/ui/provider-cards.ts';
import { Amount } from '../parts/amount.tsx';
import { Icon } from '../parts/icon.tsx';

const LOOK: Readonly<Record<CardState, readonly [icon: LucideIcon, tone: string]>> = {
  free: [Globe, ''],
  works: [Check, 'k-ok'],
  unchecked: [KeyRound, ''],
  rejected: [CircleAlert, 'k-bad'],
  empty: [TriangleAlert, 'k-warn'],
  unreachable: [CloudOff, 'k-warn'],
  account: [Users, ''],
  'no-key': [KeyRound, 'k-3'],
};

/** Icon and words for the state of a provider. */
export function StateLine({ state }: { readonly state: CardState }): ReactElement {
  const [icon, tone] = LOOK[state];
  return (
    <span className={`k-state ${tone}`}>
      <Icon of={icon} size={14} />
      {STATE_WORDS[state]}
    </span>
  );
}

/** The colour of a provider's tile: by its name, so that it never changes. */
export const tileOf = (id: string): string => `t${(([...id].reduce((n, c) => n + (c.codePointAt(0) ?? 0), 0) % 5) + 1).toString()}`;

/** One provider: what it answers, how it can be asked, what it costs. */
export function ProviderTile({ card, selected }: { readonly card: ProviderCard; readonly selected: boolean }): ReactElement {
  const { provider, state, price } = card;
  return (
    <li className={`k-card k-prov ${selected ? 'is-sel' : ''}`}>
      <div className="k-prov__h">
        <span className={`k-tile ${tileOf(provider.id)}`} aria-hidden="true">
          {provider.name.charAt(0)}
        </span>
        <div className="k-grow">
          <h2>
            <a href={`#providers/${encodeURIComponent(provider.id)}`} className="k-trunc" aria-current={selected ? 'true' : undefined}>
              {provider.name}
            </a>
          </h2>
          <p className="k-sm k-3 k-trunc">{capital(listOf(provider.operations.map((o) => o.label.toLowerCase())))}</p>
        </div>
      </div>
      <div className="k-prov__f">
        <StateLine state={state} />
        <span className="k-grow" />
        <span className="k-sm k-2">{state === 'free' ? 'free' : card.key ? 'your bill' : price ? price.least === price.most ? <Amount meter="data_credits" amount={price.most} /> : <PriceRange least={formatMicro(price.least)} most={<Amount meter="data_credits" amount={price.most} />} /> : ''}</span>
      </div>
    </li>
  );
}

const PriceRange = ({ least, most }: { readonly least: string; readonly most: ReactElement }): ReactElement => (
  <>
    {least} to {most}
  </>
);
