import { Copy, Download, PenLine, RotateCcw, Trash2, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type ReactElement } from 'react';
import { saveFile } from '../../lib/ui/download.ts';
import { addressWords, driftWords, healthWords, kindWords, originWords, partName, type RecipeCard } from '../../lib/ui/recipes.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { RecipeEditor } from './recipe-editor.tsx';
import { recipeIcon, RecipeStateLine } from './recipe-row.tsx';
import { RecipeTry } from './recipe-try.tsx';

/** Addresses that are shown at once; a site with many doors has up to twenty. */
const ADDRESSES = 4;

/** The details of one recipe: what it reads and where, how it fares, and everything that can be done with it. */
export function RecipeAside({ card, onClose }: { readonly card: RecipeCard; readonly onClose: () => void }): ReactElement {
  const { recipe, health, state } = card;
  const now = useNow(60_000);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    // In a narrow window it stands above the list, which may be scrolled far down.
    const at = box.current?.getBoundingClientRect();
    if (at && (at.bottom < 0 || at.top > window.innerHeight)) box.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <aside className="k-card k-det" aria-label={recipe.name} ref={box}>
      <header>
        <span className="k-tile t5" aria-hidden="true">
          <Icon of={recipeIcon(recipe)} />
        </span>
        <div className="k-grow">
          <h2>{recipe.name}</h2>
          <p className="k-sm k-3 k-trunc">
            {kindWords(recipe)}. {originWords(recipe)}.
          </p>
        </div>
        <IconButton label="Close" onClick={onClose}>
          <Icon of={X} />
        </IconButton>
      </header>
      {recipe.problem === undefined ? null : (
        <Note tone="bad" title="Put aside: it cannot be used">
          {recipe.problem}. Nothing of it is lost. Edit it, or remove it.
        </Note>
      )}
      {state === 'drifted' && health?.drift ? (
        <Note tone="warn" title="The site has changed">
          {driftWords(health.drift, partName)} Test it on such a page: Kiln then looks for the new place.
        </Note>
      ) : null}
      <p className="k-sm" role="status">
        {state === 'drifted' || state === 'unused' ? null : (
          <>
            <RecipeStateLine state={state} />
            <span className="k-3"> · </span>
          </>
        )}
        <span className="k-3">{state === 'removed' ? 'Not used, and no import brings it back.' : healthWords(card, now)}</span>
      </p>
      {recipe.problem === undefined ? <Facts recipe={recipe} /> : null}
      {recipe.isRemoved ? null : <Priority key={recipe.priority} id={recipe.id} priority={recipe.priority} />}
      {recipe.isRemoved || recipe.problem !== undefined ? null : <RecipeTry card={card} />}
      <Deeds card={card} />
    </aside>
  );
}

/** Where it reads, what, and what it was held against. */
function Facts({ recipe }: { readonly recipe: RecipeCard['recipe'] }): ReactElement {
  // One more that is hidden would save no room.
  const shown = recipe.addresses.length <= ADDRESSES + 1 ? recipe.addresses.length : ADDRESSES;
  const first = recipe.addresses.slice(0, shown);
  const more = recipe.addresses.slice(shown);
  return (
    <dl className="k-rec-facts">
      <dt>Addresses</dt>
      {first.map((address) => (
        <dd key={address} className="k-mono">
          {addressWords(address)}
        </dd>
      ))}
      {more.length > 0 ? (
        <dd>
          <details className="k-rec-more">
            <summary className="k-link">{more.length} more</summary>
            {more.map((address) => (
              <p key={address} className="k-mono">
                {addressWords(address)}
              </p>
            ))}
          </details>
        </dd>
      ) : null}
      <dt>{recipe.kind === 'list' ? 'Columns' : 'Fields'}</dt>
      <dd>{recipe.parts.join(', ') || 'None'}</dd>
      <dt>{recipe.isVerified ? 'Held against' : 'Not verified'}</dt>
      <dd>{recipe.proof || 'Nothing is said.'}</dd>
    </dl>
  );
}

