import { useRef, type KeyboardEvent, type ReactElement } from 'react';

interface RadioBarProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, side by side; arrows move and choose, as radio buttons do. */
export function RadioBar<T extends string>({ label, options, value, onChange }: RadioBarProps<T>): ReactElement {
  const bar = useRef<HTMLDivElement>(null);
  const onKeyDown = (e: KeyboardEvent): void => {
    const at = options.findIndex((o) => o.value === value);
    const step = e.key === 'ArrowRight' || e.key === 'ArrowDown' ? 1 : e.key === 'ArrowLeft' || e.key === 'ArrowUp' ? -1 : 0;
    const next = (at + step + options.length) % options.length;
    const option = options[next];
    if (step === 0 || !option) return;
    e.preventDefault();
    onChange(option.value);
    bar.current?.querySelectorAll<HTMLElement>('[role="radio"]')[next]?.focus();
  };
  return (
    <div className="k-seg" role="radiogroup" aria-label={label} tabIndex={-1} ref={bar} onKeyDown={onKeyDown}>
      {options.map((o) => (
        <button key={o.value} type="button" role="radio" aria-checked={o.value === value} tabIndex={o.value === value ? 0 : -1} onClick={() => onChange(o.value)}>
          {o.label}
        </button>
      ))}
    </div>
  );
}
