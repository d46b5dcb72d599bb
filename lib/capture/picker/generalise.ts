import { LIST_ROWS } from '../../core/limits.ts';
import { sharedParts, tagOf, wordsOf } from './parts.ts';
import { isUtilityWord } from './words.ts';
import { selectAll } from '../reader/shadow.ts';
import { chainOf, childrenOf, hasOwnText, holds, leavesOf } from './tree.ts';

/** A list as two examples mean it. */
export interface ListShape {
  readonly container: Element;
  /** Finds every record inside the container; `:scope` is the container. */
  readonly record: string;
  readonly count: number;
  /** Records have no element of their own: each goes on over the following siblings up to the next one. */
  readonly span: boolean;
}

/** Levels between the common ancestor and the example that are looked at. */
const LEVELS = 12;

/**
 * Lists that two examples can mean, the likeliest first; none when one holds the other. The records are the children of
 * the lowest common ancestor that hold an example and their like. Where each of those holds several things like the
 * example (groups under headings), the things come first. Examples at different depths go by the words they share.
 */
export function listsOfTwo(first: Element, second: Element): ListShape[] {
  const [a, b] = level(first, second);
  if (!a || !b || a === b || a.contains(b) || b.contains(a)) return [];
  const upA = pathUp(a, b);
  const upB = pathUp(b, a);
  const container = upA.at(-1)?.parentElement ?? null;
  if (!container) return []; // two tops of a shadow root have no element around them
  const downA = upA.toReversed();
  const downB = upB.toReversed();
  const shapes: ListShape[] = [];
  let path = ':scope';
  for (let i = 0; i < Math.min(downA.length, downB.length, LEVELS); i++) {
    const [x, y] = [downA[i], downB[i]];
    if (!x || !y || x.localName !== y.localName) break;
    path += ` > ${stepOf(x, y, container, path)}`;
    const shape = shapeOf(container, path, x);
    if (shape && shape.count > (shapes.at(-1)?.count ?? 1)) shapes.push(shape);
  }
  const likeliest = shapes.findIndex((shape, i) => i > 0 && isRich(selectAll(container, shape.record, 1)[0]) && isGrouped(shapes[0], shape));
  const periodic = periodicShape(container, downA[0], downB[0]);
  if (periodic) return [periodic, ...shapes];
  const ordered = likeliest > 0 ? [...shapes.slice(likeliest), ...shapes.slice(0, likeliest)] : shapes;
  return ordered.length > 0 ? ordered : byWords(container, downA, downB);
}

/** Lists that one example can belong to, the likeliest first: what repeats around it. */
export function listsOfOne(example: Element): ListShape[] {
  const found: (ListShape & { readonly rank: number })[] = [];
  for (const [distance, at] of chainOf(example).slice(0, LEVELS).entries()) {
    const container = at.parentElement;
    if (!container || at.localName === 'body' || container.localName === 'html') break;
    const twin = twinOf(at);
    if (!twin) continue;
    const [shape] = listsOfTwo(at, twin);
    if (!shape || shape.count < 2) continue;
    const rich = isRich(at);
    found.push({ ...shape, rank: (rich ? 100 : 0) + Math.min(shape.count, 30) - distance * 4 - (shape.count === 2 ? 40 : 0) });
    const [wider] = widened(shape, at);
    if (wider) found.push({ ...wider, rank: (rich ? 99 : 0) + Math.min(shape.count, 30) - distance * 4 - 2 });
  }
  return found.sort((a, b) => b.rank - a.rank).map(({ rank: _rank, ...shape }) => shape);
}

/** How many things of the page are like this one: the same tag and the same words, in the same place of their parents. */
export function countAlike(element: Element): number {
  const root = element.getRootNode() as Document | ShadowRoot;
  const word = sharedParts(element, element).find((part) => part.cost <= 34)?.css;
  if (word !== undefined) return selectAll(root, word).length;
  const around = element.parentElement;
  const outer = around ? sharedParts(around, around).find((part) => part.cost <= 60)?.css : undefined;
  return selectAll(root, outer === undefined ? tagOf(element) : `${outer} > ${tagOf(element)}`).length;
}

