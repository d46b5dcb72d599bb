import { Check as Tick, Minus } from 'lucide-react';
import type { ReactElement } from 'react';
import { Icon } from './icon.tsx';

interface CheckProps {
  readonly checked: boolean | 'mixed';
  /** The name of the box. */
  readonly label: string;
  readonly onToggle: () => void;
  readonly disabled?: boolean;
}

/** A box to tick. */
export function Check({ checked, label, onToggle, disabled = false }: CheckProps): ReactElement {
  return (
    <button type="button" className="k-check" role="checkbox" aria-checked={checked} aria-label={label} disabled={disabled} onClick={onToggle}>
      <Icon of={checked === 'mixed' ? Minus : Tick} size={12} />
    </button>
  );
}
