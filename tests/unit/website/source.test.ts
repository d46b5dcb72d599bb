import { JSDOM } from 'jsdom';
import { beforeEach, describe, expect, it } from 'vitest';
import { readSitePage } from '../../../lib/capture/site/read-site-page.ts';
import { RAW_ANSWER_CHARS } from '../../../lib/core/limits.ts';
import { SITE_KEPT_MS, SITE_PACE_MS, SITE_PAGES } from '../../../lib/core/own-source-limits.ts';
import type { CallOutcome, OperationInput, OperationName } from '../../../lib/domain/enrichment/operation.ts';
import type { SiteReply } from '../../../lib/platform/site-http.ts';
import { createWebsiteSource } from '../../../lib/services/website/source.ts';
import { KESTREL } from '../../fixtures/website/pages.ts';

const { DOMParser } = new JSDOM('').window;
const parse = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');
const stillClock = { now: () => 0, pause: () => Promise.resolve() };

interface World {
  granted: string[];
  online: boolean;
  clock: number;
  /** Asked for, with the time. */
  asked: { url: string; at: number }[];
  answer: (url: URL) => SiteReply | Promise<SiteReply>;
  parse: (page: { url: string; html: string }) => Promise<unknown>;
}
let world: World;
let source: ReturnType<typeof createWebsiteSource>;
const page = (url: URL): SiteReply => {
  const html = KESTREL[url.pathname];
  return html === undefined ? { ok: false, problem: 'status', status: 404 } : { ok: true, url: url.href, html, headers: { server: 'nginx' } };
};
beforeEach(() => {
  world = {
    granted: ['https://*/*'], online: true, clock: 1_000_000, asked: [], answer: page,
    // As in the extension: the answer crosses as JSON.
    parse: async (p) => JSON.parse(JSON.stringify({ ok: true, page: await readSitePage(p, parse, stillClock) })) as unknown,
  };
  source = createWebsiteSource({
    now: () => world.clock,
    sleep: (ms) => {
      world.clock += ms;
      return Promise.resolve();
    },
    online: () => world.online,
    sites: {
      granted: () => Promise.resolve(world.granted),
      get: async (url) => {
        world.asked.push({ url, at: world.clock });
        return world.answer(new URL(url));
      },
      parse: (p) => world.parse(p),
    },
  });
});
const call = (operation: OperationName = 'enrich-company', input: OperationInput = { domain: 'kestrel.example' }): Promise<CallOutcome> => source.call({ providerId: source.id, operation, input });
const fieldsOf = (outcome: CallOutcome) => (outcome.kind === 'hit' ? outcome.answer.fields : {});
const paths = (): string[] => world.asked.map(({ url }) => new URL(url).pathname);

