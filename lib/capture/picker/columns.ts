import { LIST_CELL_CHARS, PICKER_COLUMNS } from '../../core/limits.ts';
import { absolute } from '../reader/scopes.ts';
import { clean, textOf } from '../reader/text.ts';
import { wordsOf } from './parts.ts';
import { relativeSelector } from './selector.ts';
import { selectAll } from '../reader/shadow.ts';
import { hasOwnText, holds, leavesOf, parentOf } from './tree.ts';
import { isUtilityWord } from './words.ts';

/** A place inside a record, or of the page, and what is read there. */
export interface PickedPlace {
  readonly selector: string;
  /** `text`, or the name of an attribute. */
  readonly read: string;
}
/** One record: an element, or a run of siblings where a record has none of its own. */
export type Run = readonly Element[];

/** Records whose leaves are looked at for columns. */
const SAMPLE = 20;
const LEAVES = 40;

/** What a place of a run says; empty when it is not there. The same words that the recipe will give. */
export function valueOf(run: Run, { selector, read }: PickedPlace): string {
  for (const element of findIn(run, selector)) {
    const value = readOf(element, read);
    if (value !== '') return value;
  }
  return '';
}

/** Text, or an attribute with addresses made whole. */
export function readOf(element: Element, read: string): string {
  if (read === 'text') return clean(textOf(element, LIST_CELL_CHARS), LIST_CELL_CHARS);
  const value = element.getAttribute(read);
  return clean(read === 'href' || read === 'src' ? absolute(element, value) : (value ?? ''), LIST_CELL_CHARS);
}

/** Elements of a place in a run: of further siblings the element itself may be meant. */
export function findIn(run: Run, selector: string): Element[] {
  const [head] = run;
  if (!head) return [];
  if (run.length === 1 || selector.includes(':scope')) return selectAll(head, selector, 5);
  return run.flatMap((element) => [...(matches(element, selector) ? [element] : []), ...selectAll(element, selector, 5)]);
}

function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** Where an element stands in its run, as a selector that finds it first. */
export function placeIn(run: Run, element: Element, others: readonly Run[]): string | null {
  const [head] = run;
  if (!head) return null;
  if (run.length === 1) return relativeSelector(head, element, others.flatMap((other) => other[0] ?? []));
  const at = run.findIndex((sibling) => holds(sibling, element));
  const sibling = run[at];
  if (!sibling) return null;
  if (at === 0 && element === head) return ':scope';
  // Siblings of a run are told apart by their words, else counted from its head.
  const inner = sibling === element ? '' : (relativeSelector(sibling, element, []) ?? '');
  const counted = run.slice(0, at + 1).map((one) => one.localName).join(' + ');
  const tries = [inner, ...(inner === '' ? wordsOf(element).map((word) => `${element.localName}.${word}`) : []), ...(inner === '' ? [element.localName, counted] : [`${counted} ${inner.replace(/^:scope/, '')}`])];
  return tries.find((css) => css.trim() !== '' && !css.includes(':scope') && findIn(run, css)[0] === element) ?? null;
}

/** What can be read of an element: its text, where it links to, its picture, and its attributes with words in them. */
export function readsOf(element: Element): string[] {
  const reads = element.localName === 'img' ? [] : ['text'];
  if (element.hasAttribute('href')) reads.push('href');
  if (element.hasAttribute('src')) reads.push('src');
  for (const { name, value } of Array.from(element.attributes).slice(0, 30)) {
    if (/^(?:class|id|style|href|src|srcset|sizes|target|rel|width|height|loading|decoding|role|tabindex|on\w+|xmlns\S*)$/.test(name) || !/^[a-z][a-z0-9-]{0,60}$/.test(name)) continue;
    if (value.trim() !== '' && value.length <= LIST_CELL_CHARS) reads.push(name);
  }
  return reads.slice(0, 12);
}

