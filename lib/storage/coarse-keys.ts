import { RangeSet, type DBCore, type Dexie } from 'dexie';

/**
 * Says of each write to `store` that any value of `index` may have changed, instead of which ones. A block brings hundreds of values:
 * named one by one they cost every live query of every page more than the write itself. Who asks by this index asks once more
 * than needed; who asks by place does not.
 */
export function coarseIndex(db: Dexie, store: string, index: string): void {
  const part = `idb://${db.name}/${store}/${index}`;
  db.use({
    stack: 'dbcore',
    name: `coarse ${store}.${index}`,
    create: (core: DBCore): Partial<DBCore> => ({
      table(name) {
        const table = core.table(name);
        return name === store ? { ...table, mutate: (request) => table.mutate({ ...request, mutatedParts: { [part]: new RangeSet(core.MIN_KEY, core.MAX_KEY), ...request.mutatedParts } }) } : table;
      },
    }),
  });
}
