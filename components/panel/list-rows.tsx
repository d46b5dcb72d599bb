import { BookmarkCheck, Check, ClipboardCopy, Ellipsis, FileSpreadsheet, Minus } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { knownTag } from '../../lib/domain/list/known.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { copyFile, saveFile } from '../../lib/ui/download.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import type { RowView } from '../../lib/ui/list-rows.ts';
import { checkedOf, turn, turnAll, type RowSelection } from '../../lib/ui/list-selection.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { IconButton, LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu, MenuItem } from '../parts/menu.tsx';
import { RowBox } from './row-box.tsx';

interface ListRowsProps {
  readonly tabId: number;
  readonly list: ListCapture;
  readonly views: readonly RowView[];
  /** Tables by row key. */
  readonly known: ReadonlyMap<string, readonly string[]>;
  readonly tables: readonly Table[];
  readonly selection: RowSelection;
  /** Keys of the ticked rows. */
  readonly ticked: readonly string[];
  readonly scroller: HTMLElement | null;
  readonly onSelect: (next: RowSelection) => void;
}

/** The rows: what is ticked, what is known, and a file of them. */
export function ListRows({ tabId, list, views, known, tables, selection, ticked, scroller, onSelect }: ListRowsProps): ReactElement {
  const [hidesKnown, setHidesKnown] = useState(false);
  const shown = useMemo(() => (hidesKnown ? views.filter((view) => !known.has(view.key)) : views), [views, known, hidesKnown]);
  const keys = useMemo(() => shown.map((view) => view.key), [shown]);
  const chosen = useMemo(() => new Set(ticked), [ticked]);
  const show = useCommand('list.showRow');
  const file = useFile(tabId, list, ticked);
  const showRow = async (rowKey: string): Promise<void> => {
    const answer = await show.send({ tabId, listId: list.id, rowKey });
    if (answer && !answer.found) showToast({ kind: 'info', text: 'That row is no longer on the page' });
  };
  const state = checkedOf(keys.filter((key) => chosen.has(key)).length, keys.length);
  return (
    <section aria-label="Rows">
      <div className="k-h k-listbar">
        <button type="button" role="checkbox" className="k-check" aria-checked={state} aria-label="Select all rows" onClick={() => onSelect(turnAll(selection, keys, known))}>
          <Icon of={state === 'mixed' ? Minus : Check} size={12} />
        </button>
        <span className="k-grow" role="status">
          {countOf(ticked.length)} of {countOf(views.length)} selected
        </span>
        {known.size > 0 ? <LinkButton onClick={() => setHidesKnown(!hidesKnown)}>{hidesKnown ? 'Show known' : 'Hide known'}</LinkButton> : null}
        <Menu
          trigger={
            <IconButton small label="Copy or download the rows">
              <Icon of={Ellipsis} size={14} />
            </IconButton>
          }
        >
          <p className="k-menu__h">{ticked.length > 0 ? `${plural(ticked.length, 'ticked row')}, free` : `All ${plural(views.length, 'row')}, free`}</p>
          <MenuItem icon={ClipboardCopy} onSelect={() => void file('tsv')}>
            Copy for a spreadsheet
          </MenuItem>
          <MenuItem icon={FileSpreadsheet} onSelect={() => void file('csv')}>
            Download CSV
          </MenuItem>
        </Menu>
      </div>
      {shown.length === 0 ? (
        <p className="k-2 k-center k-listnone">{views.length === 0 ? 'This list has no rows.' : `All ${plural(views.length, 'row')} are known.`}</p>
      ) : (
        <RowBox
          label={list.heading || 'Rows of the list'}
          rows={shown}
          ticked={chosen}
          scroller={scroller}
          tagOf={(key) => {
            const ids = known.get(key);
            return ids ? <KnownTag text={knownTag(ids, tables)} /> : null;
          }}
          onTurn={(key, shift) => onSelect(turn(selection, key, keys, known, shift))}
          onTurnAll={() => onSelect(turnAll(selection, keys, known))}
          onShow={(key) => void showRow(key)}
          onCopy={() => void file('tsv')}
        />
      )}
    </section>
  );
}

const KnownTag = ({ text }: { readonly text: string }): ReactElement => (
  <span className="k-tag k-tag--ok k-lrow__t">
    <Icon of={BookmarkCheck} size={12} />
    <span className="k-trunc">{text}</span>
  </span>
);

/** Makes a file of the ticked rows, or of all of them, without saving anything. */
function useFile(tabId: number, list: ListCapture, ticked: readonly string[]): (format: 'csv' | 'tsv') => Promise<void> {
  const send = useCommand('list.export');
  return async (format) => {
    const file = await send.send({ tabId, listId: list.id, format, ...(ticked.length > 0 ? { rowKeys: [...ticked] } : {}) });
    if (!file) return;
    const done = format === 'tsv' ? await copyFile(file.fileId) : await saveFile(file.fileId);
    showToast(done ? { kind: 'info', text: format === 'tsv' ? `${plural(file.rows, 'row')} copied` : `${file.name} saved, ${plural(file.rows, 'row')}` } : { kind: 'bad', text: 'The file is gone. Try again; it costs nothing.' });
  };
}
