import type { ImportOutputs, ImportProgress } from '../../contracts/import-commands.ts';
import { ok } from '../../core/result.ts';
import type { ImportRecord } from '../../storage/import-rows.ts';
import type { Deps } from '../deps.ts';
import { beginImport, importRows } from '../import-file.ts';
import { chooseTable } from '../tables.ts';
import { gone, type Handlers } from './handler.ts';

/** Imports of files. Nothing here asks a source or spends anything. */
export function importCommands(deps: Deps): Handlers<keyof ImportOutputs> {
  return {
    'import.begin': async (input) => {
      const record = await beginImport(deps, input);
      if (!record) return gone('This table');
      await chooseTable(deps, record.kind, record.tableId);
      return ok(progressOf(record));
    },
    'import.rows': async ({ importId, n, rows, aside, lastAt }) => {
      const record = await deps.store.imports.get(importId);
      const after = record && (await importRows(deps, record, n, rows, aside, lastAt));
      return after ? ok(progressOf(after)) : gone('This import');
    },
    'import.end': async ({ importId, how }) => {
      const record = await deps.store.imports.end(importId, how);
      return record ? ok(progressOf(record)) : gone('This import');
    },
  };
}

const progressOf = ({ state, next, looked, added, merged, unchanged, aside, leftOut, tableId, activityId }: ImportRecord): ImportProgress => ({
  state, next, looked, added, merged, unchanged, aside, leftOut, tableId, activityId: added + merged > 0 ? activityId : null,
});
