import { Trash2 } from 'lucide-react';
import { useId, useRef, useState, type ReactElement } from 'react';
import type { ProviderSummary } from '../../lib/contracts/commands.ts';
import type { QuestionDraft } from '../../lib/contracts/question-commands.ts';
import { AI_TOKENS } from '../../lib/core/limits.ts';
import { chipsOf } from '../../lib/domain/ai/question.ts';
import { FIELDS, fieldsOf, type FieldKey } from '../../lib/domain/lead/fields.ts';
import { draftProblem, modelsOf } from '../../lib/ui/questions.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';
import { QuestionParts } from './question-parts.tsx';
import { QuestionTry } from './question-try.tsx';

interface EditorProps {
  /** Absent for a new one. */
  readonly id?: string;
  readonly stored: QuestionDraft;
  readonly models: readonly { readonly provider: ProviderSummary; readonly ready: boolean }[];
}

/** One question: its words with the fields in them, the shape of the answer, and the model; beside it a try on one lead. */
export function QuestionEditor({ id, stored, models }: EditorProps): ReactElement {
  const [draft, setDraft] = useState(stored);
  const save = useCommand('question.save');
  const change = (part: Partial<QuestionDraft>): void => setDraft((d) => ({ ...d, ...part }));
  const problem = draftProblem(draft);
  const isChanged = id === undefined || JSON.stringify(draft) !== JSON.stringify(stored);
  const keep = async (): Promise<void> => {
    const saved = await save.send({ ...(id === undefined ? {} : { id }), draft });
    if (!saved) return;
    showToast({ kind: 'info', text: id === undefined ? `“${draft.name.trim()}” is a column now` : 'Question saved' });
    window.location.hash = `questions/${saved.id}`;
  };
  return (
    <>
      <form
        className="k-stack k-stack--12"
        aria-label={draft.name.trim() || 'New question'}
        onSubmit={(e) => {
          e.preventDefault();
          if (problem === null && isChanged) void keep();
        }}
      >
        <div className="k-qn__h">
          <label className="k-label k-grow">
            {draft.parts.length > 1 ? 'Name' : 'Name of the column'}
            <span className="k-input">
              <input value={draft.name} maxLength={80} placeholder="Sells online" onChange={(e) => change({ name: e.target.value })} />
            </span>
          </label>
          {id === undefined ? (
            <RadioBar label="Asked about" value={draft.kind} onChange={(kind) => change({ kind, fields: [] })} options={[{ value: 'company', label: 'Companies' }, { value: 'person', label: 'People' }]} />
          ) : (
            <span className="k-tag">{draft.kind === 'person' ? 'People' : 'Companies'}</span>
          )}
        </div>
        <Prompt draft={draft} onChange={change} />
        <QuestionParts parts={draft.parts} isNew={id === undefined} onChange={(parts) => change({ parts })} />
        <Model draft={draft} models={models} onChange={change} />
        <div className="k-qn__f">
          {id === undefined ? null : <Remove id={id} draft={stored} />}
          <span className="k-grow k-sm k-2" role="status">
            {problem ?? (isChanged && id !== undefined ? 'Not saved yet' : '')}
          </span>
          {isChanged && id !== undefined ? <Button onClick={() => setDraft(stored)}>Discard</Button> : null}
          <Button look="primary" type="submit" busy={save.busy} disabled={problem !== null || !isChanged}>
            {id === undefined ? 'Save question' : 'Save'}
          </Button>
        </div>
      </form>
      <QuestionTry draft={draft} problem={problem} provider={models.find((m) => m.provider.id === draft.providerId)?.provider} />
    </>
  );
}

interface PartProps {
  readonly draft: QuestionDraft;
  readonly onChange: (part: Partial<QuestionDraft>) => void;
}

/** Fields that questions are mostly about, offered as chips; the others are in the list beside them. */
const OFTEN: Readonly<Record<QuestionDraft['kind'], readonly FieldKey[]>> = {
  company: ['name', 'domain', 'website', 'industry', 'description', 'location'],
  person: ['name', 'title', 'companyName', 'location', 'headline', 'description'],
};