/** What has the attribute, around an element or in it, inside its record: the link of a text, the picture of a frame. */
export function nearestWith(read: 'href' | 'src', element: Element, limit: Element | null): Element | null {
  if (read === 'src') return element.localName === 'img' ? element : element.querySelector('img[src]');
  for (let at: Element | null = element; at; at = at === limit ? null : parentOf(at)) if (at.localName === 'a' && at.hasAttribute('href')) return at;
  return element.querySelector('a[href]');
}

export interface Suggestion extends PickedPlace {
  readonly name: string;
}

/** Columns that the records offer by themselves: places that most of them have and that do not say the same everywhere. */
export function suggestColumns(runs: readonly Run[]): Suggestion[] {
  const sample = runs.slice(0, SAMPLE);
  const found = new Map<string, Suggestion & { readonly order: number }>();
  for (const run of sample.slice(0, 6)) {
    for (const [order, leaf] of run.flatMap((element) => leavesOf(element, LEAVES)).slice(0, LEAVES).entries()) {
      const known = [...found.values()].find((column) => findIn(run, column.selector)[0] === leaf);
      const selector = known?.selector ?? placeIn(run, leaf, sample);
      if (selector === null || selector.length > 300) continue;
      for (const read of leaf.localName === 'img' ? ['src'] : [...(hasOwnText(leaf) ? ['text'] : []), ...(leaf.hasAttribute('href') ? ['href'] : [])]) {
        const key = `${selector} ${read}`;
        if (!found.has(key)) found.set(key, { selector, read, name: nameOf(leaf, run, read), order });
      }
    }
  }
  const columns = [...found.values()].map((column) => ({ column, values: sample.map((run) => valueOf(run, column)) }));
  const telling = columns.filter(({ values }) => isTelling(values));
  const distinct = telling.filter(({ values }, i) => telling.findIndex((other) => other.values.join('\n') === values.join('\n')) === i);
  return distinct
    .sort((a, b) => a.column.order - b.column.order)
    .slice(0, PICKER_COLUMNS)
    .map(({ column: { order: _order, ...column } }) => column);
}

/** Half of the records have it, and it is not one word on all of them. */
function isTelling(values: readonly string[]): boolean {
  const said = values.filter((value) => value !== '');
  return said.length >= Math.max(1, values.length * 0.5) && (values.length < 3 || new Set(said).size > 1);
}

/** What the page calls a place: a machine's word, the head of its table column, or the word of its author. */
export function nameOf(element: Element, run: Run, read: string): string {
  const suffix = read === 'href' ? ' link' : '';
  // The record's own words name the record, not its parts.
  for (let at: Element | null = element; at && (at === element || !run.includes(at)); at = parentOf(at)) {
    const word = at.getAttribute('itemprop') ?? at.getAttribute('data-field') ?? at.getAttribute('data-label') ?? at.getAttribute('data-title') ?? headOf(at) ?? wordsOf(at).find((w) => !isUtilityWord(w));
    if (word && word.trim() !== '' && word.length <= 60) return `${spoken(word)}${suffix}`;
  }
  if (element.localName === 'img') return 'Picture';
  return read === 'href' ? 'Link' : isInHeading(element, run) ? 'Heading' : 'Text';
}

function isInHeading(element: Element, run: Run): boolean {
  for (let at: Element | null = element; at; at = run.includes(at) ? null : parentOf(at)) if (/^h[1-6]$/.test(at.localName)) return true;
  return false;
}

/** The head of the table column that a cell stands in. */
function headOf(cell: Element): string | null {
  if (cell.localName !== 'td') return null;
  const index = Array.from(cell.parentElement?.children ?? []).indexOf(cell);
  const rows = cell.closest('table')?.querySelectorAll('tr') ?? [];
  const head = Array.from(rows).slice(0, 3).find((row) => row.children.length > index && Array.from(row.children).every((c) => c.localName === 'th'));
  const text = head?.children[index] ? textOf(head.children[index], 60) : '';
  return text === '' ? null : text;
}

/** `member-name` and `member__jobTitle` as a person says them: `Member name`, `Job title`. */
function spoken(word: string): string {
  const last = word.split('__').at(-1) ?? word;
  const words = last.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ').trim().toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
