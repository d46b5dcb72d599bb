import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { one, type Database } from '../sql/sql.ts';

/** Text encrypted for one account under one label; opened only with the same account and label. */
export interface Vault {
  seal(accountId: string, label: string, text: string): Promise<string>;
  /** Throws when the text was altered, belongs to another account or label, or was sealed under another key. */
  open(accountId: string, label: string, sealed: string): Promise<string>;
  /** Equal for equal texts of one account and label; says nothing about the text to whoever has not the account's key. */
  mark(accountId: string, label: string, text: string): Promise<string>;
}

const VERSION = 'v1';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** AES-256-GCM with a fresh 96-bit nonce; the associated data binds the text to its place. */
function encrypt(key: Buffer, aad: string, text: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return [VERSION, nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.');
}

function decrypt(key: Buffer, aad: string, sealed: string): Buffer {
  const [version, nonce, tag, body] = sealed.split('.');
  if (version !== VERSION || nonce === undefined || tag === undefined || body === undefined) throw new Error('not a sealed text');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 }).setAAD(Buffer.from(aad)).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]);
}

/** Names a key without telling it. */
const keyId = (key: Buffer): string => createHash('sha256').update('kiln-kek').update(key).digest('hex').slice(0, 16);

/** Reads a key-encryption key: 32 bytes as hexadecimal or base64. Throws otherwise. */
export function parseKek(text: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-fA-F]{64}$/.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES) throw new Error('The key-encryption key must be 32 bytes, hexadecimal or base64.');
  return key;
}

/** The current key-encryption key first, then older ones that only open; separated by commas, spaces or lines. @throws as parseKek */
export function parseKeks(text: string): readonly [Buffer, ...Buffer[]] {
  const [first = '', ...old] = text.split(/[\s,]+/).filter((one) => one !== '');
  return [parseKek(first), ...old.map(parseKek)];
}

/** Keys by the name that is stored with what they wrapped. */
const byId = (keks: readonly Buffer[]): ReadonlyMap<string, Buffer> => new Map(keks.map((kek) => [keyId(kek), kek]));
function pick(keks: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const found = keks.get(id);
  if (found === undefined) throw new Error('wrapped by an unknown key-encryption key');
  return found;
}

/**
 * Envelope encryption: every account has its own data key, stored wrapped by the key-encryption key.
 * @param keks the first one wraps, all of them unwrap
 */
export function createVault(db: Database, ...keks: readonly [Buffer, ...Buffer[]]): Vault {
  const keys = new Map<string, Buffer>();
  const known = byId(keks);
  const [kek] = keks;
  async function dataKey(accountId: string): Promise<Buffer> {
    const cached = keys.get(accountId);
    if (cached !== undefined) return cached;
    const dekId = randomBytes(8).toString('hex');
    const wrapped = encrypt(kek, `dek|${accountId}|${dekId}`, randomBytes(KEY_BYTES));
    await db.run('insert into dek (account_id, dek_id, kek_id, wrapped, created_at) values (?, ?, ?, ?, kiln_now()) on conflict (account_id) do nothing', [accountId, dekId, keyId(kek), wrapped]);
    const row = await one<DekRow>(db, 'select dek_id, kek_id, wrapped from dek where account_id = ?', [accountId]);
    const key = unwrap(known, accountId, row);
    keys.set(accountId, key);
    return key;
  }
  return {
    seal: async (accountId, label, text) => encrypt(await dataKey(accountId), `${accountId}|${label}`, Buffer.from(text, 'utf8')),
    open: async (accountId, label, sealed) => decrypt(await dataKey(accountId), `${accountId}|${label}`, sealed).toString('utf8'),
    // A key of its own for each label: what seals does nothing else.
    mark: async (accountId, label, text) => createHmac('sha256', createHmac('sha256', await dataKey(accountId)).update(`mark|${accountId}|${label}`).digest()).update(text, 'utf8').digest('base64url'),
  };
}

interface DekRow {
  dek_id: string;
  kek_id: string;
  wrapped: string;
}
const unwrap = (keks: ReadonlyMap<string, Buffer>, accountId: string, row: DekRow): Buffer => decrypt(pick(keks, row.kek_id), `dek|${accountId}|${row.dek_id}`, row.wrapped);

const SERVER_KEY = 'key:';
const parseServerKey = (text: string): { readonly kekId: string; readonly wrapped: string } => {
  const [kekId = '', wrapped = ''] = text.split(' ');
  return { kekId, wrapped };
};

/** A key of the whole server for one purpose, random, made at the first call, stored wrapped: it outlives the key-encryption key. */
export async function serverKey(db: Database, keks: readonly [Buffer, ...Buffer[]], purpose: string): Promise<Buffer> {
  const made = encrypt(keks[0], `${SERVER_KEY}${purpose}`, randomBytes(KEY_BYTES));
  await db.run('insert into server_meta (k, v) values (?, ?) on conflict (k) do nothing', [`${SERVER_KEY}${purpose}`, `${keyId(keks[0])} ${made}`]);
  const { kekId, wrapped } = parseServerKey((await one<{ v: string }>(db, 'select v from server_meta where k = ?', [`${SERVER_KEY}${purpose}`])).v);
  return decrypt(pick(byId(keks), kekId), `${SERVER_KEY}${purpose}`, wrapped);
}

const serverKeys = (db: Database) => db.all<{ k: string; v: string }>(`select k, v from server_meta where k like '${SERVER_KEY}%'`);

/** Refuses keys that do not open what is stored: with them every secret would look broken. */
export async function checkKek(db: Database, ...keks: readonly [Buffer, ...Buffer[]]): Promise<void> {
  const known = byId(keks);
  const used = [...(await db.all<{ kek_id: string }>('select distinct kek_id from dek')).map((row) => row.kek_id), ...(await serverKeys(db)).map((row) => parseServerKey(row.v).kekId)];
  if (used.some((id) => !known.has(id))) throw new Error('The stored provider keys were encrypted with another key-encryption key. Start the server with that one (KILN_KEK or the key file).');
}

/**
 * Wraps every data key anew by the first key-encryption key; what the data keys encrypted stays as it is. Account by account, so it can
 * be broken off and run again, beside running servers that know both keys. Answers how many were wrapped.
 */
export async function rewrapKeys(db: Database, ...keks: readonly [Buffer, ...Buffer[]]): Promise<number> {
  const known = byId(keks);
  const [kek] = keks;
  const id = keyId(kek);
  const rows = await db.all<DekRow & { account_id: string }>('select account_id, dek_id, kek_id, wrapped from dek where kek_id <> ?', [id]);
  for (const row of rows) {
    const wrapped = encrypt(kek, `dek|${row.account_id}|${row.dek_id}`, unwrap(known, row.account_id, row));
    await db.run('update dek set kek_id = ?, wrapped = ? where account_id = ? and kek_id = ?', [id, wrapped, row.account_id, row.kek_id]);
  }
  let count = rows.length;
  for (const { k, v } of await serverKeys(db)) {
    const { kekId, wrapped } = parseServerKey(v);
    if (kekId === id) continue;
    count += await db.run('update server_meta set v = ? where k = ? and v = ?', [`${id} ${encrypt(kek, k, decrypt(pick(known, kekId), k, wrapped))}`, k, v]);
  }
  return count;
}
