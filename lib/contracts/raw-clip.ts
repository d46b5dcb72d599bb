/**
 * What the injected part of clipping hands back, and what the reader of articles makes of it. Both come from a page that
 * nobody trusts: everything is bounded here again. The injected part itself imports only the types of this file.
 */
import { z } from 'zod';
import { CAPTURE_SELECTION_CHARS, CLIP_HTML_CHARS, CLIP_LINE_CHARS, CLIP_MARKDOWN_CHARS, CLIP_URL_CHARS, LINK_TEXT_CHARS, SELECTED_LINKS } from '../core/limits.ts';

const line = z.string().max(CLIP_LINE_CHARS);

/** The main document as inert HTML: no scripts, styles, form values or hidden parts. */
export const rawPageSchema = z.strictObject({
  format: z.literal(1),
  url: z.string().max(CLIP_URL_CHARS),
  title: line,
  contentType: z.string().max(100),
  html: z.string().max(CLIP_HTML_CHARS),
  /** A limit was reached: what is here is true but not all. */
  truncated: z.boolean(),
  elements: z.int().min(0),
});
export type RawPage = z.infer<typeof rawPageSchema>;

/** A page as text. Empty words mean that the page does not say. */
export const clipTextSchema = z.strictObject({
  title: line,
  byline: line,
  site: line,
  published: line,
  markdown: z.string().max(CLIP_MARKDOWN_CHARS),
  words: z.int().min(0),
  truncated: z.boolean(),
});
export type ClipText = z.infer<typeof clipTextSchema>;

/** The message to the page that parses; nothing else is understood there. */
export const clipRequestSchema = z.strictObject({ type: z.literal('clip.parse'), page: rawPageSchema });
export type ClipRequest = z.infer<typeof clipRequestSchema>;
export const clipAnswerSchema = z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), text: clipTextSchema }), z.strictObject({ ok: z.literal(false) })]);
export type ClipAnswer = z.infer<typeof clipAnswerSchema>;

/** Text and links of what a person has selected. */
export const rawSelectionSchema = z.strictObject({
  format: z.literal(1),
  /** The selected text with its lines. */
  text: z.string().max(CAPTURE_SELECTION_CHARS),
  links: z
    .array(
      z.strictObject({
        text: z.string().max(LINK_TEXT_CHARS),
        href: z.string().min(1).max(CLIP_URL_CHARS),
        /** Number of the block (row, item, paragraph) it stands in. */
        block: z.int().min(0),
      }),
    )
    .max(SELECTED_LINKS),
  truncated: z.boolean(),
});
export type RawSelection = z.infer<typeof rawSelectionSchema>;
export type SelectedLink = RawSelection['links'][number];
