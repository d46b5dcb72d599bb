import { Search } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useKeys, useMeta } from '../../lib/ui/queries.ts';
import { cardFits, FILTERS, providerCards, type FilterId } from '../../lib/ui/provider-cards.ts';
import type { Catalogue } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { ProviderAside } from './provider-aside.tsx';
import { ProviderTile } from './provider-tile.tsx';
import { PaneHead } from './side-meter.tsx';

interface ProvidersProps {
  readonly catalogue: Catalogue;
  /** Provider whose details are open. */
  readonly selected?: string;
}

/** All providers with the state of their key, and the details of one. */
export function ProvidersSection({ catalogue, selected }: ProvidersProps): ReactElement {
  const keys = useKeys();
  const account = useMeta('account');
  const settings = useMeta('settings');
  const [filter, setFilter] = useState<FilterId>('all');
  const [search, setSearch] = useState('');
  const environment = settings?.sandboxUrl ? 'sandbox' : 'live';
  const cards = useMemo(() => providerCards(catalogue.providers, keys ?? [], account?.priceBook, environment), [catalogue.providers, keys, account, environment]);
  const shown = cards.filter((c) => cardFits(c, filter, search));
  const open = cards.find((c) => c.provider.id === selected);
  const close = (): void => {
    window.location.hash = 'providers';
  };
  return (
    <>
      <PaneHead title="Providers and keys">Keys are encrypted on this device and go only to their provider. Everything marked “No key needed” works without an account.</PaneHead>
      {catalogue.error ? (
        <Note tone="bad" title="The providers could not be listed" action={<Button small onClick={catalogue.again}>Try again</Button>}>
          {catalogue.error.message}
        </Note>
      ) : null}
      <div className="k-bar-row">
        <div className="k-input k-find">
          <Icon of={Search} size={14} />
          <input type="search" placeholder={`Search ${cards.length} providers`} aria-label="Search providers" value={search} onChange={(e) => setSearch(e.target.value)} />
        </div>
        <div className="k-chips" role="group" aria-label="Answers">
          {FILTERS.map((f) => (
            <button key={f.id} type="button" className={`k-chip ${f.id === filter ? 'is-on' : ''}`} aria-pressed={f.id === filter} onClick={() => setFilter(f.id)}>
              {f.label} <span className="k-3">{cards.filter((c) => cardFits(c, f.id, '')).length}</span>
            </button>
          ))}
        </div>
      </div>
      <div className={open ? 'k-two k-two--aside' : ''}>
        <div>
          <ul className="k-gal">
            {shown.map((card) => (
              <ProviderTile key={card.provider.id} card={card} selected={card === open} />
            ))}
          </ul>
          {shown.length === 0 && !catalogue.loading ? <p className="k-2 k-center">No provider fits.</p> : null}
        </div>
        {open ? <ProviderAside key={`${open.provider.id} ${environment}`} card={open} book={account?.priceBook} practice={environment === 'sandbox'} onClose={close} /> : null}
      </div>
    </>
  );
}
