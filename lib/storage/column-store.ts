import { COLUMNS_OWN, VIEWS_PER_TABLE } from '../core/limits.ts';
import type { CustomColumn, CustomKey } from '../domain/lead/custom.ts';
import type { View } from '../domain/view/view.ts';
import type { KilnDatabase } from './database.ts';

/** Columns that a person made. The values are in the leads: a column that comes back finds them there. */
export const createColumnStore = (db: KilnDatabase) => ({
  list: (): Promise<CustomColumn[]> => db.columns.toArray(),
  get: (key: CustomKey) => db.columns.get(key),
  /** False, and nothing is kept, when there would be too many. */
  put: (column: CustomColumn): Promise<boolean> =>
    db.transaction('rw', db.columns, async () => {
      if (!(await db.columns.get(column.key)) && (await db.columns.filter(({ questionId }) => questionId === undefined).count()) >= COLUMNS_OWN) return false;
      await db.columns.put(column);
      return true;
    }),
  remove: (key: CustomKey) => db.columns.delete(key),
});

/** Named views of tables. */
export const createViewStore = (db: KilnDatabase) => ({
  get: (id: string) => db.views.get(id),
  /** `gone` when the table is, `full` when it has too many views. */
  put: (view: View): Promise<'kept' | 'gone' | 'full'> =>
    db.transaction('rw', db.views, db.tables_, async () => {
      if (!(await db.tables_.get(view.tableId))) return 'gone';
      if (!(await db.views.get(view.id)) && (await db.views.where('tableId').equals(view.tableId).count()) >= VIEWS_PER_TABLE) return 'full';
      await db.views.put(view);
      return 'kept';
    }),
  remove: (id: string) => db.views.delete(id),
});
