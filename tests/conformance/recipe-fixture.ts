/** What the battery of recipes needs: the fixture of a recipe, and pages made from it that are changed, poisoned or foreign. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import { rawNextSchema } from '../../lib/contracts/raw-list.ts';
import type { ListRecipe, Recipe, RecipeSource } from '../../lib/contracts/recipe.ts';
import { select } from '../../lib/capture/reader/recipe-page.ts';
import { FIELD_KEYS } from '../../lib/domain/lead/fields.ts';

export const FIXTURES = join(import.meta.dirname, '../fixtures/recipes');

const singleSchema = z.strictObject({ url: z.url(), kind: z.enum(['person', 'company']), fields: z.partialRecord(z.enum(FIELD_KEYS), z.string()) });
const listSchema = z.strictObject({
  url: z.url(),
  kind: z.literal('list'),
  /** The first rows: column key to cell. Columns that are left out are not compared. */
  rows: z.array(z.record(z.string(), z.string())).min(1),
  /** All rows of the page. */
  count: z.int().min(1),
  next: rawNextSchema.nullable().optional(),
});

const POISON = '"><img src=x onerror="globalThis.poisoned=true"><script>globalThis.poisoned=true</script>\u202e__proto__';
/** What no normalised value may begin with or hold. */
export const POISONED = /<script|<img|^javascript:|\u202e/i;
export const FOREIGN = '<title>Other</title><h1>Another page</h1><p>Nothing of it.</p><ul><li>One</li><li>Two</li><li>Three</li></ul>';

const read = (id: string, file: string): string => readFileSync(join(FIXTURES, id, file), 'utf8');
export const singleFixture = (id: string) => ({ html: read(id, 'page.html'), expected: singleSchema.parse(JSON.parse(read(id, 'expected.json'))) });
export const listFixture = (id: string) => ({ html: read(id, 'page.html'), expected: listSchema.parse(JSON.parse(read(id, 'expected.json'))) });

/** Says what a recipe was held against, or what it takes for granted. */
export function expectProof({ proof }: Recipe): void {
  if (proof.verified) expect(['a verified recipe names its source', proof.source]).toEqual([expect.anything(), expect.stringMatching(/\S{3}/)]);
  else expect(['an unverified recipe says what it assumes', proof.assumes]).toEqual([expect.anything(), expect.stringMatching(/\S{3}/)]);
}

/** Text and addresses of every place become an attack. */
export function poison(doc: Document): void {
  const leaves = [...doc.querySelectorAll('body *')].filter((element) => element.childElementCount === 0 && element.localName !== 'script');
  for (const element of leaves) element.textContent = `${element.textContent ?? ''} ${POISON.repeat(40)}`;
  for (const element of doc.querySelectorAll('[href],[src]')) for (const name of ['href', 'src']) if (element.hasAttribute(name)) element.setAttribute(name, `javascript:globalThis.poisoned=true//${POISON}`);
  for (const script of doc.querySelectorAll('script')) script.textContent = (script.textContent ?? '').replace(/("(?:[^"\\]|\\.)*")(\s*:)?/g, (all, text: string, colon?: string) => (colon || /^"@?(?:type|[A-Z])/.test(text) ? all : JSON.stringify(`${JSON.parse(text) as string} ${POISON}`)));
}

/** Takes what the sources read out of the page: texts and attributes emptied, keys of embedded data renamed. */
export function breakSources(doc: Document, sources: readonly RecipeSource[], records: readonly (readonly Element[])[] | null): void {
  for (const source of sources) {
    if (source.from === 'meta') for (const meta of doc.querySelectorAll(`meta[property="${source.name}"],meta[name="${source.name}"],meta[itemprop="${source.name}"]`)) meta.remove();
    if (source.from === 'element') for (const root of records ?? [doc]) for (const element of select(root, source.selector, 50)) empty(element, source.read);
    if ('path' in source) {
      const key = source.path.match(/[A-Za-z0-9_@-]+(?=[^A-Za-z0-9_@-]*$)/)?.[0];
      for (const script of doc.querySelectorAll('script,code')) if (key !== undefined) script.textContent = (script.textContent ?? '').replaceAll(`"${key}"`, '"renamed"');
    }
  }
}

function empty(element: Element, what: string): void {
  if (what !== 'text') return element.setAttribute(what, '');
  const walker = element.ownerDocument.createTreeWalker(element, 4);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) node.nodeValue = '';
}

/** The elements of every record, those that a record goes on over included. */
export function recordsOf(doc: Document, recipe: ListRecipe): (readonly Element[])[] {
  return recipe.rows.flatMap((rows) => {
    if (rows.from !== 'elements') return [];
    const roots = rows.container === undefined ? [doc.body] : [...doc.querySelectorAll(rows.container)];
    const records = roots.flatMap((root) => select([root], rows.record, 2_000));
    return records.map((record) => {
      const run = [record];
      if (rows.span) for (let next = record.nextElementSibling; next && !records.includes(next); next = next.nextElementSibling) run.push(next);
      return run;
    });
  });
}
