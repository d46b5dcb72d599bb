import { RECIPE_SAMPLES } from '../../core/limits.ts';
import type { RawRepairs } from '../../contracts/raw-repair.ts';
import { select } from './recipe-page.ts';
import { absolute } from './scopes.ts';
import { namesOf, stableClasses, stableSelector } from './stable-selector.ts';
import { clean, isSkipped, textOf } from './text.ts';

/** A field or column whose old place gives nothing any more. */
export interface LostField {
  readonly key: string;
  readonly type: string;
  /** Words by which pages label such a value, in small letters. */
  readonly words: readonly string[];
  readonly old: readonly { readonly selector: string; readonly read: string }[];
  /** Values of the last good reading. */
  readonly samples: readonly string[];
}
export interface RepairRequest {
  readonly fields: readonly LostField[];
  /** Where the records of a list stand; absent for single pages. */
  readonly rows?: { readonly container?: string | undefined; readonly record: string } | undefined;
}

/** Elements looked at on one page, and records of a list. */
const ELEMENTS = 20_000;
const RECORDS = 30;
const TEXT = 300;
/** Points below which a place is no proposal. */
const LIKELY = 34;

interface Spot {
  readonly element: Element;
  readonly read: string;
  readonly value: string;
  readonly root: Element;
}
type RawPlace = RawRepairs['places'][number];

/**
 * Looks for the places that lost fields may have moved to: by the values of the last good reading, by the words that the
 * old selector was made of, by the label in front, and by the kind of value. One proposal for a field at most.
 */
export function findRepairs(doc: Document, { fields, rows }: RepairRequest): RawRepairs {
  const roots = rootsOf(doc, rows);
  const spots = spotsIn(roots);
  const places = fields.slice(0, 20).flatMap((field) => repairOf(field, spots, roots, rows !== undefined) ?? []);
  return { format: 1, places };
}

function rootsOf(doc: Document, rows: RepairRequest['rows']): Element[] {
  const body = doc.body ?? doc.documentElement;
  if (!rows) return [body];
  const around = rows.container === undefined ? [body] : select(doc, rows.container, 50);
  return around.flatMap((element) => select([element], rows.record, RECORDS)).slice(0, RECORDS);
}

/** Every place that holds one short text of its own, an address or a picture. */
function spotsIn(roots: readonly Element[]): Spot[] {
  const spots: Spot[] = [];
  let seen = 0;
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (seen++ > ELEMENTS) return spots;
      if (isSkipped(element.localName) || element.closest('nav,script,style,svg')) continue;
      const text = hasOwnText(element) ? clean(textOf(element, TEXT + 1), TEXT + 1) : '';
      if (text !== '' && text.length <= TEXT) spots.push({ element, read: 'text', value: text, root });
      if (element.localName === 'a' && element.hasAttribute('href')) spots.push({ element, read: 'href', value: clean(absolute(element, element.getAttribute('href')), 400), root });
      if (element.localName === 'img') spots.push({ element, read: 'src', value: clean(absolute(element, element.getAttribute('src')), 400), root });
    }
  }
  return spots;
}

function hasOwnText(element: Element): boolean {
  for (let node = element.firstChild; node; node = node.nextSibling) if (node.nodeType === 3 && /\S/.test((node as Text).data)) return true;
  return false;
}

interface Judged {
  readonly spot: Spot;
  readonly points: number;
  readonly reasons: readonly string[];
}

function repairOf(field: LostField, spots: readonly Spot[], roots: readonly Element[], isList: boolean): RawPlace | null {
  const wanted = tokensOf(field.old.map(({ selector }) => selector).join(' '));
  const best = spots.map((spot) => judge(field, spot, wanted)).filter((one) => one.points >= LIKELY).sort((a, b) => b.points - a.points);
  for (const { spot, reasons } of best.slice(0, 12)) {
    const made = stableSelector(spot.root, spot.element);
    if (!made || made.selector.length > 500 || field.old.some(({ selector, read }) => selector === made.selector && read === spot.read)) continue;
    const values = valuesAt(roots, made.selector, spot.read);
    // In a list the place must be there in most records, or it is one record's alone.
    if (isList && values.length < Math.min(roots.length, RECORDS) / 2) continue;
    const first = field.old[0];
    return {
      key: field.key, selector: made.selector, read: spot.read,
      values: values.slice(0, RECIPE_SAMPLES),
      oldValues: first ? valuesAt(roots, first.selector, first.read).slice(0, RECIPE_SAMPLES) : [],
      reasons: [...reasons, ...(made.isPosition ? ['known by its position only'] : [])].slice(0, 6),
    };
  }
  return null;
}