/** Lifts both to one tree: a record may be a component whose example stands in its shadow root. */
function level(a: Element, b: Element): [Element | null, Element | null] {
  const rootsOfA = new Map(chainOf(a).map((at) => [at.getRootNode(), at] as const).toReversed());
  // The innermost element of A's chain in each tree; the first tree of B's chain that A shares is the common one.
  for (const at of chainOf(b)) {
    const shared = rootsOfA.get(at.getRootNode());
    if (shared) return [shared, at];
  }
  return [null, null];
}

/** From the element up to the child of the common ancestor. */
function pathUp(from: Element, other: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = from; at && !at.contains(other); at = at.parentElement) path.push(at);
  return path;
}

/** What the two share at one level: the tag, with a word of the author where both have it, or one that keeps strangers out. */
function stepOf(x: Element, y: Element, container: Element, path: string): string {
  const tag = tagOf(x);
  const said = sharedParts(x, y).filter((part) => /[.[]/.test(part.css));
  const named = said.find((part) => part.cost <= 34 && part.css !== tag);
  const step = named ? (/^[.[]/.test(named.css) ? `${tag}${named.css}` : named.css) : tag;
  if (x.localName !== 'tr') return step;
  const rows = selectAll(container, `${path} > ${step}`);
  // The head of a table without a thead is a row too.
  return rows.some((row) => !hasCell(row)) && hasCell(x) && hasCell(y) ? `${step}:has(> td)` : step;
}
const hasCell = (row: Element): boolean => childrenOf(row).some((cell) => cell.localName === 'td');

function shapeOf(container: Element, record: string, example: Element): ListShape | null {
  const records = selectAll(container, record, LIST_ROWS);
  if (records.length < 2) return null;
  return { container, record, count: records.length, span: isHead(records, example) };
}

/** Siblings after which a record begins anew, at most. */
const PERIODS = [2, 3, 4];

/**
 * Records that go on over a fixed number of siblings of one tag, such as two rows of a table: every second (third, fourth)
 * sibling is built alike, and its neighbours are built in another way.
 */
function periodicShape(container: Element, x: Element | undefined, y: Element | undefined): ListShape | null {
  if (!x || !y || x.localName !== y.localName) return null;
  const siblings = Array.from(container.children).filter((other) => other.localName === x.localName);
  const from = siblings.indexOf(x);
  for (const period of PERIODS) {
    if (siblings.length < period * 3 || (siblings.indexOf(y) - from) % period !== 0) continue;
    const first = from % period;
    const builds = siblings.slice(first, first + period * 12).map(buildOf);
    const compare = (step: number): number => average(builds.flatMap((build, i) => (i % period === 0 && builds[i + step] ? [likeness(build, builds[i + step] ?? build)] : [])));
    if (compare(period) < 0.7 || compare(1) > 0.5) continue;
    const record = `:scope > ${tagOf(x)}:nth-of-type(${period}n+${first + 1})`;
    const count = selectAll(container, record).length;
    if (count >= 3) return { container, record, count, span: true };
  }
  return null;
}

const average = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

/** A bare line followed by others that belong to it: `h3 p p h3 p p`, `dt dd dt dd`. */
function isHead(records: readonly Element[], example: Element): boolean {
  if (isRich(example) || example.localName === 'tr') return false;
  const known = new Set(records);
  const between = records.slice(0, 20).filter((record) => record.nextElementSibling !== null && !known.has(record.nextElementSibling) && /\S/.test(record.nextElementSibling.textContent ?? ''));
  return between.length >= Math.min(records.length, 20) * 0.9;
}

/** True when there is more than one thing to read: several texts, or a text and a picture. */
export function isRich(element: Element | undefined): boolean {
  if (!element) return false;
  const leaves = leavesOf(element, 12).filter((leaf) => leaf.localName === 'img' || hasOwnText(leaf));
  return leaves.filter((leaf) => !leaves.some((other) => other !== leaf && holds(other, leaf))).length >= 2;
}

/**
 * True when the records of the outer list are groups of the inner ones: they hold several, and those of one group are
 * built alike. Parts of one record (its cells, its boxes) are several too, but each is built in its own way.
 */
function isGrouped(outer: ListShape | undefined, inner: ListShape): boolean {
  if (!outer || inner.count < outer.count * 2) return false;
  const things = selectAll(outer.container, inner.record, 400);
  const pairs: number[] = [];
  for (const group of selectAll(outer.container, outer.record, 6)) {
    const own = things.filter((thing) => group.contains(thing)).slice(0, 6).map(buildOf);
    for (const [i, build] of own.entries()) if (i > 0) pairs.push(likeness(own[i - 1] ?? new Set(), build));
  }
  return pairs.length > 0 && average(pairs) >= 0.6;
}

/** What an element is made of: the tags and words of what stands in it. */
const buildOf = (element: Element): ReadonlySet<string> => new Set([element, ...Array.from(element.querySelectorAll('*')).slice(0, 80)].map((at) => `${at.localName}.${wordsOf(at)[0] ?? ''}`));

/** Share of what two have in common, 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const one of a) if (b.has(one)) common++;
  return common / Math.max(1, a.size + b.size - common);
}

/** At different depths: the words of the pair of elements around the examples that share one, outermost first; else their tag. */
function byWords(container: Element, downA: readonly Element[], downB: readonly Element[]): ListShape[] {
  const shapes: ListShape[] = [];
  for (const wanted of ['word', 'tag'] as const) {
    for (const x of downA) {
      for (const y of downB) {
        if (x.localName !== y.localName) continue;
        const part = sharedParts(x, y).find(({ css, cost }) => (wanted === 'tag' ? css === tagOf(x) : /[.[]/.test(css) && cost <= 34 && !css.split('.').slice(1).some(isUtilityWord)));
        const shape = part ? shapeOf(container, part.css, x) : null;
        // Records do not lie in each other.
        if (shape && !selectAll(container, shape.record, 200).some((record) => selectAll(record, shape.record, 1).length > 0)) shapes.push({ ...shape, span: false });
      }
    }
    if (shapes.length > 0) break;
  }
  return shapes.filter((shape, i) => shapes.findIndex((other) => other.record === shape.record) === i).slice(0, 6);
}

/** The next sibling that is the same sort of thing. */
function twinOf(element: Element): Element | null {
  const siblings = Array.from(element.parentElement?.children ?? []).filter((other) => other !== element && other.localName === element.localName);
  const words = sharedParts(element, element).filter((part) => part.cost <= 34).map((part) => part.css);
  return siblings.find((other) => words.length === 0 || words.some((css) => other.matches(css))) ?? (words.length === 0 ? null : (siblings[0] ?? null));
}

/** The same list over all groups of its page: the container, or what stands closely around it, has siblings that hold the like. */
function widened(shape: ListShape, example: Element): ListShape[] {
  const inner = shape.record.replace(/^:scope > /, '');
  let group: Element = shape.container;
  for (let up = 0; up < 3 && group.parentElement && group.localName !== 'body'; up++, group = group.parentElement) {
    const at = group;
    const twins = Array.from(group.parentElement.children).filter((other) => other !== at && other.localName === at.localName);
    for (const twin of twins.slice(0, 20)) {
      const [other] = selectAll(twin, inner, 1);
      const wide = other && listsOfTwo(example, other).find((candidate) => candidate.count > shape.count);
      if (wide) return [wide];
    }
  }
  return [];
}
