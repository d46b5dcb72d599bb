import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { one, first, type Database } from '../sql/sql.ts';

/** Text encrypted for one account under one label; opened only with the same account and label. */
export interface Vault {
  seal(accountId: string, label: string, text: string): Promise<string>;
  /** Throws when the text was altered, belongs to another account or label, or was sealed under another key. */
  open(accountId: string, label: string, sealed: string): Promise<string>;
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

/** Envelope encryption: every account has its own data key, stored wrapped by the key-encryption key. */
export function createVault(db: Database, kek: Buffer): Vault {
  const keys = new Map<string, Buffer>();
  const kekId = keyId(kek);
  async function dataKey(accountId: string): Promise<Buffer> {
    const known = keys.get(accountId);
    if (known !== undefined) return known;
    const dekId = randomBytes(8).toString('hex');
    const wrapped = encrypt(kek, `dek|${accountId}|${dekId}`, randomBytes(KEY_BYTES));
    await db.run('insert into dek (account_id, dek_id, kek_id, wrapped, created_at) values (?, ?, ?, ?, kiln_now()) on conflict (account_id) do nothing', [accountId, dekId, kekId, wrapped]);
    const row = await one<{ dek_id: string; wrapped: string }>(db, 'select dek_id, wrapped from dek where account_id = ?', [accountId]);
    const key = decrypt(kek, `dek|${accountId}|${row.dek_id}`, row.wrapped);
    keys.set(accountId, key);
    return key;
  }
  return {
    seal: async (accountId, label, text) => encrypt(await dataKey(accountId), `${accountId}|${label}`, Buffer.from(text, 'utf8')),
    open: async (accountId, label, sealed) => decrypt(await dataKey(accountId), `${accountId}|${label}`, sealed).toString('utf8'),
  };
}

/** Refuses a key-encryption key that did not wrap what is stored: with it every secret would look broken. */
export async function checkKek(db: Database, kek: Buffer): Promise<void> {
  const other = await first<{ kek_id: string }>(db, 'select kek_id from dek where kek_id <> ? limit 1', [keyId(kek)]);
  if (other !== undefined) throw new Error('The stored provider keys were encrypted with another key-encryption key. Start the server with that one (KILN_KEK or the key file).');
}
