/**
 * Sitemaps of webscraper.io (the JSON its "Export sitemap" gives): a tree of selectors under `_root`. Wrappers with
 * `multiple` become list recipes, single values on a page become single recipes, links with children lead to pages of
 * their own. Format: webscraper.io/documentation, "Selectors" and "Sitemap".
 */
import { LIST_COLUMNS } from '../../core/limits.ts';
import type { Recipe } from '../../contracts/recipe.ts';
import { leadOf, type Imported } from './words.ts';
import { addressOf, pagesOf } from './webscraper-addresses.ts';
import { Columns, recordSelector } from './webscraper-columns.ts';
import { sitemapSchema, type Selector } from './webscraper-format.ts';
import { listRecipe, singleRecipe, type Draft } from './webscraper-recipes.ts';

const WRAPPERS = new Set(['SelectorElement', 'SelectorElementScroll', 'SelectorElementClick']);
const PAGERS = new Set(['SelectorPagination']);
const LINKS = new Set(['SelectorLink', 'SelectorPopupLink']);
/** Pages of one sitemap that are followed down. */
const PAGES = 12;

/** Null when it is no sitemap. @param value parsed JSON of anybody */
export function importSitemap(value: unknown): Imported | null {
  const parsed = sitemapSchema.safeParse(value);
  if (!parsed.success) return null;
  const { _id: name, startUrl, selectors } = parsed.data;
  const warnings: string[] = [];
  const address = addressOf(startUrl, warnings);
  if (!address) return { recipes: [], warnings, skipped: [{ name, why: 'its start address cannot be used as a pattern' }] };
  const isPager = (s: Selector): boolean => PAGERS.has(s.type) || (LINKS.has(s.type) && s.parentSelectors.includes(s.id));
  const children = (id: string): Selector[] => selectors.filter((s) => s.id !== id && s.parentSelectors.includes(id));
  const drafts: Draft[] = [];
  const seen = new Set<string>();
  const pages = [{ id: '_root', match: address.patterns, isStart: true, label: name }];
  for (const page of pages) {
    const direct = children(page.id);
    const pagers = direct.filter(isPager);
    // What stands under the pager stands on every page.
    const here = [...new Set([...direct, ...pagers.flatMap((pager) => children(pager.id))])].filter((s) => !isPager(s));
    const next = page.isStart ? (pagerOf(pagers[0]) ?? address.next) : pagerOf(pagers[0]);
    const base = { name: page.label, match: page.match, next };
    for (const selector of here) {
      if (WRAPPERS.has(selector.type)) drafts.push(...wrapperDraft(selector, base, children, warnings));
      else if (selector.type === 'SelectorTable') drafts.push(...tableDraft(selector, base, warnings));
      else if (selector.multiple && selector.type !== 'SelectorGrouped') drafts.push(...leafDraft(selector, base, children, warnings));
    }
    const singles = here.filter((s) => !WRAPPERS.has(s.type) && s.type !== 'SelectorTable' && (!s.multiple || s.type === 'SelectorGrouped'));
    const fields = new Columns(warnings);
    for (const selector of singles) fields.add(selector, '', children);
    if (fields.list.length > 0) drafts.push({ ...base, kind: 'single', columns: fields.list });
    for (const link of reachable(here, children).filter((s) => LINKS.has(s.type) && children(s.id).length > 0)) {
      if (seen.has(link.id) || pages.length >= PAGES) continue;
      seen.add(link.id);
      pages.push({ id: link.id, match: pagesOf(address), isStart: false, label: `${name}, ${link.id}` });
      warnings.push(`The pages behind “${link.id}” are read on every address of the site that has the first of their places; make the address narrower.`);
    }
  }
  const lead = leadOf(selectors.map((s) => s.id));
  const recipes: Recipe[] = [];
  for (const draft of drafts.slice(0, 20)) {
    const recipe = draft.kind === 'list' ? listRecipe(draft, lead) : singleRecipe(draft, lead, warnings);
    if (recipe) recipes.push(recipe);
  }
  const skipped = recipes.length === 0 ? [{ name, why: 'no selector of it could be taken over' }] : [];
  return { recipes, warnings: [...new Set(warnings)].slice(0, 60), skipped };
}

type Base = Pick<Draft, 'name' | 'match' | 'next'>;
type Children = (id: string) => Selector[];

/** A link inside a record leads to a page of its own, too. */
function reachable(selectors: readonly Selector[], children: Children): Selector[] {
  return selectors.flatMap((s) => (WRAPPERS.has(s.type) ? [s, ...children(s.id)] : [s]));
}

function pagerOf(pager: Selector | undefined): Draft['next'] {
  if (!pager || pager.selector === '') return undefined;
  if (/clickMore/i.test(pager.paginationType ?? '')) return { by: 'more', selector: pager.selector };
  if (/click/i.test(pager.paginationType ?? '')) return { by: 'button', selector: pager.selector };
  return { by: 'link', selector: pager.selector };
}

function wrapperDraft(wrapper: Selector, base: Base, children: Children, warnings: string[]): Draft[] {
  const record = recordSelector(wrapper, warnings);
  if (record === null) return [];
  const columns = new Columns(warnings);
  for (const child of children(wrapper.id)) columns.add(child, '', children);
  if (columns.list.length === 0) columns.addSelf(wrapper.id);
  const click = wrapper.clickElementSelector;
  const next: Draft['next'] =
    wrapper.type === 'SelectorElementScroll' ? { by: 'scroll' }
    : wrapper.type === 'SelectorElementClick' && click ? { by: /clickOnce/i.test(wrapper.clickType ?? '') ? 'button' : 'more', selector: click }
    : base.next;
  return [{ ...base, kind: 'list', next, rows: { from: 'elements', record }, columns: columns.list.slice(0, LIST_COLUMNS), detail: columns.detail }];
}

/** The same places again and again without a wrapper: each is a record of one value. */
function leafDraft(leaf: Selector, base: Base, children: Children, warnings: string[]): Draft[] {
  const record = recordSelector(leaf, warnings);
  const columns = new Columns(warnings);
  columns.add({ ...leaf, selector: '_parent_', multiple: false }, '', children);
  return record === null || columns.list.length === 0 ? [] : [{ ...base, kind: 'list', rows: { from: 'elements', record }, columns: columns.list, detail: columns.detail }];
}

function tableDraft(table: Selector, base: Base, warnings: string[]): Draft[] {
  const container = recordSelector(table, warnings);
  if (table.verticalTable || container === null) {
    if (table.verticalTable) warnings.push(`“${table.id}”: a table that is read downwards was left out.`);
    return [];
  }
  const columns = new Columns(warnings);
  (table.columns ?? []).forEach((column, i) => {
    if (column.extract) columns.addCell(column.name || column.header || `Column ${i + 1}`, `:scope > :nth-child(${i + 1})`);
  });
  const record = table.tableDataRowSelector || 'tbody tr';
  return columns.list.length === 0 ? [] : [{ ...base, kind: 'list', rows: { from: 'elements', container, record }, columns: columns.list.slice(0, LIST_COLUMNS), detail: undefined }];
}
