import { valueOf, type Run } from './columns.ts';
import type { BarView } from './bar.ts';
import type { Session, StepWords } from './session.ts';

/** Rows of the live preview. */
const ROWS = 12;

/** What the bar shows for a state: the next step in words, what was taken, and what it gives. */
export function barView(session: Session, runs: readonly Run[], words: StepWords | null, cursor: BarView['cursor']): BarView {
  const { mode, list, example, picks, field } = session.state;
  const alike = session.alike();
  const single = mode === 'single' ? session.rows() : null;
  const rows = single ? single.rows : runs.slice(0, ROWS).map((run) => picks.map((pick) => valueOf(run, pick)));
  const count = single ? single.count : runs.length;
  const label = session.fields.find((one) => one.key === field)?.label;
  const { title, hint } = lead(mode, list !== null, example !== null && example.isConnected, count, label);
  return {
    mode, title, cursor, field,
    hint: words?.tone === 'bad' ? words.text : hint,
    isBad: words?.tone === 'bad',
    alike: alike ? `Take the ${alike.count} alike` : null,
    reread: list && list.shapes.length > 1 ? `Other rows (${list.index + 1} of ${list.shapes.length})` : null,
    canUndo: session.canUndo,
    done: mode === 'list' ? (list ? `Use ${count} ${count === 1 ? 'row' : 'rows'}` : 'Use this list') : `Use ${picks.length} ${picks.length === 1 ? 'field' : 'fields'}`,
    isReady: picks.length > 0 && count > 0,
    fields: session.fields,
    picks: picks.map((pick) => ({ id: pick.id, name: pick.name, read: pick.read, reads: session.readsOf(pick), field: pick.field })),
    preview: { head: picks.map((pick) => pick.name), rows: picks.length > 0 ? rows : [], count },
  };
}

function lead(mode: 'list' | 'single', hasList: boolean, hasExample: boolean, count: number, label: string | undefined): { title: string; hint: string } {
  if (mode === 'single') return { title: label === undefined ? 'Point at what you want' : `Point at: ${label}`, hint: 'Click it on the page. A click on something taken removes it.' };
  if (!hasList && !hasExample) return { title: 'Point at one entry of the list', hint: 'Click a name, for example. Then the same in another entry.' };
  if (!hasList) return { title: 'Now the same in another entry', hint: 'Two examples make a list.' };
  if (count === 0) return { title: 'The rows are gone', hint: 'The page has redrawn itself. Undo, and point at them again.' };
  return { title: `${count} ${count === 1 ? 'row' : 'rows'}`, hint: 'Click what a row says to add a column, or to remove one.' };
}
