/** Who may do what, as the rest of the server sees it. */
export type Role = 'admin' | 'editor' | 'viewer';

/**
 * What a device's token may do. `push` alone is left to revoked devices and removed members:
 * a charge that has happened is never refused, and nothing new can be started with it.
 */
export type Scope = 'push' | 'sync' | 'charge' | 'admin';
const SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ['push', 'sync'],
  editor: ['push', 'sync', 'charge'],
  admin: ['push', 'sync', 'charge', 'admin'],
};
/** All that a role allows. */
export const scopesOf = (role: Role): readonly Scope[] => SCOPES[role];

export interface Session {
  readonly accountId: string;
  readonly userId: string;
  readonly deviceId: string | null;
  readonly deviceLabel: string | null;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly workspace: string;
  readonly scopes: readonly Scope[];
  /** The device was revoked or the member removed: only `push` is left. */
  readonly isOut: boolean;
}

export interface Workspace {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
}

/** A person at a browser, on the server's own pages. */
export interface Visit {
  readonly session: Session;
  readonly workspaces: readonly Workspace[];
  /** Ties forms to this session. */
  readonly csrf: string;
  readonly sessionId: string;
  /** The cookie's value; never shown. */
  readonly token: string;
  /** Signed in by link or passkey a moment ago: may set a password without the old one. */
  readonly isFresh: boolean;
}

/** Who does something: the session of a page. */
export type Actor = Pick<Session, 'accountId' | 'userId'>;