/** The person's words. A chip puts a field into them; its value goes along with the data. */
function Prompt({ draft, onChange }: PartProps): ReactElement {
  const text = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  const used = chipsOf(draft.prompt);
  const insert = (field: FieldKey): void => {
    const box = text.current;
    const [from, to] = box ? [box.selectionStart, box.selectionEnd] : [draft.prompt.length, draft.prompt.length];
    const before = draft.prompt.slice(0, from);
    const chip = `${before === '' || /\s$/.test(before) ? '' : ' '}{${field}}`;
    onChange({ prompt: before + chip + draft.prompt.slice(to) });
    requestAnimationFrame(() => {
      box?.focus();
      box?.setSelectionRange(from + chip.length, from + chip.length);
    });
  };
  const rest = fieldsOf(draft.kind).filter((f) => !OFTEN[draft.kind].includes(f));
  return (
    <section className="k-card k-box" aria-labelledby={label}>
      <h2 id={label}>Question</h2>
      <textarea ref={text} className="k-text" aria-labelledby={label} rows={4} maxLength={4_000} placeholder="Can customers buy from {name} online?" value={draft.prompt} onChange={(e) => onChange({ prompt: e.target.value })} />
      <div className="k-chips" role="group" aria-label="Put a field into the question">
        {OFTEN[draft.kind].map((field) => (
          <button key={field} type="button" className={`k-chip ${used.includes(field) ? 'is-on' : ''}`} onClick={() => insert(field)}>
            {FIELDS[field].label}
          </button>
        ))}
        <select className="k-select k-select--chip" aria-label="Another field" value="" onChange={(e) => insert(e.target.value as FieldKey)}>
          <option value="" disabled>
            Another field
          </option>
          {rest.map((field) => (
            <option key={field} value={field}>
              {FIELDS[field].label}
            </option>
          ))}
        </select>
      </div>
      <div className="k-qn__w">
        <button type="button" className="k-switch" role="switch" aria-checked={draft.pages} aria-label="Clipped pages go along" onClick={() => onChange({ pages: !draft.pages })} />
        <span className="k-grow">
          <b>Clipped pages go along</b>
          <span className="k-sm k-2">The text of the pages you clipped for a lead, newest first. They are sent as data; what stands in them gives the model no orders.</span>
        </span>
      </div>
    </section>
  );
}

function Model({ draft, models, onChange }: PartProps & Pick<EditorProps, 'models'>): ReactElement {
  const label = useId();
  const known = modelsOf(draft.providerId);
  return (
    <section className="k-card k-box" aria-labelledby={label}>
      <h2 id={label}>Model</h2>
      <div className="k-qn__m">
        <label className="k-label">
          Provider
          <select className="k-select" value={draft.providerId} onChange={(e) => onChange({ providerId: e.target.value, model: modelsOf(e.target.value)[0] ?? '' })}>
            {models.map(({ provider, ready }) => (
              <option key={provider.id} value={provider.id}>
                {provider.name}
                {ready ? '' : ' (no key yet)'}
              </option>
            ))}
          </select>
        </label>
        <label className="k-label k-grow">
          Model
          <span className="k-input">
            <input list={`${label}-models`} value={draft.model} maxLength={120} placeholder="Name of the model" spellCheck={false} autoComplete="off" onChange={(e) => onChange({ model: e.target.value })} />
          </span>
          <datalist id={`${label}-models`}>
            {known.map((model) => (
              <option key={model} value={model}>
                {model}
              </option>
            ))}
          </datalist>
        </label>
        <label className="k-label">
          Most tokens it may write
          <span className="k-input k-input--num">
            <input type="number" min={AI_TOKENS.least} max={AI_TOKENS.most} step={50} value={draft.maxTokens} onChange={(e) => onChange({ maxTokens: Math.round(Number(e.target.value)) })} />
          </span>
        </label>
      </div>
    </section>
  );
}

/** Takes a question away; the answers stay in the leads. Can be undone. */
function Remove({ id, draft }: { readonly id: string; readonly draft: QuestionDraft }): ReactElement {
  const take = async (): Promise<void> => {
    const removed = await sendCommand('question.remove', { id });
    if (!removed.ok) return showToast({ kind: 'bad', text: removed.error.message });
    window.location.hash = 'questions';
    showToast({ kind: 'info', text: `“${draft.name}” removed. Its answers stay with the leads.`, onUndo: async () => (await sendCommand('question.save', { id, draft })).ok });
  };
  return (
    <Button look="ghost" className="k-bad" icon={<Icon of={Trash2} size={14} />} onClick={() => void take()}>
      Remove
    </Button>
  );
}
