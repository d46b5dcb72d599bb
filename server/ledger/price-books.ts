import { canonicalJson, hashOf } from '../canonical.ts';
import { storedPriceBookSchema } from '../price-book.ts';
import { first, one, type Sql, type Tx } from '../sql/sql.ts';
import type { StoredPriceBook } from './store.ts';

export interface KnownPriceBook {
  readonly version: number;
  readonly hash: string;
  readonly effectiveFrom: number;
  readonly isInForce: boolean;
}

const parse = (body: string): StoredPriceBook => storedPriceBookSchema.parse(JSON.parse(body));

/** Reads the newest book whose time has come; before any has, the first one. Asked at every charge and pull, so a book is parsed once: it never changes. */
export function readerOfPriceBook(): (sql: Sql) => Promise<StoredPriceBook> {
  let parsed: { readonly hash: string; readonly book: StoredPriceBook } | undefined;
  return async (sql) => {
    const columns = 'select version, body_hash from price_book';
    const now = await first<{ version: number; body_hash: string }>(sql, `${columns} where effective_from <= kiln_now() order by version desc limit 1`);
    const { version, body_hash: hash } = now ?? (await one<{ version: number; body_hash: string }>(sql, `${columns} order by version limit 1`));
    if (parsed?.hash !== hash) parsed = { hash, book: parse((await one<{ body: string }>(sql, 'select body from price_book where version = ?', [version])).body) };
    return parsed.book;
  };
}

/** For each time the book that was in force then, so that what was bought keeps the price it was bought at. @param times milliseconds since 1970 */
export async function priceBooksAt(sql: Sql, times: readonly number[]): Promise<StoredPriceBook[]> {
  const versions = await sql.all<{ version: number; effective_from: number }>('select version, effective_from from price_book order by version desc');
  const versionAt = (at: number): number => (versions.find((row) => row.effective_from <= at) ?? versions[versions.length - 1])?.version ?? 0;
  const books = new Map<number, StoredPriceBook>();
  for (const version of new Set(times.map(versionAt))) books.set(version, parse((await one<{ body: string }>(sql, 'select body from price_book where version = ?', [version])).body));
  return times.flatMap((at) => books.get(versionAt(at)) ?? []);
}

/** Books are immutable: a known version is left as it is. Throws when its content differs. */
export async function addPriceBook(tx: Tx, book: StoredPriceBook): Promise<void> {
  const hash = hashOf(book);
  await tx.run('insert into price_book (version, body, body_hash, effective_from) values (?, ?, ?, ?) on conflict (version) do nothing', [book.version, canonicalJson(book), hash, effectiveAt(book)]);
  const stored = await one<{ body_hash: string }>(tx, 'select body_hash from price_book where version = ?', [book.version]);
  if (stored.body_hash !== hash) throw new Error(`price book ${book.version} exists with other prices; a new price book needs a new version`);
}

/** Adds the first book of a new server; one that has a book keeps it, and none is made. */
export async function addFirstPriceBook(tx: Tx, make: () => StoredPriceBook): Promise<void> {
  if ((await first(tx, 'select version from price_book limit 1')) === undefined) await addPriceBook(tx, make());
}

/** Every version, newest first. */
export async function priceBooks(sql: Sql): Promise<KnownPriceBook[]> {
  const rows = await sql.all<{ version: number; body_hash: string; effective_from: number; now: number }>('select version, body_hash, effective_from, kiln_now() as now from price_book order by version desc');
  const inForce = rows.find((row) => row.effective_from <= row.now) ?? rows[rows.length - 1];
  return rows.map((row) => ({ version: row.version, hash: row.body_hash, effectiveFrom: row.effective_from, isInForce: row === inForce }));
}

export async function priceBookVersion(sql: Sql, version: number): Promise<StoredPriceBook | null> {
  const row = await first<{ body: string }>(sql, 'select body from price_book where version = ?', [version]);
  return row === undefined ? null : parse(row.body);
}

function effectiveAt(book: StoredPriceBook): number {
  const at = Date.parse(book.effectiveFrom);
  if (Number.isNaN(at)) throw new RangeError(`not a time: ${book.effectiveFrom}`);
  return at;
}
