import { ExternalLink, Lock } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import type { DestinationSummary } from '../../lib/contracts/destination-commands.ts';
import type { TargetInput } from '../../lib/contracts/destination.ts';
import type { LeadKind } from '../../lib/domain/lead/fields.ts';
import type { TargetRow } from '../../lib/storage/target-row.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { inputWords, testWords } from '../../lib/ui/destination-words.ts';
import { safeHref } from '../../lib/ui/safe-href.ts';
import { isLoopback } from '../../lib/core/loopback.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { Tick } from '../parts/tick.tsx';

interface FormProps {
  readonly destination: DestinationSummary;
  /** Absent while it is a new one. */
  readonly target?: TargetRow;
  /** Which of its fields the test reads. */
  readonly kind: LeadKind;
  readonly practice: boolean;
  readonly onSaved: (id: string) => void;
  readonly onCancel: () => void;
}

/** Where records go and with which key: typed in, kept, tested. A secret is never shown again. */
export function TargetForm({ destination, target, kind, practice, onSaved, onCancel }: FormProps): ReactElement {
  const [name, setName] = useState(target?.name ?? destination.name);
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>(() => firstSettings(destination, target));
  const [isOwn, setOwn] = useState(false);
  const [problem, setProblem] = useState<{ readonly input: string; readonly problem: string } | null>(null);
  const [said, setSaid] = useState<{ readonly works: boolean; readonly text: string; readonly id: string; readonly canSample: boolean } | null>(null);
  /** Kept already by an earlier press: the next one changes it. */
  const [keptAs, setKeptAs] = useState(target?.id);
  const save = useCommand('target.save');
  const test = useCommand('target.test');
  const docs = safeHref(destination.docs);

  async function submit(sample: boolean): Promise<void> {
    setSaid(null);
    // The right to reach an address is asked for in the click itself.
    const origins = originsOf(destination, settings).filter((origin) => origin.startsWith('https:') && !isLoopback(origin));
    const isAllowed = practice || origins.length === 0 || (await requestOrigins(origins));
    const typed = Object.fromEntries(Object.entries(settings).filter(([key, value]) => value !== '' || !destination.inputs.some((input) => input.name === key && input.secret && target)));
    const saved = await save.send({ destinationId: destination.id, name: name.trim() === '' ? destination.name : name.trim(), settings: typed, isOwn, ...(keptAs === undefined ? {} : { id: keptAs }) });
    if (!saved) return;
    if ('problem' in saved) return setProblem(saved.problem);
    setProblem(null);
    setKeptAs(saved.id as TargetRow['id']);
    if (!isAllowed) return setSaid({ works: false, text: 'It is kept. The browser may not reach it yet: test it again and allow it.', id: saved.id, canSample: false });
    const tested = await test.send({ id: saved.id, kind, ...(sample ? { sample: true } : {}) });
    if (!tested) return;
    if (tested.works) return onSaved(saved.id);
    const isUntested = tested.because === 'sample-only';
    setSaid({ works: isUntested, id: saved.id, canSample: isUntested, text: isUntested ? 'It is kept. This destination can only be tested by sending something: one made-up record, free.' : testWords(tested.because, tested.detail) });
  }
  return (
    <form
      className="k-stack"
      aria-label={destination.name}
      onSubmit={(e) => {
        e.preventDefault();
        void submit(false);
      }}
    >
      <ol className="k-dst-help k-sm k-2">
        {destination.help.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {destination.warning ? (
        <Note tone="warn" title="Good to know">
          {destination.warning}
        </Note>
      ) : null}
      <label className="k-label">
        Name
        <span className="k-input">
          <input value={name} maxLength={80} onChange={(e) => setName(e.target.value)} />
        </span>
      </label>
      {destination.inputs.map((input) => (
        <InputField key={input.name} input={input} kept={target?.last4[input.name]} value={settings[input.name] ?? ''} problem={problem?.input === input.name ? problem.problem : undefined} onChange={(value) => {
            setSettings({ ...settings, [input.name]: value });
            setProblem(null);
          }}
        />
      ))}
      {problem?.problem === 'private' || isOwn ? (
        <Tick isOn={isOwn} onChange={setOwn}>
          This address is in my own network
        </Tick>
      ) : null}
      {problem?.input === '' ? <p className="k-sm k-bad" role="alert">{inputWords(problem.problem)}</p> : null}
      {said ? (
        <p className={`k-sm ${said.works ? 'k-2' : 'k-bad'}`} role="alert">
          {said.text}
        </p>
      ) : null}
      <div className="k-row">
        <Button look={said?.canSample ? 'default' : 'primary'} type="submit" busy={save.busy || test.busy}>
          {said && !said.canSample ? 'Save and test again' : 'Save and test'}
        </Button>
        {said?.canSample ? (
          <>
            <Button busy={test.busy} onClick={() => void submit(true)}>
              Send a made-up record
            </Button>
            <Button look="primary" onClick={() => onSaved(said.id)}>
              Use it
            </Button>
          </>
        ) : null}
        <Button look="ghost" onClick={onCancel}>
          Cancel
        </Button>
        <span className="k-grow" />
        {docs === undefined ? null : (
          <a className="k-link k-sm" href={docs} target="_blank" rel="noopener noreferrer">
            Documentation
            <Icon of={ExternalLink} size={12} />
          </a>
        )}
      </div>
    </form>
  );
}

interface FieldProps {
  readonly input: TargetInput;
  /** Last four characters of the secret that is kept. */
  readonly kept: string | undefined;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
}
function InputField({ input, kept, value, problem, onChange }: FieldProps): ReactElement {
  const hint = useId();
  const words = [problem ? inputWords(problem) : '', input.hint ?? ''].filter(Boolean).join(' ');
  const common = { value, 'aria-invalid': problem ? (true as const) : undefined, 'aria-describedby': words ? hint : undefined, autoComplete: 'off', spellCheck: false };
  const placeholder = kept === undefined ? input.example : kept === '' ? 'Kept. Type to replace it' : `Kept, ends in ${kept}. Type to replace it`;
  return (
    <div className="k-stack k-dst-f">
      <label className="k-label">
        <span>
          {input.label}
          {input.optional ? <span className="k-3"> (optional)</span> : null}
        </span>
        {input.kind === 'choice' ? (
          <select className="k-select" {...common} onChange={(e) => onChange(e.target.value)}>
            {input.options?.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        ) : input.kind === 'long' ? (
          <textarea className="k-dst-long" rows={4} maxLength={10_000} placeholder={placeholder} {...common} onChange={(e) => onChange(e.target.value)} />
        ) : (
          <span className="k-input k-mono">
            {input.secret ? <Icon of={Lock} size={14} /> : null}
            <input type={input.secret && input.kind !== 'address' ? 'password' : 'text'} inputMode={input.kind === 'address' ? 'url' : 'text'} maxLength={2_000} placeholder={placeholder} {...common} onChange={(e) => onChange(e.target.value)} />
          </span>
        )}
      </label>
      {words ? (
        <p id={hint} className={`k-xs ${problem ? 'k-bad' : 'k-3'}`}>
          {words}
        </p>
      ) : null}
    </div>
  );
}

const firstSettings = (destination: DestinationSummary, target: TargetRow | undefined): Record<string, string> =>
  Object.fromEntries(destination.inputs.flatMap((input) => {
    const known = input.secret ? '' : (target?.settings[input.name] ?? (input.kind === 'choice' ? (input.options?.[0]?.value ?? '') : ''));
    return [[input.name, known] as const];
  }));

/** Origins that requests will go to, as far as they can be told from what is typed. */
function originsOf(destination: DestinationSummary, settings: Readonly<Record<string, string>>): string[] {
  const typed = destination.inputs.filter((input) => input.kind === 'address').map((input) => settings[input.name] ?? '');
  const known = [destination.base, ...(destination.moreOrigins ?? [])].flatMap((base) => (base ? [base.replace(/\{([A-Za-z0-9]+)\}/g, (_all, name: string) => settings[name] ?? '')] : []));
  return [...new Set([...typed, ...known].flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : [])))];
}
