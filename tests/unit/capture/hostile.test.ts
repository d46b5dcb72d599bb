import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCapture } from '../../../lib/capture/normalise.ts';
import { plainText } from '../../../lib/capture/values.ts';
import { CAPTURE_CANDIDATES, CAPTURE_ENTITIES, CAPTURE_FIELD_VALUES, CAPTURE_VALUE_CHARS } from '../../../lib/core/limits.ts';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import { AT, captureOf, captureHtml, documentOf, readRaw } from './support.ts';

const PAGE = { url: 'https://www.example-works.example/people/ada', title: 'Ada Example' };
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const allValues = (capture: Capture): string[] => [capture.fields, capture.otherFields].flatMap((fields) => Object.values(fields).flatMap((state) => state.values.flatMap((v) => [v.value, v.original ?? '', v.provenance.evidence?.text ?? ''])));

function expectBounded(capture: Capture): void {
  for (const fields of [capture.fields, capture.otherFields]) {
    for (const state of Object.values(fields)) {
      expect(state.values.length).toBeLessThanOrEqual(CAPTURE_FIELD_VALUES);
      for (const value of state.values) {
        expect(value.value.length).toBeLessThanOrEqual(CAPTURE_VALUE_CHARS);
        expect(value.confidence).toBeGreaterThanOrEqual(1);
        expect(value.confidence).toBeLessThanOrEqual(99);
        expect(Number.isInteger(value.confidence)).toBe(true);
      }
    }
  }
}

describe('the hostile practice page', () => {
  const html = readFileSync(join(import.meta.dirname, '../../../server/practice/site/hostile.html'), 'utf8');

  it('gives a bounded capture without markup, scripts, strange schemes or direction marks', async () => {
    const capture = await captureHtml(html, 'http://127.0.0.1:4173/hostile');
    expectBounded(capture);
    expect(capture.fields.name?.values[0]?.value).toBe('Mallory Hostile');
    for (const fields of [capture.fields, capture.otherFields]) for (const state of Object.values(fields)) for (const { value } of state.values) expect(value).not.toMatch(/<script|<img|onerror|^javascript:|^data:/i);
    for (const value of allValues(capture)) expect(value).not.toMatch(BIDI);
    expect(JSON.stringify(capture)).not.toContain('Polluted');
    expect(Reflect.has({}, 'polluted')).toBe(false);
  });

  it('is left as it was', async () => {
    const doc = documentOf(html, PAGE.url);
    const before = doc.documentElement.outerHTML;
    await captureOf(doc);
    expect(doc.documentElement.outerHTML).toBe(before);
  });
});

describe('hostile structured data', () => {
  it('survives cycles of references and things within things without end', async () => {
    const people = Array.from({ length: 500 }, (_, i) => ({ '@id': `#${i}`, '@type': 'Person', name: `Person Example${i}`, worksFor: { '@id': `#${(i + 1) % 500}` }, knows: { '@id': `#${i}` } }));
    const deep = `${'{"@type":"Person","knows":'.repeat(3_000)}1${'}'.repeat(3_000)}`;
    const doc = documentOf(`<script type="application/ld+json">${JSON.stringify(people)}</script><script type="application/ld+json">${deep}</script>`, PAGE.url);
    const raw = await readRaw(doc);
    expect(raw.entities.length).toBeLessThanOrEqual(CAPTURE_ENTITIES);
    expect(raw.truncated).toBe(true);
    expectBounded(await captureOf(doc));
  });

  it('takes keys named after prototypes for nothing', async () => {
    const capture = await captureHtml('<h1>Ada Example</h1><script type="application/ld+json">{"@type":"Person","name":"Ada Example","__proto__":{"jobTitle":"Polluted"},"constructor":{"prototype":{"x":1}},"hasOwnProperty":"x","toString":"y"}</script>');
    expect(capture.fields.title).toBeUndefined();
    expect(capture.fields.name?.values[0]?.value).toBe('Ada Example');
    expect(Object.prototype).not.toHaveProperty('jobTitle');
  });

  it('strips direction marks and zero-width letters from what is shown', async () => {
    const capture = await captureHtml('<h1>\u202eAda\u200b Ex\u00adample\u2069</h1><p>Buyer</p><p>a\u200bda@exam\u00adple.com</p>');
    expect(capture.fields.name?.values[0]?.value).toBe('Ada Example');
    expect((capture.fields.email ?? capture.fields.workEmail)?.values[0]?.value).toBe('ada@example.com');
  });

  it('takes the markup out of values, also when it is escaped or cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('<script>', '</script>', '<img src=x ', '>', '<', '&lt;b&gt;', 'Ada', ' ', '<!--', '-->', '<svg/onload=1>', '<a href="', '"'), { maxLength: 30 }), (parts) => {
        expect(plainText(parts.join(''))).not.toMatch(/<(?:script|img|svg|a\b|b>|!--)/i);
      }),
    );
  });
});

