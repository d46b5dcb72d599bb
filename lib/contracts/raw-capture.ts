/**
 * What the injected reader hands back. It comes from a page that nobody trusts, so every string and array is bounded
 * here again, whatever the reader promised. The reader itself imports only the types of this file.
 */
import { z } from 'zod';
import {
  CAPTURE_CANDIDATES, CAPTURE_ENTITIES, CAPTURE_ENTITY_PROPS, CAPTURE_EVIDENCE_CHARS, CAPTURE_METAS, CAPTURE_VALUE_CHARS, RECIPE_SOURCES,
} from '../core/limits.ts';

const short = z.string().max(120);
const value = z.string().min(1).max(CAPTURE_VALUE_CHARS);
const selector = z.string().max(1_000);
const evidenceText = z.string().max(CAPTURE_EVIDENCE_CHARS);
const place = { selector: selector.optional(), text: evidenceText.optional() };

/** A thing that structured data describes. Children (an address, an employer) point to their parent. */
export const rawEntitySchema = z.strictObject({
  id: z.int().min(0),
  method: z.enum(['jsonld', 'microdata', 'rdfa', 'hcard']),
  types: z.array(short).max(8),
  parent: z.int().min(0).optional(),
  /** Property of the parent that led here, such as `worksFor`. */
  via: short.optional(),
  /** The thing's own identifier, and what it points to by identifier: graphs may be cyclic. */
  iri: z.string().max(500).optional(),
  refs: z.array(z.strictObject({ name: short, iri: z.string().max(500) })).max(20),
  /** The page part it stands in; JSON-LD stands nowhere. */
  zone: z.enum(['main', 'header', 'nav', 'aside', 'footer']),
  props: z.array(z.strictObject({ name: short, value, path: z.string().max(CAPTURE_EVIDENCE_CHARS), ...place })).max(CAPTURE_ENTITY_PROPS),
});
export type RawEntity = z.infer<typeof rawEntitySchema>;

export const ZONES = ['main', 'header', 'nav', 'aside', 'footer'] as const;
/** Part of the page: main content or site chrome. */
export type Zone = (typeof ZONES)[number];

/** One thing that the text and the links of the page say. */
export const rawFindSchema = z.strictObject({
  what: z.enum(['email', 'phone', 'link', 'address', 'heading', 'subline', 'pair', 'hint', 'logo', 'picture', 'copyright', 'line']),
  value,
  /** How it was found: `mailto`, `tel`, `text`, `obfuscated`, `cloudflare`; for pairs and hints the kind of label. */
  how: short,
  /** Words before it that say what it is ("Fax"), and after it. */
  label: short.optional(),
  after: short.optional(),
  /** Text of a link. */
  caption: short.optional(),
  zone: z.enum(ZONES),
  /** Not shown when the page was read. */
  hidden: z.literal(true).optional(),
  /** Heading level 1 to 6. */
  level: z.int().min(1).max(6).optional(),
  /** Reading order. */
  order: z.int().min(0),
  ...place,
});
export type RawFind = z.infer<typeof rawFindSchema>;

export const rawCaptureSchema = z.strictObject({
  format: z.literal(1),
  title: z.string().max(500),
  /** MIME type of the document: the viewer of a PDF is a document too, with nothing to read in it. */
  contentType: z.string().max(100).default(''),
  lang: z.string().max(40),
  canonical: z.string().max(CAPTURE_VALUE_CHARS).optional(),
  metas: z.array(z.strictObject({ name: short, content: value })).max(CAPTURE_METAS),
  entities: z.array(rawEntitySchema).max(CAPTURE_ENTITIES),
  finds: z.array(rawFindSchema).max(CAPTURE_CANDIDATES),
  /** What each source of each field of the recipe gave, before its transforms. */
  recipe: z
    .strictObject({
      id: z.string().max(120),
      /** False when a guard was not on the page: the recipe says nothing then. */
      applies: z.boolean(),
      values: z
        .array(z.strictObject({ field: short, source: z.int().min(0).max(RECIPE_SOURCES), value, path: evidenceText.optional(), ...place }))
        .max(CAPTURE_CANDIDATES),
    })
    .optional(),
  /** A limit was reached: what is here is true but may not be all. */
  truncated: z.boolean(),
  /** JSON-LD blocks that could not be read. */
  brokenBlocks: z.int().min(0),
  elements: z.int().min(0),
  tookMs: z.number().min(0),
});
export type RawCapture = z.infer<typeof rawCaptureSchema>;
