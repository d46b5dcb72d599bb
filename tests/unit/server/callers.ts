/** Persons, devices and visits at a running server, made by its own identity and not by its pages; each call comes from an address of its own. */
import { SESSION_COOKIE } from '../../../server/identity/identity.ts';
import type { Role } from '../../../server/identity/ports.ts';
import type { RunningServer } from '../../../server/start.ts';

export interface Person {
  readonly accountId: string;
  readonly userId: string;
}
export interface Visit {
  readonly cookie: string;
  readonly csrf: string;
}
export interface Callers {
  /** What is tested with this is not the rates. */
  from(): Record<string, string>;
  /** Joins somebody new to the workspace of `host`. */
  join(host: Person, role: Role, name?: string, email?: string): Promise<Person>;
  /** The admin of a workspace of their own, and of no other. */
  stranger(host: Person, workspace: string, name?: string, email?: string): Promise<Person>;
  deviceToken(who: Person, deviceId: string, label?: string): Promise<string>;
  visitor(who: Person): Promise<Visit>;
  asDevice(route: string, token: string | null, id: string, body?: unknown, query?: string): Promise<Response>;
  asPerson(route: string, visit: Visit | null, id: string, fields?: Readonly<Record<string, string>>, origin?: string): Promise<Response>;
}

let n = 0;

export function callersAt(at: () => RunningServer): Callers {
  const from = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${++n % 250}:${n}` });
  async function join(host: Person, role: Role, name = `Somebody ${++n}`, email = `somebody-${++n}@example.com`): Promise<Person> {
    const { members } = at().identity;
    const invited = await members.invite(host, email, role);
    const joined = invited.kind === 'ok' ? await members.accept(invited.token, { name }) : invited;
    if (joined.kind !== 'ok') throw new Error(joined.kind);
    return { accountId: host.accountId, userId: joined.userId };
  }
  const pathOf = (route: string, id: string): { method: string; path: string } => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path: path.replace(/:\w+/g, encodeURIComponent(id)) };
  };
  return {
    from,
    join,
    async stranger(host, workspace, name, email) {
      const { userId } = await join(host, 'viewer', name, email);
      const accountId = (await at().identity.workspaces.create(userId, workspace)) ?? '';
      await at().identity.members.remove(host, userId);
      return { accountId, userId };
    },
    async deviceToken(who, deviceId, label = 'Canarydevice') {
      const { codes } = at().identity;
      const grant = await codes.start({ deviceId, label, askedFrom: 'here', scopes: ['sync', 'charge', 'admin'] });
      await codes.decide(grant.userCode, who, true);
      const poll = await codes.poll(grant.deviceCode);
      if (poll.kind !== 'token') throw new Error(poll.kind);
      return poll.tokens.access;
    },
    async visitor(who) {
      const { token } = await at().identity.pages.openSession(who.userId, 'link', 'Test', who.accountId);
      const cookie = `${SESSION_COOKIE}=${token}`;
      return { cookie, csrf: (await at().identity.visit(new Headers({ cookie })))?.csrf ?? '' };
    },
    asDevice(route, token, id, body = {}, query = '') {
      const { method, path } = pathOf(route, id);
      return fetch(`${at().url}${path}${query}`, { method, headers: { ...from(), 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }, ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }) });
    },
    asPerson(route, visit, id, fields = {}, origin = at().url) {
      const { method, path } = pathOf(route, id);
      const query = method === 'GET' && Object.keys(fields).length > 0 ? `?${new URLSearchParams(fields).toString()}` : '';
      return fetch(`${at().url}${path}${query}`, {
        method, redirect: 'manual', headers: { ...from(), ...(visit === null ? {} : { cookie: visit.cookie }), ...(method === 'GET' ? {} : { origin }) },
        ...(method === 'GET' ? {} : { body: new URLSearchParams({ ...fields, csrf: visit?.csrf ?? '' }) }),
      });
    },
  };
}
