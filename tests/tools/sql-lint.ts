/**
 * Reads the SQL that the server can send and the schema that its migrations make: what a database that is spread over machines by
 * account needs. Every key of an account's table begins with the account, and no statement touches the rows of two accounts.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript-for-depcruise';
import type { Database } from '../../server/sql/sql.ts';

export interface SqlText {
  readonly file: string;
  readonly line: number;
  /** Placeholders of the template are `§`. */
  readonly text: string;
}

const STARTS = /^\s*(?:select|insert into|update|delete from|with)\s/i;

/** Every string of a program file that is a statement. */
export function sqlTexts(file: string): SqlText[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: SqlText[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text + node.templateSpans.map((span) => `§${span.literal.text}`).join('') : null;
    if (text !== null && STARTS.test(text)) found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.replace(/\s+/g, ' ').trim() });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const TABLE = /\b(?:from|join|into|update)\s+([a-z_]+)/gi;
const BOUND = /\baccount_id\s*(?:=|>)|^insert into \w+ \([^)]*\baccount_id\b/gi;

/** Why a statement may touch two accounts, or null. Every mention of an account's table needs the account in a condition or a column list. */
export function acrossAccounts({ text }: Pick<SqlText, 'text'>, accountTables: ReadonlySet<string>): string | null {
  const tables = [...text.matchAll(TABLE)].map((match) => match[1] ?? '').filter((table) => accountTables.has(table));
  const bounds = [...text.matchAll(BOUND)].length;
  return bounds >= tables.length ? null : `${tables.join(', ')}: ${tables.length} tables of accounts, ${bounds} times bound to one`;
}

export interface Key {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
}

/** Tables with their columns, and every key and index, of a migrated SQLite database. */
export async function schemaOf(db: Database): Promise<{ readonly columns: ReadonlyMap<string, readonly string[]>; readonly keys: readonly Key[] }> {
  const tables = await db.all<{ name: string }>(`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`);
  const columns = new Map<string, readonly string[]>();
  const keys: Key[] = [];
  for (const { name: table } of tables) {
    const info = await db.all<{ name: string; pk: number }>(`select name, pk from pragma_table_info('${table}')`);
    columns.set(table, info.map((column) => column.name));
    const primary = info.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk).map((column) => column.name);
    keys.push({ table, name: 'primary key', columns: primary, isUnique: true });
    for (const index of await db.all<{ name: string; unique: number; origin: string }>(`select name, "unique", origin from pragma_index_list('${table}')`)) {
      if (index.origin === 'pk') continue;
      const parts = await db.all<{ name: string | null }>(`select name from pragma_index_info('${index.name}') order by seqno`);
      keys.push({ table, name: index.name, columns: parts.map((part) => part.name ?? 'expression'), isUnique: index.unique === 1 });
    }
  }
  return { columns, keys };
}
