import { ClipboardPaste, Plus, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { newDraft, type OperationDraft, type ProviderDraft } from '../../lib/contracts/own-provider/draft.ts';
import { fromManifest } from '../../lib/contracts/own-provider/from-manifest.ts';
import { toManifest } from '../../lib/contracts/own-provider/to-manifest.ts';
import type { Manifest } from '../../lib/contracts/manifest.ts';
import { OPERATIONS } from '../../lib/domain/enrichment/operation.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { CHOICES, copied, nextOperation, withOperation } from '../../lib/ui/own-edit.ts';
import { useOwnEditor, type Editing } from '../../lib/ui/own-editor-store.ts';
import { placed, type PlacedProblem } from '../../lib/ui/own-problems.ts';
import { useKeys } from '../../lib/ui/queries.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useAnswer, useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { PaneHead } from '../options/side-meter.tsx';
import { CurlDialog } from './curl-dialog.tsx';
import { Part, Select } from './fields.tsx';
import { MappingPart } from './mapping-part.tsx';
import { PartnerPart } from './partner-part.tsx';
import { Preview } from './preview.tsx';
import { PricePart } from './price-part.tsx';
import { RequestPart } from './request-part.tsx';
import { RulesPart } from './rules-part.tsx';
import { TryPart } from './try-part.tsx';
import { useReread, useSettled } from './use-trial.ts';

export type EditorSource = { readonly kind: 'new' } | { readonly kind: 'edit' | 'copy'; readonly id: string };

const monthNow = (): string => new Date().toISOString().slice(0, 7);
const leave = (id = ''): void => void (window.location.hash = id === '' ? 'providers' : `providers/${id}`);

/** The editor of a provider of the person's own: begun empty, from a stored one, or from a copy. */
export function OwnEditor({ source }: { readonly source: EditorSource }): ReactElement {
  const name = source.kind === 'new' ? 'new' : `${source.kind} ${source.id}`;
  const { editing, begin } = useOwnEditor();
  const stored = useAnswer('provider.get', source.kind === 'new' || editing?.source === name ? null : { id: source.id });
  useEffect(() => {
    if (editing?.source === name) return;
    if (source.kind === 'new') begin(name, newDraft(monthNow()));
    else if (stored.value) {
      // Whatever is in the catalogue was parsed there.
      const draft = fromManifest(stored.value.manifest as Manifest);
      begin(name, source.kind === 'copy' ? copied(draft, monthNow()) : draft);
    }
  }, [source, name, editing, stored.value, begin]);
  if (stored.error) return <Note tone="bad" title="It could not be opened" action={<Button small onClick={() => leave()}>Back to the providers</Button>}>{stored.error.message}</Note>;
  return editing?.source === name ? <Form editing={editing} storedId={source.kind === 'edit' ? source.id : undefined} /> : <p className="k-2">Opening …</p>;
}

function Form({ editing, storedId }: { readonly editing: Editing; readonly storedId: string | undefined }): ReactElement {
  const { change, edit, begin, end } = useOwnEditor();
  const { draft, at, isTried } = editing;
  const [pastes, setPastes] = useState(false);
  const keys = useKeys();
  const save = useCommand('provider.save');
  const setKey = useCommand('key.set');
  const made = useMemo(() => toManifest(draft), [draft]);
  const settled = useSettled(made.manifest);
  const check = useAnswer('provider.check', useMemo(() => ({ manifest: { ...settled } }), [settled]));
  const operations = useMemo(() => [...draft.operations.map((o) => o.operation), ...CHOICES], [draft.operations]);
  const all = useMemo(() => placed([...made.problems, ...(check.value?.problems ?? [])], operations), [made.problems, check.value, operations]);
  const operation = draft.operations[at] ?? draft.operations[0];
  const outcome = useReread(editing);
  // What is still empty is told when saving is tried, not while the person has not come to it.
  const problems = (place: string, value: string): readonly PlacedProblem[] => (isTried || value.trim() !== '' ? all.filter((p) => p.place === place) : []);
  const ofOperation = (place: string, value: string): readonly PlacedProblem[] => (operation ? problems(`${operation.operation} ${place}`, value) : []);
  const setOperation = (next: Partial<OperationDraft>): void => edit((d) => withOperation(d, at, next));
  const keep = async (): Promise<void> => {
    change({ isTried: true });
    if (all.length > 0) {
      requestAnimationFrame(() => document.querySelector('[data-problem]')?.scrollIntoView({ block: 'center' }));
      return;
    }
    const allowed = URL.canParse(draft.baseUrl) && (await requestOrigins(check.value?.summary?.origins ?? [draft.baseUrl]));
    const saved = await save.send({ manifest: { ...made.manifest }, ...(storedId === undefined ? {} : { replaces: storedId }) });
    if (!saved) return;
    if ('problems' in saved) return showToast({ kind: 'bad', text: `${saved.problems[0]?.message ?? 'It is not right.'} Nothing was saved.` });
    if (editing.key.trim() !== '') await setKey.send({ providerId: saved.id, key: editing.key.trim() });
    else if (saved.keyDropped && draft.auth.kind !== 'none') showToast({ kind: 'info', text: 'The address is another one, so its key was taken away. Enter the key for the new address.' });
    end();
    showToast({ kind: 'info', text: `${draft.name} saved${allowed ? '' : '. Kiln may not reach it yet: allow it in its details'}` });
    leave(saved.id);
  };
  return (
    <>
      <div className="k-recipes__h">
        <PaneHead title={storedId === undefined ? 'Add your own provider' : `Edit ${draft.name}`}>Any web service that answers a question about a person or a company. It is asked from this browser with your key, and never through the account.</PaneHead>
        {storedId === undefined ? (
          <Button icon={<Icon of={ClipboardPaste} size={14} />} onClick={() => setPastes(true)}>
            Paste a curl command
          </Button>
        ) : null}
      </div>
      {editing.notes.length > 0 ? <Note title="Read from the command">{editing.notes.join(' ')}</Note> : null}
      <div className="k-two k-two--aside k-own">
        <div className="k-stack k-stack--16">
          <PartnerPart draft={draft} at={at} keyText={editing.key} hasKey={storedId !== undefined && (keys ?? []).some((k) => k.providerId === storedId)} problems={problems} edit={edit} onKey={(key) => change({ key })} />
          <OperationsPart draft={draft} at={at} edit={edit} onChoose={(next) => change({ at: next })} problems={all.filter((p) => p.place === 'operations')} />
          {operation ? (
            <>
              <RequestPart key={`request ${at}`} operation={operation} problems={ofOperation} onChange={setOperation} />
              <TryPart editing={editing} outcome={outcome} keyOf={storedId} />
              <MappingPart key={`mapping ${operation.operation}`} editing={editing} operation={operation} outcome={outcome} problems={ofOperation} onChange={setOperation} />
              <RulesPart operation={operation} problems={ofOperation} onChange={setOperation} />
            </>
          ) : null}
          <PricePart draft={draft} problems={problems} onChange={(next) => edit((d) => ({ ...d, ...next }))} />
        </div>
        <aside className="k-card k-det" aria-label="What is saved">
          <h2>{draft.name.trim() || 'Your provider'}</h2>
          <Preview manifest={made.manifest} check={check.value} problems={all.length} />
          <div className="k-row">
            <Button look="primary" busy={save.busy} onClick={() => void keep()}>
              Save provider
            </Button>
            <Button
              look="ghost"
              onClick={() => {
                end();
                leave(storedId);
              }}
            >
              Cancel
            </Button>
          </div>
        </aside>
      </div>
      {pastes ? (
        <CurlDialog
          month={monthNow()}
          onClose={() => setPastes(false)}
          onTake={(read) => {
            begin(editing.source, read.draft);
            change({ key: read.key, samples: read.samples, notes: read.notes });
            setPastes(false);
          }}
        />
      ) : null}
    </>
  );
}

interface OperationsProps {
  readonly draft: ProviderDraft;
  readonly at: number;
  readonly edit: (make: (draft: ProviderDraft) => ProviderDraft) => void;
  readonly onChoose: (at: number) => void;
  readonly problems: readonly PlacedProblem[];
}

/** What it finds: one request for each. */
function OperationsPart({ draft, at, edit, onChoose, problems }: OperationsProps): ReactElement {
  const operation = draft.operations[at];
  const others = Object.keys(draft.others).length;
  const options = [...(operation && !CHOICES.includes(operation.operation) ? [operation.operation] : []), ...CHOICES].map((name) => [name, OPERATIONS[name].label] as const);
  return (
    <Part title="What it finds" {...(others > 0 ? { about: `${others} more ${others === 1 ? 'operation asks' : 'operations ask'} in several steps. ${others === 1 ? 'It is' : 'They are'} kept as in the manifest.` } : {})}>
      {draft.operations.length > 1 ? (
        <div className="k-chips" role="group" aria-label="Operations">
          {draft.operations.map((o, i) => (
            <button key={o.operation} type="button" className={`k-chip ${i === at ? 'is-on' : ''}`} aria-pressed={i === at} onClick={() => onChoose(i)}>
              {OPERATIONS[o.operation].label}
            </button>
          ))}
        </div>
      ) : null}
      <div className="k-own-line k-own-line--end">
        {operation ? <Select label="It can" value={operation.operation} options={options} onChange={(name) => edit((d) => withOperation(d, at, { operation: name }))} /> : null}
        <Button
          small
          icon={<Icon of={Plus} size={14} />}
          onClick={() => {
            const next = nextOperation(draft);
            if (!next) return;
            edit((d) => ({ ...d, operations: [...d.operations, next] }));
            onChoose(draft.operations.length);
          }}
        >
          Something else too
        </Button>
        {draft.operations.length + others > 1 && operation ? (
          <Button
            small
            look="ghost"
            icon={<Icon of={Trash2} size={14} />}
            onClick={() => {
              edit((d) => ({ ...d, operations: d.operations.filter((_, i) => i !== at) }));
              onChoose(0);
            }}
          >
            Not this
          </Button>
        ) : null}
      </div>
      {problems.map(({ message }) => (
        <p key={message} className="k-own-bad">
          {message}
        </p>
      ))}
    </Part>
  );
}
