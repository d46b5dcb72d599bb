import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isIP } from 'node:net';
import { PASSKEY_CHALLENGE_MS, USER_PASSKEYS } from '../../lib/core/identity-limits.ts';
import { first, type Database } from '../sql/sql.ts';
import type { Hasher } from './tokens.ts';

export interface Passkey {
  readonly passkeyId: string;
  readonly label: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}
interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

/** Passkeys (WebAuthn, level 2) of persons; the browser finds the right one, so nobody types an address first. */
export interface Passkeys {
  /** False where the pages have no name: browsers keep no passkey for a bare IP address. */
  canBeUsed(): boolean;
  list(userId: string): Promise<readonly Passkey[]>;
  /** Null when the person has too many. */
  registerOptions(person: Person): Promise<PublicKeyCredentialCreationOptionsJSON | null>;
  register(userId: string, response: RegistrationResponseJSON, label: string): Promise<boolean>;
  signInOptions(): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** Whose it is; null when anything about it is wrong. */
  signIn(response: AuthenticationResponseJSON): Promise<{ readonly userId: string } | null>;
  remove(userId: string, passkeyId: string): Promise<boolean>;
}

/** @param publicUrl where browsers see the pages: a passkey is bound to it */
export function createPasskeys(db: Database, hash: Hasher, publicUrl: () => string): Passkeys {
  const site = () => {
    const url = new URL(publicUrl());
    return { id: url.hostname, origin: url.origin };
  };
  const remember = (challenge: string, userId: string | null) =>
    db.run('insert into passkey_challenge (challenge_hash, user_id, expires_at) values (?, ?, kiln_now() + ?)', [hash('passkey-challenge', challenge), userId, PASSKEY_CHALLENGE_MS]);
  /** True once for each challenge, and only for the person it was made for. */
  const consume = async (challenge: string, userId: string | null): Promise<boolean> => {
    const whose = userId === null ? ' and user_id is null' : ' and user_id = ?';
    return (await db.run(`delete from passkey_challenge where challenge_hash = ? and expires_at > kiln_now()${whose}`, [hash('passkey-challenge', challenge), ...(userId === null ? [] : [userId])])) === 1;
  };
  const transports = (text: string): string[] => text.split(' ').filter((one) => one !== '');

  return {
    canBeUsed: () => isIP(site().id.replace(/^\[|\]$/g, '')) === 0,
    async list(userId) {
      const rows = await db.all<{ passkey_id: string; label: string; created_at: number; last_used_at: number | null }>('select passkey_id, label, created_at, last_used_at from passkey where user_id = ? order by created_at', [userId]);
      return rows.map((row) => ({ passkeyId: row.passkey_id, label: row.label, createdAt: row.created_at, lastUsedAt: row.last_used_at }));
    },
    async registerOptions(person) {
      const known = await db.all<{ passkey_id: string; transports: string }>('select passkey_id, transports from passkey where user_id = ?', [person.userId]);
      if (known.length >= USER_PASSKEYS) return null;
      const options = await generateRegistrationOptions({
        rpName: 'Kiln', rpID: site().id, userID: new TextEncoder().encode(person.userId), userName: person.email, userDisplayName: person.name, attestationType: 'none',
        excludeCredentials: known.map((one) => ({ id: one.passkey_id, transports: transports(one.transports) })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      await remember(options.challenge, person.userId);
      return options;
    },
    async register(userId, response, label) {
      const verified = await verifyRegistrationResponse({
        response, expectedChallenge: (challenge) => consume(challenge, userId), expectedOrigin: site().origin, expectedRPID: site().id, requireUserVerification: true,
      }).catch(() => null);
      if (verified === null || !verified.verified) return false;
      const { credential } = verified.registrationInfo;
      const added = await db.run(
        'insert into passkey (passkey_id, user_id, public_key, counter, transports, label, created_at, last_used_at) values (?, ?, ?, ?, ?, ?, kiln_now(), null) on conflict (passkey_id) do nothing',
        [credential.id, userId, Buffer.from(credential.publicKey).toString('base64url'), credential.counter, (credential.transports ?? []).join(' ').slice(0, 100), label],
      );
      return added === 1;
    },
    async signInOptions() {
      const options = await generateAuthenticationOptions({ rpID: site().id, userVerification: 'required' });
      await remember(options.challenge, null);
      return options;
    },
    async signIn(response) {
      const row = await first<{ passkey_id: string; user_id: string; public_key: string; counter: number; transports: string }>(db, 'select passkey_id, user_id, public_key, counter, transports from passkey where passkey_id = ?', [response.id]);
      if (row === undefined) return null;
      const verified = await verifyAuthenticationResponse({
        response, expectedChallenge: (challenge) => consume(challenge, null), expectedOrigin: site().origin, expectedRPID: site().id, requireUserVerification: true,
        credential: { id: row.passkey_id, publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')), counter: row.counter, transports: transports(row.transports) },
      }).catch(() => null);
      if (verified === null || !verified.verified) return null;
      await db.run('update passkey set counter = ?, last_used_at = kiln_now() where passkey_id = ?', [verified.authenticationInfo.newCounter, row.passkey_id]);
      return { userId: row.user_id };
    },
    remove: async (userId, passkeyId) => (await db.run('delete from passkey where user_id = ? and passkey_id = ?', [userId, passkeyId])) === 1,
  };
}
