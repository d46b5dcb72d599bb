import { CAPTURE_BUDGET_MS, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { RawCapture } from '../../contracts/raw-capture.ts';
import { findAddresses } from './addresses.ts';
import { findEmails } from './emails.ts';
import { EntitySink } from './entities.ts';
import { Evidence } from './evidence.ts';
import { Finds } from './finds.ts';
import { findHeadings, findPictures } from './headings.ts';
import { parseBlocks, readJsonLd } from './json-ld.ts';
import { findPairs } from './labels.ts';
import { findLinks, findTextLinks, hostOf } from './links.ts';
import { readMetas } from './meta.ts';
import { Pace, type ReaderPorts } from './pace.ts';
import { findPhones } from './phones.ts';
import { readRecipes, type ReaderRecipe } from './recipe.ts';
import { borrow } from './itemref.ts';
import { RecipePage } from './recipe-page.ts';
import { clean } from './text.ts';
import { Visitor } from './visitor.ts';
import { Walk } from './walk.ts';

export interface ReaderOptions {
  /** Recipes whose address pattern fits; the first whose guards are on the page is used. */
  readonly recipes?: readonly ReaderRecipe[];
  /** Main-thread time after which the walk stops. */
  readonly budgetMs?: number;
  /** Where the page stands, for a document that was parsed from text. */
  readonly url?: string;
}
export type { ReaderPorts };

/**
 * Reads one page: structured data, meta tags, the recipe's places, and what text and links say. It only looks: nothing
 * in the document is changed, nothing is fetched, no layout is asked for. Bounded in time, elements, text and results, and
 * done in slices between which the page has its turn.
 */
export async function readPage(doc: Document, options: ReaderOptions, ports: ReaderPorts): Promise<RawCapture> {
  const pace = new Pace(ports, Math.min(options.budgetMs ?? CAPTURE_BUDGET_MS, CAPTURE_BUDGET_MS));
  const evidence = new Evidence();
  pace.onRest = () => evidence.forget();
  const sink = new EntitySink(evidence);
  const json = parseBlocks(doc);
  readJsonLd(json.blocks, sink);
  const visitor = new Visitor(sink);
  const root = doc.body ?? doc.documentElement;
  const seen = root ? await new Walk(visitor, pace).run(root) : visitor.seen;
  borrow(doc, visitor.microdata);
  const finds = new Finds(evidence);
  const host = hostOf(options.url ?? doc.URL);
  await findHeadings(seen, finds, pace);
  await findEmails(seen, finds, evidence, pace);
  await findPhones(seen, finds, evidence, pace);
  await findPairs(seen, finds, pace);
  await findAddresses(seen, finds, pace);
  await findLinks(seen, finds, evidence, host, pace);
  await findTextLinks(seen, finds, host, pace);
  findPictures(seen, finds);
  const recipe = readRecipes(new RecipePage(doc, json.blocks), options.recipes ?? [], evidence);
  const canonical = clean((doc.head ?? doc).querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? '', CAPTURE_VALUE_CHARS);
  return {
    format: 1,
    title: clean(doc.title, 500),
    contentType: clean(doc.contentType ?? '', 100),
    lang: clean(doc.documentElement?.getAttribute('lang') ?? '', 40),
    ...(canonical ? { canonical } : {}),
    metas: readMetas(doc),
    entities: sink.entities,
    finds: finds.list,
    ...(recipe ? { recipe } : {}),
    truncated: seen.truncated || sink.cut || json.cut,
    brokenBlocks: json.broken,
    elements: seen.elements,
    tookMs: pace.usedMs(),
  };
}
