import { Plus, Search } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { DestinationSummary } from '../../lib/contracts/destination-commands.ts';
import type { LeadKind } from '../../lib/domain/lead/fields.ts';
import type { TargetRow } from '../../lib/storage/target-row.ts';
import type { Destinations } from '../../lib/ui/destination-queries.ts';
import { GROUP_WORDS } from '../../lib/ui/destination-words.ts';
import { Icon } from '../parts/icon.tsx';

/** The colour of a tile: by its name, so that it never changes. */
export const tileOf = (id: string): string => `t${(([...id].reduce((n, c) => n + (c.codePointAt(0) ?? 0), 0) % 5) + 1).toString()}`;
export const Tile = ({ id, name }: { readonly id: string; readonly name: string }): ReactElement => (
  <span className={`k-tile ${tileOf(id)}`} aria-hidden="true">
    {name.charAt(0)}
  </span>
);

interface GalleryProps {
  readonly destinations: Destinations;
  readonly kind?: LeadKind;
  readonly onChoose: (destination: DestinationSummary) => void;
}

/** Every kind of destination, as cards that can be searched. */
export function DestinationGallery({ destinations, kind, onChoose }: GalleryProps): ReactElement {
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase().split(/\s+/);
  const shown = destinations.all.filter((one) => (kind === undefined || one.kinds.includes(kind)) && words.every((word) => `${one.name} ${one.summary} ${GROUP_WORDS[one.group]}`.toLowerCase().includes(word)));
  return (
    <section className="k-stack" aria-label="New destination">
      <div className="k-input k-find">
        <Icon of={Search} size={14} />
        <input type="search" placeholder={`Search ${destinations.all.length} destinations`} aria-label="Search destinations" value={search} onChange={(e) => setSearch(e.target.value)} />
      </div>
      <ul className="k-dst-gal">
        {shown.map((one) => (
          <li key={one.id}>
            <button type="button" className="k-card k-dst-card" onClick={() => onChoose(one)}>
              <Tile id={one.id} name={one.name} />
              <span className="k-grow">
                <b>{one.name}</b>
                <span className="k-sm k-2">{one.summary}</span>
              </span>
              <span className="k-xs k-3">{GROUP_WORDS[one.group]}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && !destinations.loading ? <p className="k-2 k-center">No destination fits.</p> : null}
    </section>
  );
}

interface ChoiceProps extends GalleryProps {
  readonly targets: readonly TargetRow[];
  readonly onTarget: (target: TargetRow) => void;
}

/** The destinations that are set up, then all others. */
export function TargetChoice({ targets, destinations, onTarget, ...rest }: ChoiceProps): ReactElement {
  const [adding, setAdding] = useState(false);
  const isOpen = adding || targets.length === 0;
  return (
    <div className="k-stack">
      {targets.length > 0 ? (
        <ul className="k-dst-list" aria-label="Your destinations">
          {targets.map((target) => (
            <li key={target.id}>
              <button type="button" className="k-dst-row" onClick={() => onTarget(target)}>
                <Tile id={target.destinationId} name={destinations.nameOf(target.destinationId)} />
                <span className="k-grow">
                  <b className="k-trunc">{target.name}</b>
                  <span className="k-sm k-3 k-trunc">{destinations.nameOf(target.destinationId)}</span>
                </span>
                {target.status === 'fails' ? <span className="k-sm k-bad">Test failed</span> : null}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {isOpen ? (
        <DestinationGallery destinations={destinations} {...rest} />
      ) : (
        <button type="button" className="k-link" onClick={() => setAdding(true)}>
          <Icon of={Plus} size={14} />
          Another destination
        </button>
      )}
    </div>
  );
}