describe('what the reader hands back is not trusted', () => {
  it('anything that is no reading is broken, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(toCapture(raw, PAGE, AT)).toEqual({ ok: false, error: 'broken' });
      }),
    );
    for (const raw of [null, undefined, '', [], {}, { format: 1 }, new Map()]) expect(toCapture(raw, PAGE, AT).ok).toBe(false);
  });

  it('any reading of the right shape gives a bounded capture', () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('Ada Example', 'ada@example.com', '+44 113 496 0100', 'https://x.com/ada', 'Example Works Ltd', '__proto__', 'constructor', '\u202ex'));
    const some = text.filter((value) => value.length > 0);
    const zone = fc.constantFrom('main' as const, 'header' as const, 'nav' as const, 'aside' as const, 'footer' as const);
    const find = fc.record(
      { what: fc.constantFrom('email', 'phone', 'link', 'address', 'heading', 'subline', 'pair', 'hint', 'logo', 'picture', 'copyright', 'line'), value: some, how: text, zone, order: fc.nat(500), label: text, caption: text, level: fc.integer({ min: 1, max: 6 }), selector: text },
      { requiredKeys: ['what', 'value', 'how', 'zone', 'order'] },
    );
    const entity = fc.record({ method: fc.constantFrom('jsonld', 'microdata', 'rdfa', 'hcard'), types: fc.array(fc.constantFrom('Person', 'Organization', 'hcard', 'PostalAddress', '__proto__'), { maxLength: 3 }), refs: fc.array(fc.record({ name: some, iri: fc.constantFrom('#0', '#1', '__proto__') }), { maxLength: 4 }), iri: fc.constantFrom('#0', '#1', '__proto__'), zone, props: fc.array(fc.record({ name: fc.constantFrom('name', 'fn', 'email', 'url', 'worksFor', 'address', '__proto__', 'numberOfEmployees'), value: some, path: text }), { maxLength: 6 }) });
    fc.assert(
      fc.property(fc.array(find, { maxLength: 30 }), fc.array(entity, { maxLength: 8 }), fc.array(fc.record({ name: fc.constantFrom('og:type', 'og:title', 'og:site_name', 'description', '__proto__'), content: some }), { maxLength: 6 }), text, fc.webUrl(), (finds, entities, metas, title, url) => {
        const raw = { format: 1, title, lang: 'en', metas, entities: entities.map((e, id) => ({ ...e, id, ...(id > 0 ? { parent: id - 1, via: 'worksFor' } : {}) })), finds, truncated: false, brokenBlocks: 0, elements: 1, tookMs: 1 };
        const result = toCapture(raw, { url, title }, AT);
        expect(result.ok).toBe(true);
        if (result.ok) expectBounded(result.value);
      }),
      { numRuns: 80 },
    );
  });

  it('more finds than the limit allows are refused', async () => {
    const raw = await readRaw(documentOf('<h1>Ada Example</h1>', PAGE.url));
    const find = raw.finds[0]!;
    expect(toCapture({ ...raw, finds: Array.from({ length: CAPTURE_CANDIDATES + 1 }, () => find) }, PAGE, AT).ok).toBe(false);
    expect(toCapture({ ...raw, finds: [{ ...find, value: 'x'.repeat(CAPTURE_VALUE_CHARS + 1) }] }, PAGE, AT).ok).toBe(false);
    expect(toCapture({ ...raw, surprise: 1 }, PAGE, AT).ok).toBe(false);
  });
});

describe('text made to be slow', () => {
  it('is cleaned of markup in one pass', () => {
    expect(plainText(`${'<'.repeat(60_000)} b`)).toBe(`${'<'.repeat(60_000)} b`);
    expect(plainText('a <b c')).toBe('a');
    expect(plainText('1 << 2 <')).toBe('1 << 2 <');
  });
});

describe('a form whose fields hide its own members, as browsers let them', () => {
  it.each(['nextSibling', 'parentNode', 'getAttribute', 'hasAttributes', 'nodeType'])('is stepped over when one is called %s', async (name) => {
    const doc = documentOf(`<body><h1>Ada Example</h1><div><form class="x"><input name="${name}"></form></div><p>ada@example-works.example</p></body>`, PAGE.url);
    const form = doc.querySelector('form') as HTMLFormElement;
    Object.defineProperty(form, name, { value: form.elements[0], configurable: true });
    const raw = await readRaw(doc);
    expect(raw.finds.filter((find) => find.what === 'email').map((find) => find.value)).toEqual(['ada@example-works.example']);
    expect(raw.truncated).toBe(true);
  });
});
