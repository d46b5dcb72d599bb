import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEngine } from '../../lib/providers/engine.ts';
import type { CallRequest, Engine } from '../../lib/providers/engine-api.ts';
import type { OperationInput, OperationName } from '../../lib/domain/enrichment/operation.ts';
import { CATALOGUE } from '../../lib/providers/registry.ts';
import { PARTNERS } from '../../server/sandbox/partners/all.ts';
import { startSandbox } from '../../server/sandbox/sandbox.ts';
import type { Sandbox } from '../../server/sandbox/sandbox.ts';
import { addressForm, companyAt, FINDERS, knows, offeredEmail, personAt, personByEmail, verdictOf } from '../../server/sandbox/world.ts';

let sandbox: Sandbox;
let engine: Engine;
/** How far the clock of the engine is ahead, in milliseconds. */
let ahead = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.reset();
  // Waiting is of no interest here: a sleep moves the clock, only the deadline's lasts until the call is over.
  ahead = 0;
  engine = createEngine(CATALOGUE, {
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now() + ahead,
    elapsed: () => performance.now() + ahead,
    sleep: (ms, signal) => (ms < 20_000 ? Promise.resolve(void (ahead += ms)) : new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')), { once: true }))),
    random: () => 0,
  });
});

const ask = (providerId: string, operation: OperationName, input: OperationInput, more: Partial<CallRequest> = {}) =>
  engine.call({ providerId, operation, input, secret: 'sandbox-key', sandboxUrl: sandbox.url, ...more });

const ADA = personAt('Ada', 'Example', 'example-works.example');
if (!ADA) throw new Error('Ada is missing from the world');
const QUESTIONS = {
  'find-work-email': { name: ADA.name, companyDomain: ADA.domain },
  'find-mobile': { linkedinUrl: `https://www.linkedin.com/in/${ADA.slug}` },
  'verify-email': { email: ADA.email },
  'enrich-person': { email: ADA.email },
  'enrich-company': { name: 'Example Works', domain: ADA.domain, githubLogin: 'example-works' },
  'find-domain': { name: 'Example Works' },
  'check-mail-host': { domain: ADA.domain },
  'check-domain': { domain: ADA.domain },
} satisfies { readonly [O in OperationName]?: OperationInput };
const isAsked = (operation: OperationName): operation is keyof typeof QUESTIONS => Object.hasOwn(QUESTIONS, operation);
const NOBODY: { readonly [O in OperationName]?: OperationInput } = {
  'find-work-email': { name: 'Nil Nobody', companyDomain: ADA.domain },
  'find-mobile': { linkedinUrl: 'https://www.linkedin.com/in/nil-nobody' },
  'enrich-person': { email: `nobody@${ADA.domain}` },
  'enrich-company': { name: 'Nil Works', domain: 'nil-works.example', githubLogin: 'nil-works' },
  'find-domain': { name: 'Nil Works' },
  'check-mail-host': { domain: 'nil-works.example' },
  'check-domain': { domain: 'nil-works.example' },
};

/** A provider may be without a partner in the sandbox; a partner is never without its provider. */
const played = PARTNERS.map(({ id }) => id);
test('every partner of the sandbox plays a provider of the catalogue', () => {
  expect(played.filter((id) => !CATALOGUE.has(id))).toEqual([]);
  expect(new Set(played).size).toBe(played.length);
});

const pairs = [...CATALOGUE.values()].filter((m) => played.includes(m.id)).flatMap((m) => (Object.keys(m.operations) as OperationName[]).filter(isAsked).map((operation) => ({ id: m.id, operation, keyed: m.auth.kind !== 'none' })));

describe.each(pairs)('$id $operation', ({ id, operation, keyed }) => {
  test('knows Ada', async () => {
    const outcome = await ask(id, operation, QUESTIONS[operation]);
    expect(outcome.kind).toBe('hit');
    const fields = outcome.kind === 'hit' ? outcome.answer.fields : {};
    expect([undefined, ADA.email]).toContain(fields.workEmail);
    expect([undefined, ADA.mobile]).toContain(fields.mobile);
    expect(outcome.kind === 'hit' && operation === 'verify-email' ? outcome.answer.verdict : 'valid').toBe('valid');
  });

  const nobody = NOBODY[operation];
  if (nobody) {
    test('does not know Nil', async () => {
      expect(await ask(id, operation, nobody)).toMatchObject({ kind: 'no-result' });
    });
  }

  if (keyed) {
    test('refuses a bad key', async () => {
      expect(await ask(id, operation, QUESTIONS[operation], { secret: 'bad-key' })).toMatchObject({ kind: 'failed', error: { kind: 'auth' } });
      expect(sandbox.calls().every((call) => !call.billed)).toBe(true);
    });
  }

  test('server faults, web pages and throttles reach the caller as what they are', async () => {
    sandbox.setFault({ kind: 'html', providerId: id });
    expect(await ask(id, operation, QUESTIONS[operation])).toMatchObject({ kind: 'failed', error: { kind: 'nonsense' } });
    sandbox.setFault({ kind: 'server', providerId: id, times: 3 });
    expect(await ask(id, operation, QUESTIONS[operation])).toMatchObject({ kind: 'failed', error: { kind: 'server' } });
    sandbox.setFault({ kind: 'rate-limited', providerId: id, retryAfterSeconds: 120 });
    expect(await ask(id, operation, QUESTIONS[operation])).toMatchObject({ kind: 'failed', error: { kind: 'rate-limited', retryAfterMs: 120_000 } });
  });
});