describe('the company website as a source', () => {
  it('reads home, contact, imprint, about and team, one request a second, and answers what the company says of itself', async () => {
    const outcome = await call();
    expect(paths()).toEqual(['/', '/contact', '/imprint', '/about-us', '/our-team']);
    expect(world.asked.length).toBe(SITE_PAGES);
    world.asked.reduce((before, { at }) => {
      expect(at - before).toBeGreaterThanOrEqual(SITE_PACE_MS);
      return at;
    }, -Infinity);
    expect(fieldsOf(outcome)).toMatchObject({
      name: 'Kestrel Joinery', legalName: 'Kestrel Joinery Ltd', description: 'Kestrel Joinery makes doors and stairs for old houses.', founded: '1987', email: 'hello@kestrel.example',
      phone: '+441904960001', fax: '+441904960002', linkedinUrl: 'https://www.linkedin.com/company/kestrel-joinery', technologies: 'WordPress, Google Tag Manager, jQuery, Google Fonts, nginx, PHP',
    });
    expect(fieldsOf(outcome).address).toMatch(/3 Mill Lane.*York/);
  });

  it('never takes the address or the number of a person, or those of the agency, as the company\'s', async () => {
    const outcome = await call();
    expect(JSON.stringify(outcome)).not.toMatch(/ada\.example|900123|pixel-agency/);
  });

  it('keeps with every value the page where it was seen, within the size of a raw answer', async () => {
    const outcome = await call();
    const raw = outcome.kind === 'hit' ? outcome.answer.raw : '';
    expect(raw.length).toBeLessThanOrEqual(RAW_ANSWER_CHARS);
    const { values, pages, technologies } = JSON.parse(raw) as { values: Record<string, { value: string; page: string; how: string; onPages?: number }[]>; pages: { kind: string }[]; technologies: { name: string; by: string }[] };
    expect(values['phone']?.[0]).toMatchObject({ value: '+441904960001', page: 'https://kestrel.example/contact' });
    expect(values['legalName']?.[0]).toMatchObject({ value: 'Kestrel Joinery Ltd' });
    expect(values['linkedinUrl']?.[0]).toMatchObject({ page: 'https://kestrel.example/', onPages: 4 });
    expect(pages.map((p) => p.kind)).toEqual(['home', 'contact', 'imprint', 'about', 'team']);
    expect(technologies.find((t) => t.name === 'WordPress')?.by).toMatch(/wp-includes|generator/);
  });

  it('answers technologies and the number of the house from the same reading; the number is less sure for a person', async () => {
    await call();
    const [technologies, phone] = [await call('find-technologies'), await call('find-phone', { companyDomain: 'www.Kestrel.example' })];
    expect(Object.keys(fieldsOf(technologies))).toEqual(['technologies']);
    expect(fieldsOf(phone)).toEqual({ phone: '+441904960001' });
    expect(phone.kind === 'hit' && phone.answer.confidence).toBeLessThan(50);
    expect(world.asked.length).toBe(SITE_PAGES);
    world.clock += SITE_KEPT_MS;
    await call();
    expect(world.asked.length).toBe(2 * SITE_PAGES);
  });

  it('reads a site once for all who ask at the same time, and few sites at once', async () => {
    await Promise.all([call(), call('find-phone'), call('find-technologies')]);
    expect(world.asked.length).toBe(SITE_PAGES);
    let [open, most] = [0, 0];
    world.answer = async (url) => {
      most = Math.max(most, ++open);
      await Promise.resolve();
      open -= 1;
      return page(url);
    };
    const outcomes = await Promise.all(Array.from({ length: 12 }, (_, i) => call('enrich-company', { domain: `kestrel${i}.example` })));
    expect([most, outcomes.filter((o) => o.kind === 'hit').length]).toEqual([3, 12]);
  });

  it('asks for nothing without the right to read the site, in practice mode, for mail services and for names that are not public', async () => {
    const why = async (input: OperationInput, sandboxUrl: string | null = null) => (await source.refusals(sandboxUrl))(input);
    expect(await why({ domain: 'kestrel.example' })).toBeNull();
    expect(await why({ domain: 'gmail.com' })).toBe('free-mail-domain');
    for (const domain of ['127.0.0.1', 'localhost', 'printer.local', 'kestrel.invalidsuffix', 'kestrel.example:8080', '192.168.1.1']) expect([domain, await why({ domain })]).toEqual([domain, 'missing-input']);
    expect(await why({ domain: 'kestrel.example' }, 'http://127.0.0.1:1')).toBe('practice');
    world.granted = ['http://127.0.0.1/*'];
    expect(await why({ domain: 'kestrel.example' })).toBe('no-permission');
    expect(await why({})).toBe('no-permission');
    world.granted = ['https://www.kestrel.example/*'];
    expect(await why({ domain: 'kestrel.example' })).toBeNull();
    expect((await call('enrich-company', { domain: '127.0.0.1' })).kind).toBe('failed');
    expect(world.asked).toEqual([]);
  });

  it('asks only spellings that are allowed, and goes on to the next where nobody answers', async () => {
    world.granted = ['https://kestrel.example/*', 'http://www.kestrel.example/*'];
    world.answer = (url) => (url.protocol === 'https:' ? { ok: false, problem: 'unreachable' } : page(url));
    expect((await call()).kind).toBe('hit');
    expect(world.asked.slice(0, 2).map((a) => a.url)).toEqual(['https://kestrel.example/', 'http://www.kestrel.example/']);
    expect(world.asked.every((a) => /^https:\/\/kestrel|^http:\/\/www/.test(a.url))).toBe(true);
  });

  it.each<[string, SiteReply, object]>([
    ['a site that is not there', { ok: false, problem: 'unreachable' }, { kind: 'failed', error: { kind: 'offline', retryable: false } }],
    ['one that is too slow', { ok: false, problem: 'timeout' }, { kind: 'failed', error: { kind: 'timeout', retryable: true } }],
    ['one that leads elsewhere', { ok: false, problem: 'elsewhere', status: 200 }, { kind: 'no-result' }],
    ['one that refuses', { ok: false, problem: 'status', status: 403 }, { kind: 'no-result' }],
    ['one that is asked too often', { ok: false, problem: 'status', status: 429, retryAfterMs: 30_000 }, { kind: 'failed', error: { kind: 'rate-limited', retryable: true, retryAfterMs: 30_000 } }],
    ['one that is broken', { ok: false, problem: 'status', status: 502 }, { kind: 'failed', error: { kind: 'server', retryable: true } }],
    ['one that is no page', { ok: false, problem: 'no-html', status: 200 }, { kind: 'no-result' }],
  ])('tells %s apart, and does not remember it', async (_what, reply, expected) => {
    world.answer = () => reply;
    expect(await call()).toMatchObject(expected);
    world.answer = page;
    expect((await call()).kind).toBe('hit');
  });

  it('gives what it has when further pages fail or take too long, and takes nonsense of the parsing page for no page', async () => {
    world.answer = (url) => {
      if (url.pathname !== '/') world.clock += 9_000;
      return url.pathname === '/' ? page(url) : { ok: false, problem: 'timeout' };
    };
    expect(fieldsOf(await call()).name).toBe('Kestrel Joinery');
    expect(world.asked.length).toBeLessThan(SITE_PAGES);
    world.parse = () => Promise.resolve({ ok: true, page: { links: 'x' } });
    expect((await call('enrich-company', { domain: 'kestrel2.example' })).kind).toBe('no-result');
  });

  it('says at once that it is offline', async () => {
    world.online = false;
    expect(await call()).toMatchObject({ kind: 'failed', error: { kind: 'offline', retryable: true } });
    expect(world.asked).toEqual([]);
  });
});
