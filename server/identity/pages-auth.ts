import { betterAuth } from 'better-auth';
import { PAGE_SESSION_MS, PASSWORD_LEAST_CHARS, PASSWORD_MOST_CHARS } from '../../lib/core/identity-limits.ts';
import type { Database } from '../sql/sql.ts';
import { authAdapter } from './auth-adapter.ts';
import type { Hasher } from './tokens.ts';

export type SignedInBy = 'password' | 'link' | 'passkey';
export interface PageLogin {
  readonly token: string;
  readonly expiresInMs: number;
}
export interface PageSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly workspaceId: string | null;
  readonly signedInBy: SignedInBy;
  readonly createdAt: number;
}

/** Persons at the pages: passwords and sessions, by better-auth. It is called from here only; none of its own routes is served. */
export interface PagesAuth {
  /** Null when address and password do not fit, whichever of the two it is; both take as long. */
  signInByPassword(email: string, password: string, userAgent: string): Promise<PageLogin | null>;
  /** For a person who has proved who they are in another way. */
  openSession(userId: string, by: Exclude<SignedInBy, 'password'>, userAgent: string, workspaceId?: string): Promise<PageLogin>;
  session(token: string): Promise<PageSession | null>;
  chooseWorkspace(token: string, workspaceId: string): Promise<void>;
  endSession(token: string): Promise<void>;
  hasPassword(userId: string): Promise<boolean>;
  isPassword(userId: string, password: string): Promise<boolean>;
  setPassword(userId: string, password: string): Promise<void>;
}

export function createPagesAuth(db: Database, hash: Hasher, newId: () => string): PagesAuth {
  const auth = betterAuth({
    appName: 'Kiln',
    // Only read by the library's own routes, of which none is served.
    baseURL: 'http://kiln.invalid',
    secret: hash('library-secret', 'pages'),
    database: authAdapter(db, hash),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: PASSWORD_LEAST_CHARS, maxPasswordLength: PASSWORD_MOST_CHARS },
    session: {
      expiresIn: PAGE_SESSION_MS / 1_000,
      additionalFields: {
        workspaceId: { type: 'string', required: false, input: false },
        signedInBy: { type: 'string', required: true, input: false, defaultValue: 'password' },
      },
    },
    advanced: { database: { generateId: newId } },
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
  const library = async () => {
    const context = await auth.$context;
    return { sessions: context.internalAdapter, password: context.password };
  };
  const credential = async (userId: string) => (await (await library()).sessions.findAccounts(userId)).find((one) => one.providerId === 'credential');

  return {
    async signInByPassword(email, password, userAgent) {
      try {
        const { token } = await auth.api.signInEmail({ body: { email, password }, headers: new Headers({ 'user-agent': userAgent.slice(0, 300) }) });
        return { token, expiresInMs: PAGE_SESSION_MS };
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    },
    async openSession(userId, by, userAgent, workspaceId) {
      const { sessions } = await library();
      const made = await sessions.createSession(userId, false, { signedInBy: by, userAgent: userAgent.slice(0, 300), ...(workspaceId === undefined ? {} : { workspaceId }) }, true);
      return { token: made.token, expiresInMs: PAGE_SESSION_MS };
    },
    async session(token) {
      const found = await (await library()).sessions.findSession(token);
      if (found === null || found.session.expiresAt.getTime() <= Date.now()) return null;
      const { id, userId, createdAt, ...more } = found.session as typeof found.session & { workspaceId?: string | null; signedInBy?: SignedInBy };
      return { sessionId: id, userId, workspaceId: more.workspaceId ?? null, signedInBy: more.signedInBy ?? 'password', createdAt: createdAt.getTime() };
    },
    chooseWorkspace: async (token, workspaceId) => {
      await (await library()).sessions.updateSession(token, { workspaceId });
    },
    endSession: async (token) => {
      await (await library()).sessions.deleteSession(token);
    },
    hasPassword: async (userId) => typeof (await credential(userId))?.password === 'string',
    async isPassword(userId, password) {
      const stored = (await credential(userId))?.password;
      return typeof stored === 'string' && (await library()).password.verify({ hash: stored, password });
    },
    async setPassword(userId, password) {
      const { sessions, password: hasher } = await library();
      const hashed = await hasher.hash(password);
      if ((await credential(userId)) === undefined) await sessions.createAccount({ userId, providerId: 'credential', accountId: userId, password: hashed });
      else await sessions.updatePassword(userId, hashed);
    },
  };
}

/** The library answers a wrong password by throwing what it would send. */
const isRefusal = (error: unknown): boolean => error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500;
