import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** No vowels, nothing that looks like something else (RFC 8628, 6.1). */
const CODE_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
const CODE_LENGTH = 8;

/** 256 random bits; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const newUserCode = (): string => Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('');

/** As it is shown: two groups of four. */
export const showUserCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** As a person types it: any case, any separators. Null when it cannot be a code. */
export function readUserCode(typed: string): string | null {
  const code = typed.slice(0, 40).toUpperCase().replace(/[^A-Z]/g, '');
  return code.length === CODE_LENGTH && [...code].every((c) => CODE_ALPHABET.includes(c)) ? code : null;
}

/** Hash under which tokens, codes and addresses are stored; keyed, so that a stolen table cannot be searched for short codes. */
export type Hasher = (kind: string, value: string) => string;
export const createHasher = (pepper: Buffer): Hasher => (kind, value) => createHmac('sha256', pepper).update(`${kind}\0${value}`).digest('hex');

export function isSame(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/** A token that names its account, so that the row it stands for is looked up within the account. */
export const accountToken = (accountId: string, secret: string): string => `${Buffer.from(accountId, 'utf8').toString('base64url')}.${secret}`;

/** The account that a token claims to be of; null when it is no token. */
export function accountOf(token: string): string | null {
  const [account, secret, ...more] = token.slice(0, 300).split('.');
  if (account === undefined || secret === undefined || secret === '' || more.length > 0) return null;
  const accountId = Buffer.from(account, 'base64url').toString('utf8');
  return /^[0-9A-Za-z._:-]{1,80}$/.test(accountId) ? accountId : null;
}
