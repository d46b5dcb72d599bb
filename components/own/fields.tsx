import { Plus, X } from 'lucide-react';
import { createContext, use, useId, useMemo, useRef, type ReactElement, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { Row } from '../../lib/contracts/own-provider/draft.ts';
import type { InputKey } from '../../lib/domain/enrichment/operation.ts';
import { inputWord } from '../../lib/ui/own-edit.ts';
import type { PlacedProblem } from '../../lib/ui/own-problems.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

type TextBox = HTMLInputElement | HTMLTextAreaElement;
interface Caret {
  /** The field that was used last takes the next placeholder. */
  note(box: TextBox, change: (text: string) => void): void;
  insert(text: string): boolean;
}
/** What a field does that takes placeholders: the one that was entered or written in last is the one that is used. */
export const takesPlaceholders = (caret: Caret | null, change: (text: string) => void) => ({
  onFocus: ({ target }: { readonly target: TextBox }) => caret?.note(target, change),
  onChange: ({ target }: { readonly target: TextBox }) => {
    caret?.note(target, change);
    change(target.value);
  },
});
/** Who takes the next placeholder. */
export const CaretContext = createContext<Caret | null>(null);

/** Lets chips put placeholders where the caret was last. */
export function CaretHome({ children }: { readonly children: ReactNode }): ReactElement {
  const last = useRef<{ box: TextBox; change: (text: string) => void } | null>(null);
  const caret = useMemo<Caret>(
    () => ({
      note: (box, change) => void (last.current = { box, change }),
      insert: (text) => {
        const target = last.current;
        if (!target?.box.isConnected) return false;
        const { box, change } = target;
        const [from, to] = [box.selectionStart ?? box.value.length, box.selectionEnd ?? box.value.length];
        // At once, so that the caret can be put behind it: a frame later the person may be in another field.
        flushSync(() => change(box.value.slice(0, from) + text + box.value.slice(to)));
        box.focus();
        box.setSelectionRange(from + text.length, from + text.length);
        return true;
      },
    }),
    [],
  );
  return <CaretContext value={caret}>{children}</CaretContext>;
}

/** Buttons that put `{field}` into the field used last. @param onElse takes it when none was used yet */
export function Chips({ inputs, onElse }: { readonly inputs: readonly InputKey[]; readonly onElse: (text: string) => void }): ReactElement {
  const caret = use(CaretContext);
  return (
    <div className="k-chips" role="group" aria-label="Put in what is known of the lead">
      {inputs.map((key) => (
        <button key={key} type="button" className="k-chip k-own-chip" title={`Puts {${key}} where the cursor is`} onMouseDown={(e) => e.preventDefault()} onClick={() => (caret?.insert(`{${key}}`) ? undefined : onElse(`{${key}}`))}>
          <Icon of={Plus} size={12} />
          {inputWord(key)}
        </button>
      ))}
    </div>
  );
}

/** Problems below the field they concern. */
export function Problems({ of, id }: { readonly of: readonly PlacedProblem[]; readonly id?: string }): ReactElement | null {
  if (of.length === 0) return null;
  return (
    <div id={id} className="k-own-bad" data-problem="">
      {of.map(({ message, path }) => (
        <p key={`${path} ${message}`}>{message}</p>
      ))}
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onBlur?: () => void;
  readonly problems?: readonly PlacedProblem[];
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly type?: 'text' | 'password' | 'url' | 'number';
  readonly maxLength?: number;
  readonly hint?: ReactNode;
  /** Placeholders may be put in. */
  readonly template?: boolean;
}

/** A labelled line of text with what is wrong with it. */
export function Field({ label, value, onChange, onBlur, problems = [], placeholder, mono = false, type = 'text', maxLength = 400, hint, template = false }: FieldProps): ReactElement {
  const caret = use(CaretContext);
  const said = useId();
  return (
    <div className="k-own-f">
      <label className="k-label">
        {label}
        <span className={`k-input ${mono ? 'k-mono' : ''} ${problems.length > 0 ? 'is-bad' : ''}`}>
          <input
            type={type} value={value} placeholder={placeholder} maxLength={maxLength} autoComplete="off" spellCheck={false} min={type === 'number' ? 1 : undefined}
            aria-invalid={problems.length > 0 || undefined} aria-describedby={problems.length > 0 ? said : undefined}
            {...takesPlaceholders(template ? caret : null, onChange)} onBlur={onBlur}
          />
        </span>
      </label>
      {hint ? <p className="k-sm k-3">{hint}</p> : null}
      <Problems of={problems} id={said} />
    </div>
  );
}

interface RowsProps {
  readonly label: string;
  readonly add: string;
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  readonly problems: readonly PlacedProblem[];
}

/** Names and values that go with a request. */
export function Rows({ label, add, rows, onChange, problems }: RowsProps): ReactElement {
  const caret = use(CaretContext);
  const set = (i: number, change: Partial<Row>): void => onChange(rows.map((row, n) => (n === i ? { ...row, ...change } : row)));
  return (
    <fieldset className="k-own-rows">
      <legend className="k-label">{label}</legend>
      {rows.map((row, i) => (
        <div key={i} className="k-own-row">
          <span className="k-input k-mono">
            <input aria-label={`${label}: name ${i + 1}`} value={row.name} maxLength={80} autoComplete="off" spellCheck={false} placeholder="name" onChange={(e) => set(i, { name: e.target.value })} />
          </span>
          <span className="k-input k-mono">
            <input aria-label={`${label}: value ${i + 1}`} value={String(row.value)} maxLength={2_000} autoComplete="off" spellCheck={false} placeholder="value" {...takesPlaceholders(caret, (value) => set(i, { value }))} />
          </span>
          <IconButton label={`Take away ${row.name || 'this line'}`} onClick={() => onChange(rows.filter((_, n) => n !== i))}>
            <Icon of={X} size={14} />
          </IconButton>
        </div>
      ))}
      <Button small look="ghost" icon={<Icon of={Plus} size={14} />} onClick={() => onChange([...rows, { name: '', value: '' }])}>
        {add}
      </Button>
      <Problems of={problems} />
    </fieldset>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
  readonly hideLabel?: boolean;
}

/** A labelled choice of one. */
export function Select<T extends string>({ label, value, options, onChange, hideLabel = false }: SelectProps<T>): ReactElement {
  const field = (
    <select className="k-select" value={value} aria-label={hideLabel ? label : undefined} onChange={(e) => onChange(e.target.value as T)}>
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
  return hideLabel ? field : <label className="k-label">{label}{field}</label>;
}

/** One step of the form. */
export function Part({ title, about, children, action }: { readonly title: string; readonly about?: ReactNode; readonly children: ReactNode; readonly action?: ReactNode }): ReactElement {
  const id = useId();
  return (
    <section className="k-card k-box" aria-labelledby={id}>
      <div className="k-own-h">
        <div className="k-grow">
          <h2 id={id}>{title}</h2>
          {about ? <p className="k-sm k-2">{about}</p> : null}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
