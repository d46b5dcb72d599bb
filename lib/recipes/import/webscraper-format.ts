/** The parts of a webscraper.io sitemap that are read; the rest is looked over. */
import { z } from 'zod';

const text = z.string().max(2_000);
export const selectorSchema = z.object({
  id: z.string().min(1).max(200),
  type: z.string().max(60),
  selector: text.default(''),
  parentSelectors: z.array(z.string().max(200)).max(50).default(['_root']),
  multiple: z.boolean().optional(),
  regex: text.optional(),
  extractAttribute: z.string().max(60).optional(),
  clickElementSelector: text.optional(),
  clickType: z.string().max(40).optional(),
  paginationType: z.string().max(40).optional(),
  tableDataRowSelector: text.optional(),
  verticalTable: z.boolean().optional(),
  columns: z.array(z.object({ header: z.string().max(200).default(''), name: z.string().max(200).default(''), extract: z.boolean().default(true) })).max(100).optional(),
});
export type Selector = z.infer<typeof selectorSchema>;
export const sitemapSchema = z.object({
  _id: z.string().max(200).default('sitemap'),
  startUrl: z.union([text.transform((url) => [url]), z.array(text).max(200)]),
  selectors: z.array(selectorSchema).max(300),
});
