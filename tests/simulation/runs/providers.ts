import type { Manifest } from '../../../lib/contracts/manifest.ts';

const manifest = (id: string, more: Partial<Manifest> & Pick<Manifest, 'operations'>): Manifest => ({
  kiln: 1,
  id,
  name: id,
  homepage: `https://${id}.example`,
  docs: `https://${id}.example/docs`,
  baseUrl: `https://api.${id}.example`,
  ...(more.auth?.kind === 'none' ? {} : { key: { label: 'Key', helpUrl: `https://${id}.example/key` } }),
  auth: { kind: 'bearer' },
  idempotencyHeader: 'x-call',
  price: { note: 'Made up for the simulation', charged: 'found' },
  verified: { sure: 'own', sources: ['made up'], on: '2026-11', live: false },
  ...more,
});

const EMAIL_ANSWER = { fields: { workEmail: 'email' }, verdict: 'verdict' } as const;
const NEEDS: [['name', 'companyDomain']] = [['name', 'companyDomain']];
const FIND: NonNullable<Manifest['operations']['find-work-email']> = {
  ways: [{ needs: NEEDS, steps: [{ request: { method: 'GET', path: '/find', query: { name: '{name}', domain: '{companyDomain}' } }, shape: { path: 'ok', is: true } }] }],
  answer: EMAIL_ANSWER,
};
const VERIFY: NonNullable<Manifest['operations']['verify-email']> = {
  ways: [{ needs: [['email']], steps: [{ request: { method: 'GET', path: '/verify', query: { email: '{email}' } }, shape: { path: 'ok', is: true } }] }],
  answer: { fields: {}, verdict: 'verdict' },
};
const DOMAIN: NonNullable<Manifest['operations']['find-domain']> = {
  ways: [{ needs: [['companyName']], steps: [{ request: { method: 'GET', path: '/domain', query: { company: '{companyName}' } }, shape: { path: 'ok', is: true } }] }],
  answer: { fields: { domain: 'domain' } },
};
const job = (everyMs: number): NonNullable<Manifest['operations']['find-work-email']> => ({
  ways: [{ needs: NEEDS, steps: [{ request: { method: 'POST', path: '/jobs', json: { name: '{name}', domain: '{companyDomain}' } }, shape: { path: 'ok', is: true } }] }],
  poll: { kind: 'job', id: 'job', everyMs, request: { method: 'GET', path: '/jobs/{job.id}' }, rules: [{ when: { path: 'state', is: 'working' }, then: 'pending' }, { when: { status: 200, path: 'ok', exists: false }, then: 'nonsense' }] },
  answer: EMAIL_ANSWER,
});

/** Partners of the simulated world, `free-f` with quotas of an hour and a day where they are wanted: they make a world last long. `own-*` have a key of the person, `free-*` need none, `acc-*` are asked through the account. */
const providersOf = (hasQuotas: boolean): readonly Manifest[] => [
  manifest('own-a', { limits: { perSecond: 5, concurrent: 3 }, operations: { 'find-work-email': FIND } }),
  manifest('own-b', { limits: { perMinute: 20 }, operations: { 'find-work-email': job(6_000) } }),
  manifest('own-s', { limits: { perSecond: 8 }, operations: { 'find-work-email': job(700) } }),
  manifest('own-v', { limits: { perSecond: 4 }, operations: { 'verify-email': VERIFY } }),
  manifest('free-f', { auth: { kind: 'none' }, limits: { perSecond: 2, ...(hasQuotas ? { perHour: 12, perDay: 25 } : {}) }, operations: { 'find-work-email': FIND, 'find-domain': DOMAIN } }),
  ...['acc-c', 'acc-d'].map((id) => manifest(id, { operations: { 'find-work-email': FIND } })),
  manifest('acc-v', { operations: { 'verify-email': VERIFY } }),
];
export const PROVIDERS = providersOf(true);
const [USUAL, QUOTAS] = [false, true].map((hasQuotas): ReadonlyMap<string, Manifest> => new Map(providersOf(hasQuotas).map((one) => [one.id, one])));
export const catalogueOf = (hasQuotas: boolean): ReadonlyMap<string, Manifest> => (hasQuotas ? QUOTAS : USUAL) as ReadonlyMap<string, Manifest>;
export const PARTNERS = ['own-a', 'own-b', 'own-s', 'own-v', 'free-f'] as const;
export const OWN_KEYS = ['own-a', 'own-b', 'own-s', 'own-v'] as const;
