import { ChevronLeft, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { moved } from '../../lib/ui/reorder.ts';
import { Icon } from '../parts/icon.tsx';

interface SourceChipsProps {
  /** What they are asked for. */
  readonly label: string;
  readonly ids: readonly string[];
  readonly nameOf: (id: string) => string;
  /** It cannot be asked now. */
  readonly isOut: (id: string) => boolean;
  /** @param word what was taken away, for a toast with the way back */
  readonly onChange: (ids: readonly string[], word?: string) => void;
}

/** Sources in the order in which they are asked: each can go one place forward, or go. */
export function SourceChips({ label, ids, nameOf, isOut, onChange }: SourceChipsProps): ReactElement {
  if (ids.length === 0) return <span className="k-sm k-3 k-grow">nobody</span>;
  return (
    <ul className="k-srcs k-grow" aria-label={label}>
      {ids.map((id, i) => (
        <li key={id} className={isOut(id) ? 'is-out' : ''} title={isOut(id) ? `${nameOf(id)} cannot be asked now and is left out` : undefined}>
          {i > 0 ? (
            <button type="button" aria-label={`Ask ${nameOf(id)} earlier`} title="Ask earlier" onClick={() => onChange(moved(ids, i, i - 1))}>
              <Icon of={ChevronLeft} size={12} />
            </button>
          ) : null}
          <span>
            {nameOf(id)}
            {isOut(id) ? <span className="k-vh">, cannot be asked now</span> : null}
          </span>
          <button type="button" aria-label={`Remove ${nameOf(id)}`} title="Remove" onClick={() => onChange(ids.filter((one) => one !== id), `${nameOf(id)} removed`)}>
            <Icon of={X} size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}
