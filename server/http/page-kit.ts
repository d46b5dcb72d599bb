import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { SESSION_COOKIE } from '../identity/identity.ts';
import type { PageLogin } from '../identity/pages-auth.ts';
import type { Frame, Html } from '../pages/frame.ts';
import type { HttpDeps } from './kit.ts';

/** What the pages have in common. */
export interface PageKit {
  /** The frame of a page that needs nobody. */
  readonly nobody: Frame;
  /** The frame for whoever is there, somebody or nobody. */
  frameFor(c: Context): Promise<Frame>;
  cookie(maxAgeMs: number): { httpOnly: true; sameSite: 'Lax'; secure: boolean; path: string; maxAge: number };
  signIn(c: Context, login: PageLogin): void;
  signOut(c: Context): void;
  userAgent(c: Context): string;
}

export function createPageKit(deps: HttpDeps): PageKit {
  const nobody: Frame = { sandbox: deps.info.sandbox, session: null, csrf: '', workspaces: [] };
  const cookie: PageKit['cookie'] = (maxAgeMs) => ({ httpOnly: true, sameSite: 'Lax', secure: deps.publicUrl().startsWith('https:'), path: '/', maxAge: Math.floor(maxAgeMs / 1_000) });
  return {
    nobody,
    async frameFor(c) {
      const visit = await deps.identity.visit(c.req.raw.headers);
      return visit === null ? nobody : { ...nobody, session: visit.session, csrf: visit.csrf, workspaces: visit.workspaces };
    },
    cookie,
    signIn: (c, login) => setCookie(c, SESSION_COOKIE, login.token, cookie(login.expiresInMs)),
    signOut: (c) => void deleteCookie(c, SESSION_COOKIE, { path: '/' }),
    userAgent: (c) => c.req.header('user-agent') ?? '',
  };
}

/** The message that a redirect left, from a fixed table: nothing of the address is shown. */
export function toldBy(c: Context, table: Readonly<Record<string, () => Html>>): Html | undefined {
  const code = c.req.query('told') ?? '';
  return Object.hasOwn(table, code) ? table[code]?.() : undefined;
}
/** Back to a page after a form, with a message of its table. */
export const goTell = (c: Context, path: string, code: string): Response => c.redirect(`${path}?told=${encodeURIComponent(code)}`, 303);

/** A place of this server to go on to; anything else is the start. */
export const safeNext = (next: string | undefined): string => (next !== undefined && /^\/(?![/\\])[A-Za-z0-9/_-]{0,100}$/.test(next) ? next : '/');
