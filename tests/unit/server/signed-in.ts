/** A person and a device that are signed in at a running server, by its own pages. */
import type { RunningServer } from '../../../server/start.ts';
import { expectAsAgreed } from './contract-answers.ts';

export interface PersonAt {
  get(path: string): Promise<{ status: number; text: string; location: string | null }>;
  /** The forms of the last page are sent with the visit's token. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<{ status: number; text: string; location: string | null }>;
}
export interface DeviceAt {
  readonly token: string;
  /** A JSON call whose answer is held against the contract. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
}

export async function personAt(server: Pick<RunningServer, 'url' | 'signInLink'>): Promise<PersonAt> {
  const cookies = new Map<string, string>();
  let csrf = '';
  async function go(path: string, fields?: Readonly<Record<string, string>>) {
    const response = await fetch(`${server.url}${path}`, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; '), ...(fields === undefined ? {} : { origin: server.url }) },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams({ csrf, ...fields }) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    csrf = /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? csrf;
    return { status: response.status, text, location: response.headers.get('location') };
  }
  await go('/sign-in', { token: new URL(await server.signInLink()).searchParams.get('token') ?? '' });
  return { get: (path) => go(path), post: (path, fields) => go(path, fields) };
}

export async function deviceAt(server: Pick<RunningServer, 'url'>, person: PersonAt, deviceId: string): Promise<DeviceAt> {
  const json = async (path: string, body: object) => (await (await fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<string, string>;
  const code = await json('/v1/device/code', { client_id: 'kiln-extension', device_id: deviceId });
  await person.get(`/device?code=${code['user_code']}`);
  await person.post('/device', { code: code['user_code'] ?? '', decision: 'approve' });
  const { access_token: token = '' } = await json('/v1/device/token', { device_code: code['device_code'] ?? '' });
  return {
    token,
    async call(method, path, body) {
      const response = await fetch(`${server.url}${path}`, { method, headers: { authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      await expectAsAgreed(method, path, response);
      return response;
    },
  };
}
