import { Minus, Plus } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { Icon } from './icon.tsx';

interface StepperProps {
  /** What the number is: "Last page". */
  readonly label: string;
  readonly fewer: string;
  readonly more: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** A whole number to type, with a button to each side; the arrow keys do the same. What is out of bounds becomes the nearest that is not. */
export function Stepper({ label, fewer, more, value, min, max, onChange }: StepperProps): ReactElement {
  const [typed, setTyped] = useState<string | null>(null);
  const to = (wanted: number): void => {
    setTyped(null);
    if (Number.isFinite(wanted)) onChange(Math.max(min, Math.min(max, Math.round(wanted))));
  };
  const settle = (): void => {
    if (typed !== null) to(typed === '' ? value : Number(typed));
  };
  return (
    <span className="k-stepper" role="group" aria-label={label}>
      <button type="button" aria-label={fewer} disabled={value <= min} onClick={() => to(value - 1)}>
        <Icon of={Minus} size={14} />
      </button>
      <input
        type="number"
        aria-label={label}
        min={min}
        max={max}
        value={typed ?? value}
        style={{ width: `${Math.max(2, String(max).length) + 1.5}ch` }}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          setTyped(event.target.value);
          if (next >= min && next <= max) onChange(Math.round(next));
        }}
        onBlur={settle}
      />
      <button type="button" aria-label={more} disabled={value >= max} onClick={() => to(value + 1)}>
        <Icon of={Plus} size={14} />
      </button>
    </span>
  );
}
