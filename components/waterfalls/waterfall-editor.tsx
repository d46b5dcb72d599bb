import { Copy, EllipsisVertical, FileDown, PenLine, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { enrichmentOf } from '../../lib/domain/enrichment/enrichments.ts';
import { WATERFALL_TEMPLATES } from '../../lib/domain/enrichment/templates.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { labelOf } from '../../lib/domain/lead/custom.ts';
import { saveFile } from '../../lib/ui/download.ts';
import { listOf, timeOf } from '../../lib/ui/format.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand, type Catalogue } from '../../lib/ui/use-commands.ts';
import { useSample } from '../../lib/ui/use-sample.ts';
import { useStepStates } from '../../lib/ui/use-step-states.ts';
import { useWaterfallEditor, type WaterfallEditor } from '../../lib/ui/use-waterfall-editor.ts';
import { canAsk, warningsOf, withRule } from '../../lib/ui/waterfall-edit.ts';
import { LearnedOrder } from '../options/learned-order.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';
import { Note } from '../parts/note.tsx';
import { FindFirstCard } from './find-first-card.tsx';
import { RulesCard } from './rules-card.tsx';
import { SampleAside } from './sample-aside.tsx';
import { StepsCard } from './steps-card.tsx';

/** One waterfall: its steps, its rules, what it is worth a warning, and what it would cost on a sample. Saved as it is changed. */
export function WaterfallEditorView({ stored, catalogue }: { readonly stored: Waterfall; readonly catalogue: Catalogue }): ReactElement {
  const editor = useWaterfallEditor(stored);
  const { draft, undo, canUndo } = editor;
  const states = useStepStates(catalogue);
  const sample = useSample(draft, editor.revision);
  const canVerify = (draft.verifier?.providerIds ?? []).some((id) => canAsk(states.ofOperation(id, 'verify-email')));
  useEffect(() => {
    const onKey = (e: globalThis.KeyboardEvent): void => {
      const typing = e.target instanceof HTMLInputElement || e.target instanceof HTMLTextAreaElement;
      if (!(e.ctrlKey || e.metaKey) || e.shiftKey || e.key.toLowerCase() !== 'z' || typing || !canUndo) return;
      e.preventDefault();
      undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [undo, canUndo]);
  return (
    <>
      <div className="k-wfe">
        <EditorHead editor={editor} />
        {catalogue.loading ? null : warningsOf(draft, states.ofStep, canVerify, catalogue.nameOf).map((w) => (
          <Note key={w.key} tone={w.tone === 'bad' ? 'warn' : w.tone} title={w.title} action={w.key === 'no-key' || w.key === 'none' ? <a className="k-link" href="#providers">Add keys</a> : undefined}>
            {w.text}
          </Note>
        ))}
        {draft.steps.length > 1 ? <LearnedOrder waterfallId={draft.id} catalogue={catalogue} /> : null}
        <StepsCard editor={editor} catalogue={catalogue} states={states} quote={sample.quote} />
        <FindFirstCard editor={editor} catalogue={catalogue} states={states} />
        <RulesCard editor={editor} catalogue={catalogue} states={states} />
      </div>
      <SampleAside waterfall={draft} sample={sample} nameOf={catalogue.nameOf} />
    </>
  );
}

function EditorHead({ editor }: { readonly editor: WaterfallEditor }): ReactElement {
  const { draft, savedAt, isSaving, canUndo, undo } = editor;
  const [naming, setNaming] = useState(false);
  const question = enrichmentOf(draft.enrichment);
  return (
    <header className="k-wfe__h">
      <div className="k-grow">
        <h2 className="k-title">{draft.name}</h2>
        <p className="k-sm k-2">
          {question.noun} of {draft.kind === 'person' ? 'people' : 'companies'}. Looks for {listOf(draft.wanted.map((k) => labelOf(k).toLocaleLowerCase('en')))}.
        </p>
      </div>
      <span className="k-sm k-3" role="status">
        {isSaving ? 'Saving' : savedAt === null ? '' : `Saved ${timeOf(savedAt)}`}
      </span>
      <Button small icon={<Icon of={Undo2} size={14} />} disabled={!canUndo} title="Ctrl+Z" onClick={undo}>
        Undo
      </Button>
      <WaterfallMenu waterfall={draft} onRename={() => setNaming(true)} />
      {naming ? (
        <NameDialog
          title="Rename the waterfall"
          label="Name"
          initial={draft.name}
          action="Rename"
          busy={false}
          onSubmit={(name) => {
            editor.change((w) => withRule(w, { name }));
            setNaming(false);
          }}
          onClose={() => setNaming(false)}
        />
      ) : null}
    </header>
  );
}

function WaterfallMenu({ waterfall, onRename }: { readonly waterfall: Waterfall; readonly onRename: () => void }): ReactElement {
  const copy = useCommand('waterfall.duplicate');
  const file = useCommand('waterfall.export');
  const remove = useCommand('waterfall.remove');
  const reset = useCommand('waterfall.reset');
  const template = WATERFALL_TEMPLATES.find((t) => t.id === waterfall.id);
  const isChanged = template !== undefined && JSON.stringify(template) !== JSON.stringify(waterfall);
  const takeBack = (word: string, was: Waterfall): void =>
    showToast({ kind: 'info', text: word, onUndo: async () => (await sendCommand('waterfall.save', { waterfall: { ...was } })).ok });
  const duplicate = async (): Promise<void> => {
    const made = await copy.send({ id: waterfall.id });
    if (made) window.location.hash = `waterfalls/${made.id}`;
  };
  const save = async (): Promise<void> => {
    const made = await file.send({ ids: [waterfall.id] });
    if (made) await saveFile(made.fileId);
  };
  const drop = async (): Promise<void> => {
    const gone = await (template ? reset : remove).send({ id: waterfall.id });
    if (!gone) return;
    if (!template) window.location.hash = 'waterfalls';
    takeBack(template ? `${waterfall.name} is as it came` : `${waterfall.name} deleted`, gone.waterfall);
  };
  return (
    <Menu
      trigger={
        <IconButton label={`More for ${waterfall.name}`}>
          <Icon of={EllipsisVertical} />
        </IconButton>
      }
    >
      <MenuItem icon={PenLine} onSelect={onRename}>
        Rename
      </MenuItem>
      <MenuItem icon={Copy} onSelect={() => void duplicate()}>
        Duplicate
      </MenuItem>
      <MenuItem icon={FileDown} onSelect={() => void save()}>
        Export
      </MenuItem>
      {template ? (
        <MenuItem icon={RotateCcw} disabled={!isChanged} onSelect={() => void drop()}>
          Reset to template
        </MenuItem>
      ) : (
        <MenuItem icon={Trash2} onSelect={() => void drop()}>
          Delete
        </MenuItem>
      )}
    </Menu>
  );
}
