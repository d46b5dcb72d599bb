import { Search } from 'lucide-react';
import { useEffect, useRef, type ReactElement } from 'react';
import { countOf, plural } from '../../lib/ui/format.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { Icon } from '../parts/icon.tsx';

/** Filters the rows as it is typed; Ctrl K comes here, Escape empties it. */
export function SearchBox({ count }: { readonly count: number }): ReactElement {
  const { search, setSearch } = useTable();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k') {
        e.preventDefault();
        input.current?.focus();
        input.current?.select();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="k-input k-find">
      <Icon of={Search} size={14} />
      <input ref={input} type="search" placeholder="Find a lead" aria-label="Find a lead" value={search} onChange={(e) => setSearch(e.target.value)} onKeyDown={(e) => e.key === 'Escape' && setSearch('')} />
      {search === '' ? <span className="k-kbd">Ctrl K</span> : <span className="k-count k-nowrap">{countOf(count)} found</span>}
      <span className="k-vh" role="status">
        {search === '' ? '' : plural(count, 'lead')}
      </span>
    </div>
  );
}
