import { useId, type ReactElement, type ReactNode } from 'react';

interface RuleProps {
  readonly title: string;
  readonly text?: string;
  readonly note?: ReactNode;
  /** Its controls. */
  readonly children: ReactNode;
}

/** One rule of a list of settings: what it is called, what it does, how it stands, and its controls. */
export function Rule({ title, text, note, children }: RuleProps): ReactElement {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div className="k-grow">
        <b id={id}>{title}</b>
        {text === undefined ? null : <p className="k-sm k-2">{text}</p>}
        {note ? <p className="k-xs k-3">{note}</p> : null}
      </div>
      {children}
    </div>
  );
}
