import { FileUp, Plus, Search } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useKeys, useMeta } from '../../lib/ui/queries.ts';
import { cardFits, FILTERS, providerCards, type FilterId } from '../../lib/ui/provider-cards.ts';
import type { Catalogue } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { LostProviders } from '../own/lost-providers.tsx';
import { OwnEditor, type EditorSource } from '../own/own-editor.tsx';
import { ProviderImport } from '../own/import-dialog.tsx';
import { ProviderAside } from './provider-aside.tsx';
import { ProviderTile } from './provider-tile.tsx';
import { PaneHead } from './side-meter.tsx';

interface ProvidersProps {
  readonly catalogue: Catalogue;
  /** Provider whose details are open. */
  readonly selected?: string;
}

/** `add`, `edit-own-x` and `copy-x` of the address. */
function editorOf(selected: string | undefined): EditorSource | null {
  if (selected === 'add') return { kind: 'new' };
  const [, kind, id] = /^(edit|copy)-(.+)$/.exec(selected ?? '') ?? [];
  return id !== undefined && (kind === 'edit' || kind === 'copy') ? { kind, id } : null;
}

/** The providers, or the editor of one. */
export function ProvidersSection(props: ProvidersProps): ReactElement {
  const editor = props.catalogue.providers.some((p) => p.id === props.selected) ? null : editorOf(props.selected);
  return editor ? <OwnEditor source={editor} /> : <Gallery {...props} />;
}

/** All providers with the state of their key, and the details of one. */
function Gallery({ catalogue, selected }: ProvidersProps): ReactElement {
  const keys = useKeys();
  const account = useMeta('account');
  const settings = useMeta('settings');
  const [filter, setFilter] = useState<FilterId>('all');
  const [search, setSearch] = useState('');
  const [imports, setImports] = useState(false);
  const environment = settings?.sandboxUrl ? 'sandbox' : 'live';
  const cards = useMemo(() => providerCards(catalogue.providers, keys ?? [], account?.priceBook, environment), [catalogue.providers, keys, account, environment]);
  const shown = cards.filter((c) => cardFits(c, filter, search));
  const open = cards.find((c) => c.provider.id === selected);
  const close = (): void => {
    window.location.hash = 'providers';
  };
  return (
    <>
      <div className="k-recipes__h">
        <PaneHead title="Providers and keys">Keys are encrypted on this device and go only to their provider. Everything marked “No key needed” works without an account.</PaneHead>
        <div className="k-row">
          <Button icon={<Icon of={FileUp} size={14} />} onClick={() => setImports(true)}>
            Import
          </Button>
          <Button icon={<Icon of={Plus} size={14} />} onClick={() => (window.location.hash = 'providers/add')}>
            Add your own provider
          </Button>
        </div>
      </div>
      <LostProviders catalogue={catalogue} />
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
      {imports ? <ProviderImport onClose={() => setImports(false)} /> : null}
    </>
  );
}
