import { ArrowRight, FlaskConical } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import type { RecipeRepair, RecipeTest } from '../../lib/contracts/recipe-library.ts';
import { plural } from '../../lib/ui/format.ts';
import { driftWords, partName, type RecipeCard } from '../../lib/ui/recipes.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { useOpenPages } from '../../lib/ui/use-recipes.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';

const PREVIEW_ROWS = 8;
const PREVIEW_COLUMNS = 3;

/** Tries a recipe on an open page and shows what it reads there; nothing is saved. */
export function RecipeTry({ card }: { readonly card: RecipeCard }): ReactElement {
  const pages = useOpenPages();
  const [chosen, setChosen] = useState<number | null>(null);
  const [result, setResult] = useState<RecipeTest | null>(null);
  const test = useCommand('recipe.test');
  const field = useId();
  const tabId = pages?.some((page) => page.tabId === chosen) ? chosen : (pages?.[0]?.tabId ?? null);
  const run = async (): Promise<void> => {
    if (tabId !== null) setResult(await test.send({ tabId, id: card.recipe.id }));
  };
  return (
    <section className="k-stack" aria-labelledby={`${field}-h`}>
      <h3 className="k-h" id={`${field}-h`}>
        Test on an open page
      </h3>
      {pages?.length === 0 ? (
        <p className="k-sm k-2">No open page was read yet. Open a page of the site, click the Kiln icon there, and come back.</p>
      ) : (
        <div className="k-rec-try">
          <select aria-label="Open page" value={tabId ?? ''} onChange={(e) => setChosen(Number(e.target.value))}>
            {(pages ?? []).map((page) => (
              <option key={page.tabId} value={page.tabId}>
                {page.label}
              </option>
            ))}
          </select>
          <Button icon={<Icon of={FlaskConical} size={14} />} busy={test.busy} disabled={tabId === null} onClick={() => void run()}>
            Test
          </Button>
        </div>
      )}
      <div role="status">{result ? <Result result={result} card={card} onRepaired={() => void run()} /> : null}</div>
    </section>
  );
}

function Result({ result, card, onRepaired }: { readonly result: RecipeTest; readonly card: RecipeCard; readonly onRepaired: () => void }): ReactElement {
  if (!result.applies) {
    return (
      <Note title="It says nothing about this page">
        {result.isAddressed ? 'The address fits, but what it needs to see first is not there.' : 'The address of the page does not fit.'}
      </Note>
    );
  }
  const nameOf = (key: string): string => result.repairs.find((repair) => repair.key === key)?.label ?? partName(key);
  return (
    <div className="k-stack">
      {result.isAddressed ? null : <p className="k-sm k-warn">The address of the page does not fit; it would not be used here by itself.</p>}
      {result.drift ? <Note tone="warn" title={driftWords(result.drift, nameOf)} /> : null}
      {result.values.length > 0 ? (
        <dl className="k-rec-facts">
          {result.values.map(({ key, label, value }) => (
            <div key={`${key} ${value}`}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {card.recipe.kind === 'list' ? <Rows result={result} /> : null}
      {result.repairs.map((repair) => (
        <Repair key={repair.key} id={card.recipe.id} repair={repair} onRepaired={onRepaired} />
      ))}
    </div>
  );
}

function Rows({ result }: { readonly result: RecipeTest }): ReactElement {
  if (result.rows.length === 0) return <p className="k-sm k-2">No row was found.</p>;
  return (
    <>
      <p className="k-sm k-2">
        {plural(result.rowCount, 'row')}
        {result.rows.length > PREVIEW_ROWS ? `, the first ${PREVIEW_ROWS} shown` : ''}
        {result.columns.length > PREVIEW_COLUMNS ? `, ${result.columns.length} columns, the first ${PREVIEW_COLUMNS} shown` : ''}
      </p>
      <table className="k-rec-rows">
        <thead>
          <tr>
            {result.columns.slice(0, PREVIEW_COLUMNS).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.slice(0, PREVIEW_ROWS).map((cells, i) => (
            <tr key={i}>
              {cells.slice(0, PREVIEW_COLUMNS).map((cell, n) => (
                <td key={result.columns[n]} title={cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The old place and the new one, each with what it gives. */
function Repair({ id, repair, onRepaired }: { readonly id: string; readonly repair: RecipeRepair; readonly onRepaired: () => void }): ReactElement {
  const send = useCommand('recipe.repair');
  const accept = async (): Promise<void> => {
    const done = await send.send({ id, key: repair.key, selector: repair.selector, read: repair.read });
    if (!done) return;
    showToast({ kind: 'info', text: `${repair.label} is looked for in the new place` });
    onRepaired();
  };
  const gives = (values: readonly string[]): string => (values.length === 0 ? 'nothing' : values.slice(0, 2).join(', '));
  return (
    <section className="k-rec-fix" aria-label={`New place of ${repair.label}`}>
      <b>A new place for {repair.label}</b>
      <p className="k-sm">
        <code>{repair.oldSelector || 'no place'}</code> <span className="k-3">gives {gives(repair.oldValues)}</span>
      </p>
      <p className="k-sm k-rec-new">
        <Icon of={ArrowRight} size={14} />
        <span>
          <code>{repair.selector}</code>
          {repair.read === 'text' ? '' : ` (${repair.read})`} <span className="k-3">gives</span> {gives(repair.values)}
        </span>
      </p>
      <p className="k-xs k-3">It {repair.reasons.join(', ')}.</p>
      <Button small look="primary" busy={send.busy} onClick={() => void accept()}>
        Use the new place
      </Button>
    </section>
  );
}
