import type { EditTurned } from '../contracts/cell-commands.ts';
import type { Deps } from './deps.ts';

type TurnDeps = Pick<Deps, 'store' | 'now'>;
/** Times another edit is looked for when somebody else has just taken this one. */
const TRIES = 4;

/** Takes one line of the history back, whatever it did; how much it touched. Null when it was taken back already or is too old. */
export async function undoActivity({ store, now }: TurnDeps, activityId: string): Promise<number | null> {
  return (await store.doNotContact.undo(activityId, now())) ?? (await store.imports.undo(activityId, now())) ?? (await store.merges.undo(activityId, now())) ?? (await store.cells.undo(activityId, now())) ?? (await store.links.undo(activityId, now())) ?? store.leads.undo(activityId, now());
}

/** The last edit of a table is taken back. */
export const undoEdit = (deps: TurnDeps, tableId: string): Promise<EditTurned> => turn(() => deps.store.edits.last(tableId), (id) => undoActivity(deps, id));

/** What was taken back last is done again. */
export const redoEdit = (deps: TurnDeps, tableId: string): Promise<EditTurned> =>
  turn(() => deps.store.edits.next(tableId), async (id) => (await deps.store.cells.redo(id, deps.now())) ?? (await deps.store.links.redo(id, deps.now())) ?? deps.store.leads.redo(id, deps.now()));

async function turn(find: () => Promise<{ readonly id: string; readonly title: string } | undefined>, act: (id: string) => Promise<number | null>): Promise<EditTurned> {
  for (let i = 0; i < TRIES; i++) {
    const found = await find();
    if (!found) break;
    if ((await act(found.id)) !== null) return { done: { activityId: found.id, title: found.title } };
  }
  return { done: null };
}
