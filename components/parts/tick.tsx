import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface TickProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}

/** A box to tick, with its words as part of what can be clicked. */
export function Tick({ isOn, onChange, children }: TickProps): ReactElement {
  return (
    <button type="button" role="checkbox" aria-checked={isOn} className="k-tick" onClick={() => onChange(!isOn)}>
      <span className="k-check" aria-hidden="true">
        <Icon of={Check} size={12} />
      </span>
      {children}
    </button>
  );
}
