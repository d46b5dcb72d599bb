/**
 * A page of a company's site on its way to the page that parses, and what comes back. Both are hostile: everything is
 * bounded here, whatever was promised.
 */
import { z } from 'zod';
import { CLIP_URL_CHARS } from '../core/limits.ts';
import { SITE_ASSET_CHARS, SITE_ASSETS, SITE_HTML_BYTES, SITE_LINKS } from '../core/own-source-limits.ts';
import { rawCaptureSchema } from './raw-capture.ts';

const url = z.string().min(1).max(CLIP_URL_CHARS);

export const siteRequestSchema = z.strictObject({ type: z.literal('site.parse'), page: z.strictObject({ url, html: z.string().max(SITE_HTML_BYTES) }) });
export type SiteRequest = z.infer<typeof siteRequestSchema>;

export const rawSitePageSchema = z.strictObject({
  capture: rawCaptureSchema,
  /** Links of the page, whole addresses. */
  links: z.array(z.strictObject({ url, text: z.string().max(120) })).max(SITE_LINKS),
  /** Addresses of scripts, styles, frames and pictures, and of what scripts in the page load. */
  assets: z.array(z.string().max(SITE_ASSET_CHARS)).max(SITE_ASSETS),
  generators: z.array(z.string().max(120)).max(5),
  /** Selectors of the table of technologies that are there. */
  marks: z.array(z.string().max(80)).max(100),
});
export type RawSitePage = z.infer<typeof rawSitePageSchema>;

export const siteAnswerSchema = z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), page: rawSitePageSchema }), z.strictObject({ ok: z.literal(false) })]);
export type SiteAnswer = z.infer<typeof siteAnswerSchema>;
