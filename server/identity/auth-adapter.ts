import { createAdapterFactory, type CleanedWhere } from 'better-auth/adapters';
import { first, one, type Database, type SqlValue } from '../sql/sql.ts';
import type { Hasher } from './tokens.ts';

interface Model {
  readonly table: string;
  /** Field of the library -> column. A field that is not here is not stored. */
  readonly columns: Readonly<Record<string, string>>;
}
const DATES = new Set(['createdAt', 'updatedAt', 'expiresAt']);
/** The library's models in the tables of the migrations. Its fields for sign-in at other services are not among them: there is no such sign-in. */
const MODELS: Readonly<Record<string, Model>> = {
  user: { table: 'app_user', columns: { id: 'user_id', email: 'email', name: 'name', emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } },
  session: {
    table: 'auth_session',
    columns: { id: 'session_id', token: 'token_hash', userId: 'user_id', workspaceId: 'workspace_id', signedInBy: 'signed_in_by', userAgent: 'user_agent', createdAt: 'created_at', updatedAt: 'updated_at', expiresAt: 'expires_at' },
  },
  account: { table: 'auth_credential', columns: { id: 'credential_id', providerId: 'provider_id', accountId: 'subject', userId: 'user_id', password: 'password', createdAt: 'created_at', updatedAt: 'updated_at' } },
  verification: { table: 'auth_verification', columns: { id: 'verification_id', identifier: 'identifier', value: 'value', expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
};
const OPERATORS: Readonly<Record<string, string>> = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/**
 * The library's door to our database: the same text for SQLite and PostgreSQL, columns from a fixed list, times in milliseconds.
 * Session tokens are stored as keyed hashes; a session looked up by its token comes back with the token it was asked for.
 */
export function authAdapter(db: Database, hash: Hasher) {
  const modelOf = (name: string): Model => {
    const model = MODELS[name];
    if (model === undefined) throw new Error(`The identity library asked for an unknown model: ${name}`);
    return model;
  };
  const columnOf = (model: Model, field: string): string => {
    const column = model.columns[field];
    if (column === undefined) throw new Error(`The identity library asked for an unknown field: ${model.table}.${field}`);
    return column;
  };
  const toSql = (field: string, value: unknown): SqlValue => {
    if (value === null || value === undefined) return null;
    if (value instanceof Date) return value.getTime();
    if (field === 'token' && typeof value === 'string') return hash('page-session', value);
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'number' || typeof value === 'string') return value;
    throw new Error(`A value that cannot be stored: ${field}`);
  };
  function conditions(model: Model, where: readonly CleanedWhere[]): { text: string; params: SqlValue[] } {
    if (where.length === 0) return { text: '', params: [] };
    const params: SqlValue[] = [];
    const parts = where.map((one, i) => {
      const operator = OPERATORS[one.operator ?? 'eq'];
      const column = columnOf(model, one.field);
      const joint = i === 0 ? '' : ` ${one.connector === 'OR' ? 'or' : 'and'} `;
      if (one.operator === 'in' && Array.isArray(one.value)) {
        params.push(...one.value.map((value) => toSql(one.field, value)));
        return `${joint}${column} in (${one.value.map(() => '?').join(', ') || 'null'})`;
      }
      if (operator === undefined) throw new Error(`The identity library asked for an unknown comparison: ${one.operator}`);
      if (one.value === null) return `${joint}${column} is ${one.operator === 'eq' ? '' : 'not '}null`;
      params.push(toSql(one.field, one.value));
      return `${joint}${column} ${operator} ?`;
    });
    return { text: ` where ${parts.join('')}`, params };
  }
  function fromRow(model: Model, row: Readonly<Record<string, SqlValue>>, where: readonly CleanedWhere[] = []): Record<string, unknown> {
    const asked = where.find((one) => one.field === 'token' && one.operator === 'eq')?.value;
    return Object.fromEntries(Object.entries(model.columns).map(([field, column]) => {
      const value = row[column] ?? null;
      if (field === 'token' && typeof asked === 'string') return [field, asked];
      return [field, DATES.has(field) && typeof value === 'number' ? new Date(value) : value];
    }));
  }
  const assignments = (model: Model, data: Readonly<Record<string, unknown>>): { columns: string[]; values: SqlValue[] } => {
    const known = Object.entries(data).filter(([field]) => model.columns[field] !== undefined);
    return { columns: known.map(([field]) => columnOf(model, field)), values: known.map(([field, value]) => toSql(field, value)) };
  };

  async function updateMany(name: string, where: readonly CleanedWhere[], update: Readonly<Record<string, unknown>>): Promise<number> {
    const model = modelOf(name);
    const { columns, values } = assignments(model, update);
    const { text, params } = conditions(model, where);
    return columns.length === 0 ? 0 : db.run(`update ${model.table} set ${columns.map((column) => `${column} = ?`).join(', ')}${text}`, [...values, ...params]);
  }
  async function findOne(name: string, where: readonly CleanedWhere[]): Promise<Record<string, unknown> | null> {
    const model = modelOf(name);
    const { text, params } = conditions(model, where);
    const row = await first(db, `select * from ${model.table}${text} limit 1`, params);
    return row === undefined ? null : fromRow(model, row as Record<string, SqlValue>, where);
  }
  function deleteMany(name: string, where: readonly CleanedWhere[]): Promise<number> {
    const model = modelOf(name);
    const { text, params } = conditions(model, where);
    return db.run(`delete from ${model.table}${text}`, params);
  }

  return createAdapterFactory({
    config: { adapterId: 'kiln', supportsJSON: false, supportsDates: true, supportsBooleans: false, supportsNumericIds: false, transaction: false },
    adapter: () => ({
      async create({ model: name, data }) {
        const model = modelOf(name);
        const { columns, values } = assignments(model, data);
        await db.run(`insert into ${model.table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`, values);
        return data;
      },
      async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
        const changed = await updateMany(model, where, update as Record<string, unknown>);
        return changed === 0 ? null : ((await findOne(model, where)) as T | null);
      },
      updateMany: ({ model, where, update }) => updateMany(model, where, update),
      findOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) => (await findOne(model, where)) as T | null,
      async findMany<T>({ model: name, where, limit, sortBy, offset }: { model: string; where?: CleanedWhere[] | undefined; limit: number; sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined; offset?: number | undefined }) {
        const model = modelOf(name);
        const { text, params } = conditions(model, where ?? []);
        const order = sortBy === undefined ? '' : ` order by ${columnOf(model, sortBy.field)} ${sortBy.direction === 'desc' ? 'desc' : 'asc'}`;
        const rows = await db.all(`select * from ${model.table}${text}${order} limit ? offset ?`, [...params, limit, offset ?? 0]);
        return rows.map((row) => fromRow(model, row, where)) as T[];
      },
      delete: async ({ model, where }) => {
        await deleteMany(model, where);
      },
      deleteMany: ({ model, where }) => deleteMany(model, where),
      async count({ model: name, where }) {
        const model = modelOf(name);
        const { text, params } = conditions(model, where ?? []);
        return (await one<{ n: number }>(db, `select count(*) as n from ${model.table}${text}`, params)).n;
      },
    }),
  });
}
