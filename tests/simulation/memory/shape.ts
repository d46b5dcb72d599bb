import { KilnDatabase } from '../../../lib/storage/database.ts';
import type { TableShape } from './table.ts';

export interface Shape {
  readonly tables: readonly TableShape[];
  /** What the database class asks of its transactions. */
  readonly isStrict: boolean;
}
let shape: Shape | undefined;

/** Read once from the product's own class: what it declares is what is simulated. */
export function shapeOfDatabase(): Shape {
  if (shape !== undefined) return shape;
  const real = new KilnDatabase('shape');
  const options = Reflect.get(real, '_options') as { chromeTransactionDurability?: string } | undefined;
  const tables = real.tables.map(({ name, schema }) => ({
    name,
    primary: schema.primKey.keyPath as TableShape['primary'],
    indexes: new Map(schema.indexes.map((index) => [index.name, { path: index.keyPath as TableShape['primary'], isMulti: index.multi === true }])),
  }));
  shape = { tables, isStrict: options?.chromeTransactionDurability === 'strict' };
  return shape;
}