/** The higher number is tried first. */
function Priority({ id, priority }: { readonly id: string; readonly priority: number }): ReactElement {
  const set = useCommand('recipe.setPriority');
  const [text, setText] = useState(String(priority));
  const field = useId();
  const value = /^-?\d{1,4}$/.test(text.trim()) ? Number(text) : NaN;
  const isWrong = !(value >= -1_000 && value <= 1_000);
  const save = (): void => {
    if (!isWrong && value !== priority) void set.send({ id, priority: value });
  };
  return (
    <div className="k-rec-prio">
      <label htmlFor={field} className="k-grow">
        <b>Priority</b>
        <span className="k-sm k-2" id={`${field}-hint`}>
          {isWrong ? 'A whole number from -1000 to 1000.' : 'The highest is tried first. Yours begin at 100.'}
        </span>
      </label>
      <span className="k-input">
        <input id={field} inputMode="numeric" value={text} aria-invalid={isWrong} aria-describedby={`${field}-hint`} onChange={(e) => setText(e.target.value)} onBlur={save} onKeyDown={(e) => (e.key === 'Enter' ? save() : undefined)} />
      </span>
    </div>
  );
}

/** What can be done with a recipe. Removing and resetting can be taken back. */
function Deeds({ card }: { readonly card: RecipeCard }): ReactElement {
  const { recipe } = card;
  const { id, name } = recipe;
  const [editing, setEditing] = useState(false);
  const duplicate = useCommand('recipe.duplicate');
  const exported = useCommand('recipe.export');
  const restore = useCommand('recipe.restore');
  const reset = useCommand('recipe.reset');
  const copy = async (): Promise<void> => {
    const made = await duplicate.send({ id });
    if (made) window.location.hash = `recipes/${made.id}`;
  };
  const save = async (): Promise<void> => {
    const file = await exported.send({ ids: [id] });
    if (file && (await saveFile(file.fileId))) showToast({ kind: 'info', text: `Saved as ${file.name}` });
  };
  const takeAway = async (): Promise<void> => {
    const removed = await sendCommand('recipe.remove', { id });
    if (!removed.ok) return showToast({ kind: 'bad', text: removed.error.message });
    showToast({ kind: 'info', text: `“${name}” removed`, onUndo: async () => (await sendCommand('recipe.restore', { id })).ok });
  };
  const giveUp = async (): Promise<void> => {
    const given = await reset.send({ id });
    if (given) showToast({ kind: 'info', text: `“${name}” is as it came with Kiln`, onUndo: async () => (await sendCommand('recipe.save', { recipe: given.json })).ok });
  };
  if (recipe.isRemoved) {
    return (
      <Button look="primary" icon={<Icon of={RotateCcw} size={14} />} busy={restore.busy} onClick={() => void restore.send({ id })}>
        Bring back
      </Button>
    );
  }
  return (
    <div className="k-rec-deeds">
      <Button small icon={<Icon of={PenLine} size={14} />} onClick={() => setEditing(true)}>
        Edit
      </Button>
      <Button small icon={<Icon of={Copy} size={14} />} busy={duplicate.busy} disabled={recipe.problem !== undefined} onClick={() => void copy()}>
        Duplicate
      </Button>
      <Button small icon={<Icon of={Download} size={14} />} busy={exported.busy} disabled={recipe.problem !== undefined} onClick={() => void save()}>
        Export
      </Button>
      {recipe.origin === 'edited' ? (
        <Button small icon={<Icon of={RotateCcw} size={14} />} busy={reset.busy} onClick={() => void giveUp()}>
          As it came
        </Button>
      ) : null}
      <Button small look="ghost" className="k-bad" icon={<Icon of={Trash2} size={14} />} onClick={() => void takeAway()}>
        Remove
      </Button>
      {editing ? <RecipeEditor id={id} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}
