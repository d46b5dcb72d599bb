import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNATURES } from '../../../lib/domain/website/signatures.ts';
import { technologiesOf, type PageTraces } from '../../../lib/domain/website/technologies.ts';

const NONE: PageTraces = { assets: [], generators: [], marks: [], headers: {} };
const names = (traces: Partial<PageTraces>): string[] => technologiesOf({ ...NONE, ...traces }).map((t) => t.name);

describe('technologies of a page', () => {
  it('has a table of names that are there once, in small letters where they are compared', () => {
    expect(new Set(SIGNATURES.map((s) => s.name)).size).toBe(SIGNATURES.length);
    expect(SIGNATURES.length).toBeGreaterThanOrEqual(120);
    for (const s of SIGNATURES) {
      const texts = [...(s.hosts ?? []), ...(s.paths ?? []), ...(s.generators ?? []), ...Object.entries(s.headers ?? {}).flat()];
      expect([s.name, texts.filter((t) => t !== t.toLowerCase())]).toEqual([s.name, []]);
      for (const path of s.paths ?? []) expect(path.length).toBeGreaterThan(4);
      for (const name of s.implies ?? []) expect(SIGNATURES.some((x) => x.name === name)).toBe(true);
      expect(texts.length + (s.marks ?? []).length).toBeGreaterThan(0);
    }
    const hosts = SIGNATURES.flatMap((s) => s.hosts ?? []);
    expect(hosts.filter((host, i) => hosts.indexOf(host) !== i)).toEqual([]);
  });

  it('finds each of the table by each of its own traces', () => {
    for (const s of SIGNATURES) {
      for (const host of s.hosts ?? []) expect(names({ assets: [`https://sub.${host}/a.js`] })).toContain(s.name);
      for (const path of s.paths ?? []) expect(names({ assets: [`https://kestrel.example/x${path}y`] })).toContain(s.name);
      for (const generator of s.generators ?? []) expect(names({ generators: [`${generator.toUpperCase()} 9.9`] })).toContain(s.name);
      for (const mark of s.marks ?? []) expect(names({ marks: [mark] })).toContain(s.name);
      for (const [name, part] of Object.entries(s.headers ?? {})) expect(names({ headers: { [name]: `${part.toUpperCase()}/1.2` } })).toContain(s.name);
    }
  });

  it('reads a page as pages are', () => {
    expect(
      names({
        assets: ['https://kestrel.example/wp-content/plugins/woocommerce/assets/js/frontend.min.js?ver=8', 'https://www.googletagmanager.com/gtm.js?id=GTM-XXXX', 'https://fonts.googleapis.com/css2?family=Inter'],
        generators: ['WordPress 6.4.2'],
        headers: { server: 'nginx/1.24.0', 'x-powered-by': 'PHP/8.2' },
      }),
    ).toEqual(['WordPress', 'WooCommerce', 'Google Tag Manager', 'Google Fonts', 'nginx', 'PHP']);
  });

  it('is not misled by hosts that only look alike, and says what gave a technology away', () => {
    expect(names({ assets: ['https://notgoogletagmanager.com/a.js', 'https://googletagmanager.com.evil.example/a.js', 'https://kestrel.example/?x=//cdn.shopify.com/'] })).toEqual([]);
    expect(technologiesOf({ ...NONE, assets: ['https://js.stripe.com/v3/'] })).toEqual([{ name: 'Stripe', category: 'payment', by: 'https://js.stripe.com/v3/' }]);
  });

  it('takes anything, names each once, and its time grows with the length alone', () => {
    const text = fc.string({ maxLength: 300 });
    fc.assert(
      fc.property(fc.array(text), fc.array(text, { maxLength: 5 }), fc.array(text), fc.dictionary(text, text), (assets, generators, marks, headers) => {
        const found = names({ assets, generators, marks, headers });
        expect(new Set(found).size).toBe(found.length);
      }),
    );
    const long = Array.from({ length: 400 }, (_, i) => `https://${'a.'.repeat(60)}example/${'x/'.repeat(80)}${i}`);
    expect(names({ assets: long })).toEqual([]);
  });
});
