import { Check, CircleAlert, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import type { Recipe } from '../../lib/contracts/recipe.ts';
import { patternFits } from '../../lib/domain/recipe/url-proposal.ts';
import type { DraftRow } from '../../lib/storage/draft-row.ts';
import { draftLines, withLead, withPattern } from '../../lib/ui/draft-edit.ts';
import { plural } from '../../lib/ui/format.ts';
import { hostOf } from '../../lib/ui/safe-href.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';
import { DraftColumns } from './draft-columns.tsx';
import { DraftPreview } from './draft-preview.tsx';
import { Strips } from './strips.tsx';

interface DraftViewProps {
  readonly row: DraftRow;
  readonly recipe: Recipe;
}
const KINDS = [
  { value: 'person', label: 'People' },
  { value: 'company', label: 'Companies' },
] as const;

/** What was picked, before it is kept: its name, the pages it is for, its columns, and the rows it gave. */
export function DraftView({ row, recipe: stored }: DraftViewProps): ReactElement {
  const { tabId } = row;
  const [recipe, setRecipe] = useState(stored);
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const save = useCommand('recipe.save');
  const use = useCommand('picker.use');
  const drop = useCommand('picker.drop');
  const read = useCommand('page.capture');
  const hint = useId();
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const pattern = recipe.match[0]?.url ?? '';
  const fits = patternFits(pattern, row.url);
  const isReady = isWhole(recipe, row.url);
  // Every change that makes a whole recipe is kept, so that a closed panel loses nothing.
  const change = (next: Recipe): void => {
    setRecipe(next);
    if (isWhole(next, row.url)) void sendCommand('picker.edit', { tabId, recipe: next });
  };
  const keep = async (): Promise<void> => {
    const saved = await save.send({ recipe: { ...recipe }, isNew: true, from: 'picker' });
    if (!saved) return;
    await drop.send({ tabId });
    showToast({ kind: 'info', text: `Recipe saved. ${fits === 'fits' ? 'This page is read by it now.' : 'Pages that fit its address are read by it from now on.'}` });
    if (fits === 'fits') await read.send({ tabId });
  };
  const count = row.preview?.count ?? 0;
  const lines = draftLines(recipe, row.preview);
  const what = recipe.kind === 'list' ? `${plural(count, 'row')}, ${plural(lines.length, 'column')}` : plural(lines.length, 'field');
  return (
    <>
      <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
        <Strips />
        <div className="k-panel__pad">
          <div>
            <h2 className="k-draft__t" tabIndex={-1} ref={heading}>
              {what} picked
            </h2>
            <p className="k-2 k-trunc k-val">on {hostOf(row.url) ?? 'this page'}. Nothing is saved yet.</p>
          </div>
          <label className="k-label">
            Name
            <span className="k-input">
              <input value={recipe.name} maxLength={80} autoComplete="off" onChange={(e) => change({ ...recipe, name: e.target.value })} />
            </span>
          </label>
          <div>
            <label className="k-label">
              Pages it is for
              <span className="k-input">
                <input className="k-draft__url" value={pattern} maxLength={300} autoComplete="off" spellCheck={false} aria-invalid={fits === 'no-pattern'} aria-describedby={hint} onChange={(e) => change(withPattern(recipe, e.target.value.trim()))} />
              </span>
            </label>
            <PatternHint id={hint} fits={fits} />
          </div>
          <div className="k-draft__k">
            <span className="k-sm k-2">{recipe.kind === 'list' ? 'Rows are' : 'The page is about'}</span>
            <RadioBar label={recipe.kind === 'list' ? 'Rows are' : 'The page is about'} options={recipe.kind === 'list' ? KINDS : [{ value: 'person', label: 'A person' }, { value: 'company', label: 'A company' }]} value={recipe.lead} onChange={(lead) => change(withLead(recipe, lead))} />
          </div>
          <DraftColumns recipe={recipe} lines={lines} onChange={change} />
          {row.preview && recipe.kind === 'list' ? <DraftPreview lines={lines} preview={row.preview} /> : null}
          <p className="k-xs k-3">Saved as a recipe, this is read by itself on every page that fits. Used once, it is read now and forgotten. Both are free.</p>
        </div>
      </div>
      <div className="k-panel__act k-draft__a">
        <Button look="ghost" onClick={() => setAsking(true)}>
          Throw away
        </Button>
        <span className="k-grow" />
        <Button busy={use.busy} onClick={() => void use.send({ tabId })}>
          Use once
        </Button>
        <Button look="primary" busy={save.busy || read.busy} off={!isReady} onClick={() => void keep()}>
          Save recipe
        </Button>
      </div>
      {asking ? (
        <Dialog
          title="Throw this away?"
          description={`${what} were picked. The page is not changed by it.`}
          onClose={() => setAsking(false)}
          footer={
            <>
              <span className="k-grow" />
              <Button onClick={() => setAsking(false)}>Keep</Button>
              <Button look="stop" busy={drop.busy} onClick={() => void drop.send({ tabId })}>
                Throw away
              </Button>
            </>
          }
        >
          {null}
        </Dialog>
      ) : null}
    </>
  );
}

const isWhole = (recipe: Recipe, url: string): boolean => recipe.name.trim() !== '' && patternFits(recipe.match[0]?.url ?? '', url) !== 'no-pattern';

const HINTS = {
  fits: { icon: Check, look: 'k-ok', text: 'Fits this page. A part such as :slug stands for any one part of an address.' },
  'other-page': { icon: TriangleAlert, look: 'k-warn', text: 'This page does not fit it.' },
  'no-pattern': { icon: CircleAlert, look: 'k-bad', text: 'Not an address pattern, such as https://example.com/people/:slug' },
} as const;

/** Whether what is typed is a pattern and fits this page, while it is typed. */
function PatternHint({ id, fits }: { readonly id: string; readonly fits: keyof typeof HINTS }): ReactElement {
  const { icon, look, text } = HINTS[fits];
  return (
    <p className={`k-draft__h k-xs ${look}`} id={id} role="status">
      <Icon of={icon} size={12} />
      <span>{text}</span>
    </p>
  );
}
