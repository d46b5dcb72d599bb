import { JSDOM } from 'jsdom';
import { rawCaptureSchema, type RawCapture } from '../../../lib/contracts/raw-capture.ts';
import type { Recipe } from '../../../lib/contracts/recipe.ts';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import type { LeadFields } from '../../../lib/domain/lead/lead.ts';
import { toCapture } from '../../../lib/capture/normalise.ts';
import { rawListsSchema, type RawLists } from '../../../lib/contracts/raw-list.ts';
import { readRecipeLists } from '../../../lib/capture/reader/list-recipe.ts';
import { listsOptions, readerOptions } from '../../../lib/capture/reader-options.ts';
import { readPage } from '../../../lib/capture/reader/index.ts';

/** Milliseconds since 1970 at which test pages are read. */
export const AT = 1_800_000_000_000;

export const documentOf = (html: string | Buffer, url: string, contentType = 'text/html'): Document => new JSDOM(html, { url, contentType }).window.document;

/** A clock that stands still, so that no reading depends on the speed of the machine. */
export const stillClock = { now: () => 0, pause: () => Promise.resolve() };

/** Reads a page as the browser does: the answer crosses as JSON and is parsed on the other side. */
export async function readRaw(doc: Document, recipes: readonly Recipe[] = []): Promise<RawCapture> {
  const options = JSON.parse(JSON.stringify(readerOptions(recipes))) as ReturnType<typeof readerOptions>;
  return rawCaptureSchema.parse(JSON.parse(JSON.stringify(await readPage(doc, options, stillClock))));
}

export async function captureOf(doc: Document, recipes: readonly Recipe[] = []): Promise<Capture> {
  const capture = toCapture(await readRaw(doc, recipes), { url: doc.URL, title: doc.title }, AT, recipes);
  if (!capture.ok) throw new Error('the reader handed back something that does not parse');
  return capture.value;
}

export const captureHtml = (html: string, url = 'https://www.example-works.example/page', recipes: readonly Recipe[] = []): Promise<Capture> => captureOf(documentOf(html, url), recipes);

/** The best value of each field. */
export function bestOf(fields: LeadFields): Partial<Record<FieldKey, string>> {
  return Object.fromEntries(Object.entries(fields).map(([field, state]) => [field, state.values[0]?.value]));
}

export const valuesOf = (fields: LeadFields, field: FieldKey): string[] => (fields[field]?.values ?? []).map((v) => v.value);

/** Reads the lists that recipes know, as the browser does: options and answer cross as JSON. */
export async function readRecipeRows(doc: Document, recipes: readonly Recipe[]): Promise<RawLists> {
  const options = JSON.parse(JSON.stringify(listsOptions(recipes, doc.URL))) as ReturnType<typeof listsOptions>;
  const lists = await readRecipeLists(doc, options.recipes, { now: () => 0, pause: () => Promise.resolve() });
  return rawListsSchema.parse(JSON.parse(JSON.stringify({ format: 1, lists, truncated: false, elements: 0, tookMs: 0 })));
}
