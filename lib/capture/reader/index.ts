import { CAPTURE_BUDGET_MS, CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import type { RawCapture } from '../../contracts/raw-capture.ts';
import { findAddresses } from './addresses.ts';
import { findEmails } from './emails.ts';
import { EntitySink } from './entities.ts';
import { Evidence } from './evidence.ts';
import { Finds } from './finds.ts';
import { readHCard } from './h-card.ts';
import { findHeadings, findPictures } from './headings.ts';
import { parseBlocks, readJsonLd } from './json-ld.ts';
import { findPairs } from './labels.ts';
import { findLinks, findTextLinks, hostOf } from './links.ts';
import { readMetas } from './meta.ts';
import { readMicrodata } from './microdata.ts';
import { findPhones } from './phones.ts';
import { readRdfa } from './rdfa.ts';
import { readRecipes, type ReaderRecipe } from './recipe.ts';
import { Scopes } from './scopes.ts';
import { clean } from './text.ts';
import { Walk } from './walk.ts';

export interface ReaderOptions {
  /** Recipes whose address pattern fits; the first whose guards are on the page is used. */
  readonly recipes?: readonly ReaderRecipe[];
  /** Main-thread time after which the walk stops. */
  readonly budgetMs?: number;
}
export interface ReaderPorts {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/**
 * Reads one page: structured data, meta tags, the recipe's places, and what text and links say. It only looks: nothing
 * in the document is changed, nothing is fetched, no layout is asked for. Bounded in time, elements, text and results.
 */
export function readPage(doc: Document, options: ReaderOptions, ports: ReaderPorts): RawCapture {
  const start = ports.now();
  const budgetMs = Math.min(options.budgetMs ?? CAPTURE_BUDGET_MS, CAPTURE_BUDGET_MS);
  const evidence = new Evidence();
  const sink = new EntitySink(evidence);
  const json = parseBlocks(doc);
  readJsonLd(json.blocks, sink);
  const scopes = [new Scopes('microdata', readMicrodata, sink), new Scopes('rdfa', readRdfa, sink), new Scopes('hcard', readHCard, sink)];
  const walk = new Walk({ now: ports.now, deadline: start + budgetMs, scopes });
  const root = doc.body ?? doc.documentElement;
  const seen = root ? walk.run(root) : walk.seen;
  const finds = new Finds(evidence);
  findHeadings(seen, finds);
  findEmails(seen, finds, evidence);
  findPhones(seen, finds, evidence);
  findPairs(seen, finds);
  findAddresses(seen, finds);
  findLinks(seen, finds, evidence, hostOf(doc.URL));
  findTextLinks(seen, finds, hostOf(doc.URL));
  findPictures(seen, finds);
  const recipe = readRecipes(doc, options.recipes ?? [], json.blocks, evidence);
  const canonical = clean(doc.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? '', CAPTURE_VALUE_CHARS);
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
    tookMs: Math.max(0, ports.now() - start),
  };
}