const keyed = [...CATALOGUE.values()].filter((m) => m.keyCheck !== undefined && played.includes(m.id)).map((m) => m.id);
describe.each(keyed)('%s: check of the key', (id) => {
  test('works, rejected', async () => {
    expect(await engine.checkKey(id, 'sandbox-key', { sandboxUrl: sandbox.url })).toMatchObject({ status: 'works' });
    expect(await engine.checkKey(id, 'bad-key', { sandboxUrl: sandbox.url })).toMatchObject({ status: 'rejected' });
  });
});

test('an empty key has no credits', async () => {
  for (const id of ['hunter', 'prospeo', 'findymail', 'apollo', 'people-data-labs']) {
    expect(await ask(id, 'find-work-email', QUESTIONS['find-work-email'], { secret: 'empty-key' })).toMatchObject({ kind: 'failed', error: { kind: 'no-credits' } });
  }
  expect(await engine.checkKey('zerobounce', 'empty-key', { sandboxUrl: sandbox.url })).toMatchObject({ status: 'empty' });
});

test('every finder says what the world says, for 60 people', async () => {
  for (let i = 0; i < 60; i++) {
    const domain = ['example-works.example', 'oakline.example', 'kiln-yard.example'][i % 3] ?? '';
    const person = personAt(`Nora${'abcdefghij'[i % 10]}`, `Sample${'abcdefghij'[Math.floor(i / 10)]}`, domain);
    if (!person) throw new Error('no person');
    // Slower than the slowest pace of a minute.
    ahead += 3_000;
    for (const finder of FINDERS) {
      const outcome = await ask(finder, 'find-work-email', { name: person.name, companyDomain: domain });
      expect(outcome.kind === 'hit' ? outcome.answer.fields.workEmail : null).toBe(offeredEmail(finder, person));
    }
  }
});

test('the verifier agrees with the world', async () => {
  for (const email of [ADA.email, 'ada.example@example-works.example', 'ben.sample@oakline.example', 'anything@catchall.example', 'someone@example.invalid']) {
    const outcome = await ask('zerobounce', 'verify-email', { email });
    expect(outcome.kind === 'hit' ? outcome.answer.verdict : outcome.kind).toBe(verdictOf(email));
  }
  expect(verdictOf(ADA.email)).toBe('valid');
  expect(verdictOf('ada.example@example-works.example')).toBe('invalid');
});

test('the named people keep their rules', () => {
  const at = (first: string, last: string) => personAt(first, last, 'example-works.example');
  const emil = at('Emil', 'Testcase');
  const ida = at('Ida', 'Invalid');
  if (!emil || !ida) throw new Error('named people are missing');
  expect(FINDERS.filter((finder) => knows(finder, emil))).toEqual(['apollo']);
  expect(FINDERS.indexOf('apollo')).toBe(3);
  expect(new Set(FINDERS.map((finder) => offeredEmail(finder, ida)).filter((email) => email !== null)).size).toBe(1);
  expect(FINDERS.map((finder) => offeredEmail(finder, ida)).some((email) => email !== null && verdictOf(email) === 'valid')).toBe(false);
  expect(at('Nil', 'Anyone')).toBeUndefined();
  expect(companyAt('a-real-company.com')).toBeUndefined();
  expect(personByEmail(emil.email)?.name).toBe('Emil Testcase');
  expect(addressForm('example-works.example')).toBe('first_last');
});

test('an answer that is still being made is asked for again', async () => {
  const question = { name: 'Penny Pending', companyDomain: 'example-works.example' };
  const first = await ask('hunter', 'find-work-email', question);
  if (first.kind !== 'pending') throw new Error(`expected pending, got ${first.kind}`);
  expect(await ask('hunter', 'find-work-email', question, { poll: { ...first.poll, notBefore: 0 } })).toMatchObject({ kind: 'hit' });
});

test('counts what was bought, and buying twice shows', async () => {
  const question = QUESTIONS['find-work-email'];
  await ask('prospeo', 'find-work-email', question);
  expect(sandbox.calls().filter((call) => call.billed)).toHaveLength(1);
  expect(sandbox.boughtTwice()).toHaveLength(0);
  await ask('prospeo', 'find-work-email', question, { secret: 'sandbox-other' });
  expect(sandbox.boughtTwice()).toHaveLength(1);
});

test('lets extensions in with any header, and pages not', async () => {
  const preflight = (origin: string) => fetch(`${sandbox.url}/prospeo/enrich-person`, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-key, content-type' } });
  const extension = await preflight('chrome-extension://abcdefghijklmnopabcdefghijklmnop');
  expect(extension.status).toBe(204);
  expect(extension.headers.get('access-control-allow-headers')).toBe('x-key, content-type');
  expect((await preflight('https://example.com')).headers.get('access-control-allow-origin')).toBeNull();
  const answer = await fetch(`${sandbox.url}/hunter/account`, { headers: { Origin: 'chrome-extension://abcdefghijklmnopabcdefghijklmnop', 'X-API-KEY': 'sandbox-x' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('chrome-extension://abcdefghijklmnopabcdefghijklmnop');
});

test('is steered by HTTP too, and a hung call ends with the caller', async () => {
  const post = (path: string, body: unknown) => fetch(sandbox.url + path, { method: 'POST', body: JSON.stringify(body) });
  expect((await post('/faults', { kind: 'hang', providerId: 'hunter' })).status).toBe(200);
  expect((await post('/faults', { kind: 'flood' })).status).toBe(400);
  const stop = new AbortController();
  const hung = ask('hunter', 'verify-email', QUESTIONS['verify-email'], { signal: stop.signal });
  stop.abort();
  expect(await hung).toMatchObject({ kind: 'failed', error: { kind: 'cancelled' } });
  await post('/reset', {});
  expect(await (await fetch(`${sandbox.url}/calls`)).json()).toEqual([]);
});
