import { useRef, type KeyboardEvent, type ReactElement } from 'react';

interface TabListProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Id of the element the tabs switch. */
  readonly controls: string;
}

/** Tabs that move with the arrows, Home and End, as in the ARIA pattern with automatic activation. */
export function TabList<T extends string>({ label, tabs, value, onChange, controls }: TabListProps<T>): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (e: KeyboardEvent): void => {
    const at = tabs.findIndex((t) => t.value === value);
    const next = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[e.key];
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab || next === undefined) return;
    e.preventDefault();
    onChange(tab.value);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div className="k-tabs" role="tablist" aria-label={label} tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
      {tabs.map((t) => (
        <button key={t.value} type="button" role="tab" id={`${controls}-${t.value}`} aria-controls={controls} aria-selected={t.value === value} tabIndex={t.value === value ? 0 : -1} onClick={() => onChange(t.value)}>
          {t.label}
        </button>
      ))}
    </div>
  );
}
