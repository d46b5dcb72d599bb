import { CAPTURE_JSON_BLOCKS, CAPTURE_JSON_CHARS, CAPTURE_JSON_DEPTH, CAPTURE_JSON_ITEMS } from '../../core/limits.ts';
import type { EntitySink, OpenEntity } from './entities.ts';

/** A parsed block, kept for recipes that point into it. */
export interface JsonBlock {
  readonly value: unknown;
  readonly path: string;
}

const UNSAFE_KEY = /^(?:__proto__|prototype|constructor)$/;
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses every JSON-LD block of the page; a broken or oversized one is counted and skipped. */
export function parseBlocks(doc: Document): { blocks: JsonBlock[]; broken: number; cut: boolean } {
  const scripts = doc.querySelectorAll('script[type="application/ld+json" i]');
  const blocks: JsonBlock[] = [];
  let broken = 0;
  for (let i = 0; i < scripts.length && i < CAPTURE_JSON_BLOCKS; i++) {
    const text = scripts[i]?.textContent ?? '';
    const value = text.length > CAPTURE_JSON_CHARS ? undefined : parse(text);
    if (value === undefined) {
      if (text.trim() !== '') broken++;
    } else blocks.push({ value, path: scripts.length === 1 ? '$' : `$${i}` });
  }
  return { blocks, broken, cut: scripts.length > CAPTURE_JSON_BLOCKS };
}

function parse(text: string): unknown {
  for (const repair of [asIs, withoutWrappers]) {
    try {
      return JSON.parse(repair(text)) as unknown;
    } catch {
      // the next repair, or undefined
    }
  }
  return undefined;
}
const asIs = (text: string): string => text;
/** Comment wrappers, a final semicolon, trailing commas and raw line breaks: what templates commonly leave behind. */
const withoutWrappers = (text: string): string =>
  text
    .trim()
    .replace(/^(?:\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[|<!--)/, '')
    .replace(/(?:\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>|-->)$/, '')
    .trim()
    .replace(/;$/, '')
    .replace(/[\u0000-\u001f]+/g, ' ')
    .replace(/,\s?([}\]])/g, '$1');

/** Turns the blocks into entities. Depth and number are bounded; references by @id are noted, not followed. */
export function readJsonLd(blocks: readonly JsonBlock[], sink: EntitySink): void {
  for (const block of blocks) visit(block.value, block.path, null, '', 0, sink);
}

function visit(value: unknown, path: string, parent: OpenEntity | null, via: string, depth: number, sink: EntitySink): void {
  if (depth > CAPTURE_JSON_DEPTH || sink.isFull()) {
    sink.cut = true;
    return;
  }
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && i < (via === '' ? 200 : CAPTURE_JSON_ITEMS); i++) visit(value[i], `${path}[${i}]`, parent, via, depth + 1, sink);
    return;
  }
  if (!isObject(value)) {
    if (parent && via) sink.prop(parent, via, value, path);
    return;
  }
  for (const list of ['@list', '@set']) if (parent && via && list in value) return visit(value[list], `${path}.${list}`, parent, via, depth + 1, sink);
  if (parent && via && '@value' in value) return sink.prop(parent, via, value['@value'], path);
  const id = typeof value['@id'] === 'string' ? value['@id'] : undefined;
  const keys = Object.keys(value);
  if (parent && via && id !== undefined && keys.length === 1) return sink.ref(parent, via, id);
  const graph = value['@graph'];
  const isContainer = graph !== undefined && value['@type'] === undefined;
  const entity = isContainer ? parent : sink.open('jsonld', typesOf(value), { parent, via, iri: id });
  if (graph !== undefined) visit(graph, `${path}.@graph`, null, '', depth + 1, sink);
  if (!entity || isContainer) return;
  for (const key of keys.slice(0, 120)) {
    if (key.startsWith('@') || UNSAFE_KEY.test(key)) continue;
    visit(value[key], `${path}.${key}`, entity, key, depth + 1, sink);
  }
}

function typesOf(value: Record<string, unknown>): string[] {
  const type = value['@type'];
  return (Array.isArray(type) ? type : [type]).filter((t): t is string => typeof t === 'string');
}
