import { X } from 'lucide-react';
import type { ReactElement } from 'react';
import { colourOf } from '../../lib/ui/tags/tag-colour.ts';
import { Icon } from './icon.tsx';

/** A tag in its colour; the text says it, the colour only helps to find it again. */
export const TagChip = ({ tag, onRemove }: { readonly tag: string; readonly onRemove?: () => void }): ReactElement => (
  <span className={`k-ltag k-ltag--${colourOf(tag)}`}>
    <span className="k-trunc" dir="auto" title={tag}>
      {tag}
    </span>
    {onRemove ? (
      <button type="button" className="k-ltag__x" aria-label={`Remove ${tag}`} onClick={onRemove}>
        <Icon of={X} size={12} />
      </button>
    ) : null}
  </span>
);