function judge(field: LostField, spot: Spot, wanted: ReadonlySet<string>): Judged {
  const { element, read, value } = spot;
  if (value === '' || !fitsType(field.type, read, value)) return { spot, points: 0, reasons: [] };
  const parts: [points: number, reason: string][] = [];
  if (field.samples.some((sample) => folded(sample) === folded(value))) parts.push([50, 'holds the value of the last good reading']);
  const own = overlap(wanted, tokensOf(namesOf(element).join(' ')));
  const near = Math.max(0, ...[element.parentElement, element.parentElement?.parentElement].map((around) => (around ? overlap(wanted, tokensOf([...namesOf(around), ...stableClasses(around)].join(' '))) : 0)));
  if (own + near > 0) parts.push([Math.round(34 * own + 12 * near), 'is called like the old place']);
  if (hasLabel(element, field.words)) parts.push([26, 'stands behind the label']);
  if (field.type !== 'text') parts.push([20, 'is the same kind of value']);
  else if (field.old.some(({ selector }) => selector.trim().split(/[\s>+~]+/).at(-1)?.match(/^[a-z][a-z0-9]*/)?.[0] === element.localName)) parts.push([8, 'is the same kind of element']);
  const told = parts.sort((a, b) => b[0] - a[0]);
  return { spot, points: told.reduce((sum, [points]) => sum + points, 0), reasons: told.map(([, reason]) => reason) };
}

function fitsType(type: string, read: string, value: string): boolean {
  switch (type) {
    case 'email':
      return read === 'href' ? /^mailto:/i.test(value) : /^\S+@\S+\.\S{2,}$/.test(value);
    case 'phone':
      return read === 'href' ? /^tel:/i.test(value) : read === 'text' && /^[+\d(][\d\s()./-]{6,24}$/.test(value);
    case 'url':
    case 'domain':
      return read === 'href' && /^https?:/i.test(value);
    case 'image':
      return read === 'src' && /^https?:/i.test(value);
    case 'number':
    case 'price':
    case 'date':
      return read === 'text' && /\d/.test(value) && value.length <= 60;
    default:
      return read === 'text';
  }
}

/** Words of a selector, of ids, classes and attribute values: `.job-title [itemprop="jobTitle"]` speaks of job and title. */
function tokensOf(text: string): Set<string> {
  const words = text.replace(/:[a-z-]+(?:\([^)]*\))?/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().match(/[a-z]{3,}/g) ?? [];
  return new Set(words.filter((word) => !/^(?:div|span|section|main|body|itemprop|class|href|data|testid|https|http|mailto|role|the)$/.test(word)));
}

function overlap(wanted: ReadonlySet<string>, own: ReadonlySet<string>): number {
  if (wanted.size === 0 || own.size === 0) return 0;
  let shared = 0;
  for (const word of own) if (wanted.has(word)) shared++;
  return shared / Math.min(wanted.size, own.size, 4) > 1 ? 1 : shared / Math.min(wanted.size, own.size, 4);
}

/** A `dt`, a table head, a `label` or a short element before it names what it is. */
function hasLabel(element: Element, words: readonly string[]): boolean {
  const said = [element.getAttribute('aria-label') ?? '', element.getAttribute('title') ?? ''];
  for (let at: Element | null = element, depth = 0; at && depth < 2; at = at.parentElement, depth++) {
    const before = at.previousElementSibling;
    if (before) said.push(clean(textOf(before, 60), 60));
  }
  return said.some((text) => text !== '' && text.length <= 40 && words.some((word) => text.toLowerCase().includes(word)));
}

function valuesAt(roots: readonly Element[], selector: string, read: string): string[] {
  return roots.flatMap((root) => {
    const element = select([root], selector, 1)[0];
    const value = !element ? '' : read === 'text' ? textOf(element, 400) : read === 'href' || read === 'src' ? absolute(element, element.getAttribute(read)) : (element.getAttribute(read) ?? '');
    const cleaned = clean(value, 400);
    return cleaned === '' ? [] : [cleaned];
  });
}

const folded = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').replace(/^(?:mailto|tel):/, '').trim();
