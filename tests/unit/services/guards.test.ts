import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandMessage } from '../../../lib/contracts/commands.ts';
import { uuidV7 } from '../../../lib/core/ids.ts';
import { err } from '../../../lib/core/result.ts';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import { webVault } from '../../../lib/platform/vault.ts';
import { checkKey, noteCredits, ownKey, removeKey, setKey } from '../../../lib/services/keys.ts';
import { captureContext } from '../../../lib/services/context-capture.ts';
import { createDispatch } from '../../../lib/services/commands/dispatch.ts';
import type { Deps } from '../../../lib/services/deps.ts';
import { KilnDatabase } from '../../../lib/storage/database.ts';
import { createStore } from '../../../lib/storage/store.ts';

const SANDBOX = 'http://127.0.0.1:8788';
let db: KilnDatabase;
let asked: string[];
let checked: { secret: string; sandboxUrl: string | undefined }[];

beforeEach(() => {
  db = new KilnDatabase(`guards-${Math.random()}`);
  asked = [];
  checked = [];
});
afterEach(() => db.delete());

function deps(): Deps {
  return {
    store: createStore(db), vault: webVault, now: () => 1_000, newId: () => uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(16))), wakeIn: () => undefined, report: () => undefined,
    catalogue: new Map(),
    account: {
      info: (url: string) => {
        asked.push(url);
        return Promise.resolve(err({ kind: 'offline' as const }));
      },
    },
    tabs: { toast: () => Promise.resolve('timeout' as const) },
    engine: {
      checkKey: (_id: string, secret: string, options: { sandboxUrl?: string }) => {
        checked.push({ secret, sandboxUrl: options.sandboxUrl });
        return Promise.resolve({ status: 'works' as const });
      },
    },
  } as unknown as Deps;
}
const send = (name: CommandMessage['name'], input: unknown) => createDispatch(deps())({ type: 'command', name, input });

describe('the account server', () => {
  it('is never spoken to without encryption, except on this very machine', async () => {
    for (const serverUrl of ['http://account.example', 'http://192.0.2.7:8787', 'http://127.0.0.1.account.example', 'http://localhost.account.example', 'http://0.0.0.0:8787', 'http://127.0.0.1@account.example', 'https://user:word@account.example', 'ftp://account.example']) {
      expect(await send('account.signIn', { serverUrl })).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    }
    expect(asked).toEqual([]);
    for (const serverUrl of ['https://account.example', 'http://127.0.0.1:8787', 'http://localhost:8787', 'http://[::1]:8787']) {
      expect(await send('account.signIn', { serverUrl })).toMatchObject({ ok: false, error: { code: 'offline' } });
    }
    expect(asked).toHaveLength(4);
  });

  it('is not changed under a signed-in account: what waits belongs to the old one', async () => {
    await createStore(db).meta.put('account', { serverUrl: 'https://account.example' } as Parameters<ReturnType<typeof createStore>['meta']['put']>[1] as never);
    expect(await send('account.signIn', { serverUrl: 'https://other.example' })).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(asked).toEqual([]);
    await send('account.signIn', { serverUrl: 'https://account.example/' });
    expect(asked).toEqual(['https://account.example']);
  });
});

