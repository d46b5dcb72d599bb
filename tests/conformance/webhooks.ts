/** What webhooks must do on every database. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UNIT, micro } from '../../lib/domain/ledger/amount.ts';
import { WEBHOOK_ACCOUNT_LANES, WEBHOOK_BATCH, WEBHOOK_PARALLEL, WEBHOOK_PAUSES_MS, WEBHOOK_ROTATE_MS, WEBHOOK_TIME_MS } from '../../lib/core/server-limits.ts';
import { createDeliverer, type Deliverer } from '../../server/webhooks/deliver.ts';
import { createWebhooks, type Webhooks } from '../../server/webhooks/endpoints.ts';
import { enqueue, tellOfMember } from '../../server/webhooks/outbox.ts';
import { ACCOUNT, DEVICE, USER, fill, spendOp, type Books } from '../unit/server/world.ts';
import type { DatabaseUnderTest } from './under-test.ts';

interface Sent {
  readonly url: string;
  readonly body: string;
  readonly headers: Headers;
}
const OTHER = 'account-2';

export function webhookConformance(name: string, world: DatabaseUnderTest): void {
  describe(`webhooks on ${name}`, () => {
    let books: Books;
    let advance: (ms: number) => Promise<void>;
    let webhooks: Webhooks;
    let deliverer: Deliverer;
    let sent: Sent[] = [];
    let answer: () => Response | Promise<Response> = () => new Response('thanks');
    let n = 0;
    const running = new AbortController().signal;
    const HOOK = { url: 'https://hooks.example.com/kiln', label: 'CRM', topics: ['charge.posted', 'member.joined'] as const };

    beforeEach(async () => {
      const opened = await world.open();
      advance = (ms) => opened.advance(ms);
      books = await fill(opened.db, [ACCOUNT, OTHER]);
      webhooks = createWebhooks(books.db, books.vault, () => `id-${String(++n).padStart(6, '0')}`);
      sent = [];
      answer = () => new Response('thanks');
      deliverer = anotherProcess();
    });
    afterEach(() => world.close());
    const anotherProcess = (): Deliverer =>
      createDeliverer({
        ...books, random: () => 0, now: () => 0, log: () => undefined,
        fetch: async (url, init) => {
          sent.push({ url, body: typeof init.body === 'string' ? init.body : '', headers: new Headers(init.headers) });
          return answer();
        },
      });
    const device = (accountId: string) => ({ accountId, userId: USER, deviceId: DEVICE, label: 'Test', ledgerEpoch: 1 });
    async function spend(first: number, count = 1, accountId = ACCOUNT): Promise<void> {
      const lease = await books.store.lease({ ...device(accountId), requestId: 'lease-request-1', meter: 'actions', want: micro(10 * UNIT) });
      const leaseId = lease.kind === 'ok' && lease.answer.state === 'granted' ? lease.answer.lease.leaseId : null;
      const pushed = await books.store.push({ ...device(accountId), baseN: 0, ops: Array.from({ length: count }, (_, i) => spendOp(first + i, { leaseId })) });
      expect(pushed).toMatchObject({ kind: 'ok' });
    }
    const make = async () => {
      const made = await webhooks.create(ACCOUNT, HOOK, USER);
      if (made === null) throw new Error('no endpoint');
      return made;
    };
    const states = async (endpointId: string) => (await webhooks.deliveries(ACCOUNT, endpointId)).map((d) => [d.state, d.attempts, d.lastStatus ?? d.lastError]);

    it('tells of each posted charge once, signed, and of nothing that was not subscribed to', async () => {
      const { endpoint, secret } = await make();
      await spend(1, 3);
      await spend(1, 3); // Pushed again: known, so nothing new is told.
      await books.store.grant({ accountId: ACCOUNT, lotId: 'lot-00001', meter: 'actions', source: 'topup', amount: micro(UNIT), expiresAt: null });
      await Promise.all([deliverer.sweep(running), anotherProcess().sweep(running)]);
      expect(sent).toHaveLength(3);
      const bodies = sent.map((s) => JSON.parse(s.body) as { type: string; account: string; data: { chargeId: string; actions: number; seq: number } });
      expect(bodies.map((b) => b.data.chargeId).toSorted()).toEqual(['local-000001', 'local-000002', 'local-000003']);
      expect(bodies[0]).toMatchObject({ type: 'charge.posted', account: ACCOUNT, data: { actions: -UNIT, providerId: 'github' } });
      for (const { body, headers } of sent) {
        const [id, at] = [headers.get('webhook-id'), headers.get('webhook-timestamp')];
        const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64')).update(`${id}.${at}.${body}`).digest('base64');
        expect(headers.get('webhook-signature')).toBe(`v1,${mac}`);
      }
      expect(new Set(sent.map((s) => s.headers.get('webhook-id'))).size).toBe(3);
      expect(await states(endpoint.endpointId)).toEqual([['delivered', 1, 200], ['delivered', 1, 200], ['delivered', 1, 200]]);
      expect(await deliverer.sweep(running)).toBe(0);
    });
    it('tells of nothing that was rolled back, and of one effect once', async () => {
      await make();
      const tell = (fails: boolean) =>
        books.db.transaction(async (tx) => {
          await enqueue({ tx, accountId: ACCOUNT, now: 1 }, 'member.joined', { userId: USER }, 'member-1');
          if (fails) throw new Error('rolled back');
        });
      await expect(tell(true)).rejects.toThrow('rolled back');
      expect(await deliverer.sweep(running)).toBe(0);
      await tell(false);
      await tell(false);
      expect(await deliverer.sweep(running)).toBe(1);
    });
    it('tells of a limit at each of its marks, with what it is a limit of', async () => {
      await webhooks.create(ACCOUNT, { ...HOOK, topics: ['limit.reached'] }, USER);
      await books.store.setLimit(ACCOUNT, { userId: '', meter: 'actions', span: 'day', limit: micro(10 * UNIT) });
      await spend(1);
      await deliverer.sweep(running);
      const told = sent.map((s) => (JSON.parse(s.body) as { data: { percent: number } }).data).toSorted((a, b) => a.percent - b.percent);
      expect(told.map((data) => data.percent)).toEqual([75, 90, 100]);
      expect(told[0]).toMatchObject({ scope: 'workspace', meter: 'actions', window: 'day' });
    });
    it('tells of members what the audit says of them, and nothing else that it says', async () => {
      await webhooks.create(ACCOUNT, { ...HOOK, topics: ['member.changed', 'member.removed'] }, USER);
      await books.db.transaction(async (tx) => {
        for (const action of ['member.role', 'member.left', 'member.invited', 'device.revoked']) await tellOfMember(tx, ACCOUNT, { actor: USER, action, target: 'user-0002' });
      });
      await deliverer.sweep(running);
      expect(sent.map((s) => (JSON.parse(s.body) as { type: string }).type).toSorted()).toEqual(['member.changed', 'member.removed']);
      expect(JSON.parse(sent[0]?.body ?? '{}')).toMatchObject({ account: ACCOUNT, data: { actor: USER, target: 'user-0002' } });
    });
    it('keeps accounts apart', async () => {
      const { endpoint } = await make();
      await spend(1, 1, OTHER);
      expect(await deliverer.sweep(running)).toBe(0);
      expect(await webhooks.list(OTHER)).toEqual([]);
      expect(await webhooks.deliveries(OTHER, endpoint.endpointId)).toEqual([]);
      expect([await webhooks.rotate(OTHER, endpoint.endpointId, USER), await webhooks.test(OTHER, endpoint.endpointId), await webhooks.remove(OTHER, endpoint.endpointId, USER), await webhooks.update(OTHER, endpoint.endpointId, { ...HOOK, on: false }, USER)]).toEqual([null, null, false, false]);
      expect(await webhooks.list(ACCOUNT)).toHaveLength(1);
    });
    it('tries again with growing pauses, then gives up, and sends again when asked', async () => {
      const { endpoint } = await make();
      await spend(1);
      answer = () => new Response('no', { status: 500 });
      for (const [i, pause] of WEBHOOK_PAUSES_MS.entries()) {
        expect(await deliverer.sweep(running)).toBe(1);
        expect(await states(endpoint.endpointId)).toEqual([['waiting', i + 1, 500]]);
        await advance(pause - 1_000);
        expect(await deliverer.sweep(running)).toBe(0);
        await advance(1_000);
      }
      await deliverer.sweep(running);
      expect(await states(endpoint.endpointId)).toEqual([['dead', WEBHOOK_PAUSES_MS.length + 1, 500]]);
      expect((await webhooks.list(ACCOUNT))[0]?.state).toBe('failing');
      await advance(WEBHOOK_PAUSES_MS.reduce((a, b) => a + b, 0));
      expect(await deliverer.sweep(running)).toBe(0);
      answer = () => new Response(null, { status: 204 });
      const id = sent[0]?.headers.get('webhook-id');
      expect(await webhooks.replayDead(ACCOUNT, endpoint.endpointId, 0)).toBe(1);
      expect(await deliverer.sweep(running)).toBe(1);
      expect(sent[sent.length - 1]?.headers.get('webhook-id')).toBe(id);
      expect(await states(endpoint.endpointId)).toEqual([['delivered', 1, 204]]);
      expect((await webhooks.list(ACCOUNT))[0]).toMatchObject({ state: 'on', failingSince: null });
    });
    it('sends again what a dead process had taken, and not what a living one has', async () => {
      await make();
      await spend(1);
      const never = anotherProcess();
      let reached = (): void => undefined;
      const reaching = new Promise<void>((done) => (reached = done));
      answer = () => {
        reached();
        return new Promise<Response>(() => undefined);
      };
      void never.sweep(running);
      await reaching;
      expect(await deliverer.sweep(running)).toBe(0);
      answer = () => new Response('thanks');
      await advance(60_001);
      expect(await deliverer.sweep(running)).toBe(1);
      expect(sent).toHaveLength(2);
    });
    it('keeps what the receiver of an error cannot be told twice: 410 ends an endpoint', async () => {
      const { endpoint } = await make();
      await spend(1);
      answer = () => new Response(null, { status: 410 });
      await deliverer.sweep(running);
      expect((await webhooks.list(ACCOUNT))[0]?.state).toBe('gone');
      await spend(2);
      expect(await deliverer.sweep(running)).toBe(0);
      answer = () => new Response('thanks');
      await webhooks.update(ACCOUNT, endpoint.endpointId, { ...HOOK, on: true }, USER);
      expect(await webhooks.replayDead(ACCOUNT, endpoint.endpointId, 0)).toBe(1);
      expect(await deliverer.sweep(running)).toBe(1);
    });
    it('signs with both secrets for a day after a rotation', async () => {
      const { endpoint, secret } = await make();
      const fresh = await webhooks.rotate(ACCOUNT, endpoint.endpointId, USER);
      await webhooks.test(ACCOUNT, endpoint.endpointId);
      await deliverer.sweep(running);
      const signaturesOf = (s: Sent | undefined) => s?.headers.get('webhook-signature')?.split(' ') ?? [];
      const of = (s: Sent | undefined, key: string): string => `v1,${createHmac('sha256', Buffer.from(key.slice(6), 'base64')).update(`${s?.headers.get('webhook-id')}.${s?.headers.get('webhook-timestamp')}.${s?.body}`).digest('base64')}`;
      expect(signaturesOf(sent[0])).toEqual([of(sent[0], fresh ?? ''), of(sent[0], secret)]);
      await advance(WEBHOOK_ROTATE_MS);
      await webhooks.test(ACCOUNT, endpoint.endpointId);
      await deliverer.sweep(running);
      expect(signaturesOf(sent[1])).toEqual([of(sent[1], fresh ?? '')]);
    });
    it('can be taken away while charges are being posted, and breaks none of them', async () => {
      const { endpoint } = await make();
      await spend(1);
      const lease = await books.store.lease({ ...device(ACCOUNT), requestId: 'lease-request-1', meter: 'actions', want: micro(10 * UNIT) });
      const leaseId = lease.kind === 'ok' && lease.answer.state === 'granted' ? lease.answer.lease.leaseId : null;
      const pushes = Array.from({ length: 8 }, (_, i) => books.store.push({ ...device(ACCOUNT), baseN: 0, ops: [spendOp(1, { leaseId }), ...Array.from({ length: i + 1 }, (_op, k) => spendOp(2 + k, { leaseId: null, actions: 0 }))] }));
      const [removed] = await Promise.all([webhooks.remove(ACCOUNT, endpoint.endpointId, USER), ...pushes]);
      expect(removed).toBe(true);
      for (const pushed of await Promise.all(pushes)) expect(pushed).toMatchObject({ kind: 'ok' });
      expect(await webhooks.list(ACCOUNT)).toEqual([]);
      expect(await deliverer.sweep(running)).toBe(0);
    });
    describe('an endpoint that hangs', () => {
      const hanging = new Set<string>();
      const free = new Set<() => void>();
      /** Reads what it is told to give up at, as a connection does. */
      const process = (): Deliverer =>
        createDeliverer({
          ...books, random: () => 0, now: () => 0, log: () => undefined,
          fetch: (url, init) => {
            sent.push({ url, body: '', headers: new Headers(init.headers) });
            if (!hanging.has(url)) return Promise.resolve(new Response('thanks'));
            return new Promise((done, fail) => {
              free.add(() => done(new Response('thanks')));
              init.signal?.addEventListener('abort', () => fail(init.signal?.reason));
            });
          },
        });
      const to = (url: string): number => sent.filter((one) => one.url === url).length;
      afterEach(() => {
        vi.restoreAllMocks();
        hanging.clear();
        free.forEach((end) => end());
        free.clear();
      });

      it('holds up no other one, however much waits for it', async () => {
        const [slow, good] = ['https://slow.example.com/', 'https://good.example.com/'];
        hanging.add(slow);
        const mine = process();
        await webhooks.create(ACCOUNT, { ...HOOK, url: slow }, USER);
        await books.db.transaction(async (tx) => {
          for (let i = 0; i < 2 * WEBHOOK_BATCH; i++) await enqueue({ tx, accountId: ACCOUNT, now: 1 }, 'member.joined', { userId: USER }, `member-${i}`);
        });
        const sweeps = [mine.sweep(running)];
        await expect.poll(() => to(slow)).toBe(WEBHOOK_PARALLEL);
        await webhooks.create(OTHER, { ...HOOK, url: good }, USER);
        await spend(1, 3, OTHER);
        await mine.sweep(running);
        expect([to(good), to(slow)]).toEqual([3, WEBHOOK_PARALLEL]);
        await webhooks.create(ACCOUNT, { ...HOOK, url: good }, USER);
        await spend(1);
        await mine.sweep(running);
        expect([to(good), to(slow)]).toEqual([4, WEBHOOK_PARALLEL]);
        free.forEach((end) => end());
        hanging.clear();
        await Promise.all(sweeps);
      });
      it('leaves room for other accounts, however many of them one account has', async () => {
        const mine = process();
        for (let i = 0; i <= WEBHOOK_ACCOUNT_LANES; i++) {
          hanging.add(`https://slow-${i}.example.com/`);
          await webhooks.create(ACCOUNT, { ...HOOK, url: `https://slow-${i}.example.com/` }, USER);
        }
        await spend(1);
        const sweep = mine.sweep(running);
        await expect.poll(() => sent.length).toBe(WEBHOOK_ACCOUNT_LANES);
        await webhooks.create(OTHER, HOOK, USER);
        await spend(1, 1, OTHER);
        expect(await mine.sweep(running)).toBe(1);
        expect(sent.length).toBe(WEBHOOK_ACCOUNT_LANES + 1);
        free.forEach((end) => end());
        await sweep;
      });
      it('is given up after its time, and tried again with one delivery at a time', async () => {
        const clocks: AbortController[] = [];
        vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
          expect(ms).toBe(WEBHOOK_TIME_MS);
          const clock = new AbortController();
          clocks.push(clock);
          return clock.signal;
        });
        const made = await make();
        hanging.add(HOOK.url);
        await spend(1, 6);
        const mine = process();
        const first = mine.sweep(running);
        await expect.poll(() => sent.length).toBe(WEBHOOK_PARALLEL);
        clocks.forEach((clock) => clock.abort());
        expect(await first).toBe(WEBHOOK_PARALLEL);
        const told = (await states(made.endpoint.endpointId)).map((one) => one.join(' ')).toSorted();
        expect(told).toEqual(['waiting 0 ', 'waiting 0 ', ...Array.from({ length: WEBHOOK_PARALLEL }, () => 'waiting 1 timeout')]);
        const second = mine.sweep(running);
        await expect.poll(() => sent.length).toBe(WEBHOOK_PARALLEL + 1);
        clocks.forEach((clock) => clock.abort());
        expect(await second).toBe(1);
      });
    });
    it('forgets what is told after a month, never what still waits', async () => {
      const { endpoint } = await make();
      await spend(1);
      await deliverer.sweep(running);
      answer = () => new Response(null, { status: 500 });
      await spend(2);
      await advance(31 * 24 * 3_600_000);
      await deliverer.sweep(running);
      await deliverer.forget();
      expect((await webhooks.deliveries(ACCOUNT, endpoint.endpointId)).map((d) => d.state)).toEqual(['waiting']);
      expect(await books.db.all('select msg_id from webhook_message')).toHaveLength(1);
    });
  });
}
