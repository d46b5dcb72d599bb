import { ok } from '../../core/result.ts';
import type { Deps } from '../deps.ts';
import { setCells } from '../set-cells.ts';
import { redoEdit, undoEdit } from '../turn-edit.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** Many cells at once, and the way back and forth through the edits of a table. Free. */
export function cellCommands(deps: Deps): Handlers<'cells.set' | 'table.undo' | 'table.redo'> {
  return {
    'cells.set': async (input) => {
      const set = await setCells(deps, input);
      if (set === 'undone') return refuse('conflict', 'This was taken back while it was under way. What is left of it is not done.');
      return set ? ok(set) : gone('This table');
    },
    'table.undo': async ({ tableId }) => ok(await undoEdit(deps, tableId)),
    'table.redo': async ({ tableId }) => ok(await redoEdit(deps, tableId)),
  };
}