describe('practice mode', () => {
  it('takes addresses of this machine only, however they are spelt', async () => {
    for (const sandboxUrl of ['http://127.0.0.1@evil.example:8788', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'http://[::2]:8788', 'http://0x7f000001.evil.example', 'http://user:word@127.0.0.1:8788', 'ftp://127.0.0.1', 'http://192.168.0.1:8788']) {
      expect(await send('settings.set', { sandboxUrl })).toMatchObject({ ok: false });
    }
    for (const sandboxUrl of [SANDBOX, 'http://2130706433:8788', 'http://[::1]:8788', null]) expect(await send('settings.set', { sandboxUrl })).toMatchObject({ ok: true });
  });

  it('never sends the key of one side to the other, even when it is switched in the middle', async () => {
    const d = deps();
    await setKey(d, 'hunter', 'live-key-0123456789');
    await d.store.meta.changeSettings({ sandboxUrl: SANDBOX });
    await setKey(d, 'hunter', 'sandbox-key-0123456789');
    expect([await ownKey(d, 'hunter', null), await ownKey(d, 'hunter', SANDBOX)]).toEqual(['live-key-0123456789', 'sandbox-key-0123456789']);

    checked = [];
    const { settings } = d.store.meta;
    let reads = 0;
    const flipping = { ...d, store: { ...d.store, meta: { ...d.store.meta, settings: async () => ({ ...(await settings()), sandboxUrl: reads++ % 2 === 0 ? SANDBOX : null }) } } } as Deps;
    await checkKey(flipping, 'hunter');
    await checkKey(flipping, 'hunter');
    for (const { secret, sandboxUrl } of checked) expect(secret.startsWith('sandbox-')).toBe(sandboxUrl !== undefined);
    expect(checked).toHaveLength(2);
  });
});

describe('a key that is taken away while it is checked', () => {
  it('stays away, and a new one is not put back to the old one', async () => {
    const d = deps();
    let during = async (): Promise<void> => undefined;
    const slow = { ...d, engine: { checkKey: async () => (await during(), { status: 'works' as const }) } } as unknown as Deps;
    await setKey(d, 'hunter', 'first-key-0123456789');
    during = () => removeKey(d, 'hunter');
    await checkKey(slow, 'hunter');
    expect(await ownKey(d, 'hunter', null)).toBeNull();

    await setKey(d, 'hunter', 'first-key-0123456789');
    during = async () => void (await setKey(d, 'hunter', 'second-key-0123456789'));
    await checkKey(slow, 'hunter');
    expect(await ownKey(d, 'hunter', null)).toBe('second-key-0123456789');
  });
});

describe('what is left at a provider', () => {
  it('stands with the key of the side that was asked, and nowhere without a key', async () => {
    const d = deps();
    await noteCredits(d, 'hunter', null, 7);
    expect(await db.keys.count()).toBe(0);
    await setKey(d, 'hunter', 'live-key-0123456789');
    await noteCredits(d, 'hunter', SANDBOX, 3);
    await noteCredits(d, 'hunter', null, 7);
    expect(await db.keys.toArray()).toMatchObject([{ id: 'live/hunter', creditsLeft: '7', status: 'works' }]);
  });
});

describe('what is kept of an address', () => {
  const long = `https://www.example.com/people?q=${'x'.repeat(500_000)}`;

  it('is bounded, whatever the page calls itself', async () => {
    await captureContext(deps(), 1, { pageUrl: long, selectionText: 'Ada Example ada@example-works.example' });
    const [lead] = await db.leads.toArray();
    expect(lead?.sourceUrl).toBe('https://www.example.com/people');
    expect(JSON.stringify(await db.leads.toArray()).length).toBeLessThan(50_000);
  });

  it('is a web page, never the script or the mail of a link', async () => {
    await captureContext(deps(), 1, { pageUrl: 'https://www.example.com/people', linkUrl: 'mailto:ada@example-works.example' });
    expect((await db.leads.toArray()).map((lead) => lead.sourceUrl)).toEqual(['https://www.example.com/people']);
  });

  it('is bounded for a page that is read, too', async () => {
    const { toCapture } = await import('../../../lib/capture/normalise.ts');
    const raw = { format: 1, title: 'Ada Example', lang: 'en', metas: [], entities: [], finds: [{ what: 'heading', value: 'Ada Example', how: 'element', level: 1, zone: 'main', order: 0 }, { what: 'email', value: 'ada@example.com', how: 'text', zone: 'main', order: 1 }], truncated: false, brokenBlocks: 0, elements: 3, tookMs: 1 };
    const capture = toCapture(raw, { url: long, title: 'Ada Example' }, 1);
    const read = (capture as { ok: true; value: Capture }).value;
    expect(Object.keys(read.fields).length).toBeGreaterThan(0);
    expect(JSON.stringify({ ...read, url: '' }).length).toBeLessThan(50_000);
  });
});
