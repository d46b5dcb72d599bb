/** Pieces of a record that belong together: a label and what it names, the lines of an address. */
import { LIST_CELL_CHARS } from '../../../core/limits.ts';
import { cut } from '../text.ts';
import type { Leaf } from './leaf.ts';
import { typeOf } from './types.ts';

/** The line of an address that ends it: a town with its code, as written in much of the world. */
const TOWN = /\b[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|^(?:[A-Z]{1,3}[-\s])?\d{4,5}\s+\p{Lu}|\p{L}{3,},?\s+(?:[A-Z]{2,3}\s+)?\d{4,6}$|^\d{5}-?\d{3}\b|^\p{L}[\p{L} .'-]+,\s*[A-Z]{2}\s+[A-Z]\d[A-Z]\s*\d[A-Z]\d$/u;
const ADDRESS_LINES = 4;

/** Lines of one block that end in a town with its code are one address, beside the lines themselves. */
export function composeAddresses(leaves: readonly Leaf[]): Leaf[] {
  const out: Leaf[] = [];
  leaves.forEach((leaf, i) => {
    out.push(leaf);
    if (leaf.read !== 'text' || leaf.label !== undefined || leaf.key.endsWith('=') || leaf.value.length > 80 || !/\d/.test(leaf.value) || !TOWN.test(leaf.value)) return;
    let from = i;
    while (from > 0 && i - from < ADDRESS_LINES) {
      const before = leaves[from - 1] as Leaf;
      if (before.element !== leaf.element || before.read !== 'text' || before.label !== undefined || before.value.length > 80 || !/\d/.test(before.value) || typeOf(before.value) !== 'text') break;
      from--;
    }
    if (from === i) return;
    const value = cut(leaves.slice(from, i + 1).map((line) => line.value).join(', '), LIST_CELL_CHARS);
    out.splice(out.length - 1 - (i - from), 0, { key: `${leaf.key.replace(/#\d*$/, '')}#:address`, read: 'text', value, element: leaf.element, line: leaf.line, label: 'Address' });
  });
  return out;
}

/** Words that say what comes next, also without a colon. */
const LABEL_WORD = /^(?:tel(?:efon|ephone|éfono|efono|éphone)?|phone|fon|fax|telefax|mobile?|mobil|handy|cell|e-?mail|mail|correo|courriel|web(?:site)?|homepage|internet|address|adresse|anschrift|indirizzo|dirección)\.?$/i;
const LABEL_CHARS = 40;
const LABEL_TAG = /^(?:dt|th|label)$/;

/**
 * "Phone:" followed by its number becomes one piece that is called Phone. The label itself is no value.
 * @param head what a record of several elements begins with: that names the record, and none of its parts
 */
export function joinLabels(leaves: readonly Leaf[], head: Element | null = null): Leaf[] {
  const out: Leaf[] = [];
  const counts = new Map<string, number>();
  for (let i = 0; i < leaves.length; i++) {
    const leaf = leaves[i] as Leaf;
    const label = head !== null && (leaf.element === head || head.contains(leaf.element)) ? null : labelOf(leaf);
    const next = leaves[i + 1];
    if (label === null || !next || labelOf(next) !== null || (next.read !== 'text' && next.read !== 'href' && next.read !== 'content' && next.read !== 'datetime')) {
      out.push(leaf.value.endsWith(':') ? { ...leaf, value: leaf.value.slice(0, -1) } : leaf);
      continue;
    }
    const name = label.toLowerCase();
    const isAlone = next.line !== leaf.line;
    let lines: Leaf | null = null;
    for (let j = i + 1; j < leaves.length && j <= i + 6; j++) {
      // A label names what follows it in its own line, and the address behind it; alone in its line, the lines below.
      const follower = leaves[j] as Leaf;
      if (labelOf(follower) !== null || follower.key.endsWith('=')) break;
      if (j > i + 1 && !isSameLink(next, follower)) {
        const type = follower.read === 'text' ? typeOf(follower.value) : 'url';
        if (!isAlone || !lines || follower.element !== next.element || (type !== 'text' && type !== 'number')) break;
        const joined: Leaf = { ...lines, value: cut(`${lines.value}, ${follower.value}`, LIST_CELL_CHARS) };
        out[out.indexOf(lines)] = joined;
        lines = joined;
        i = j;
        continue;
      }
      const key = `${name}${follower.read === 'text' ? '' : `@${follower.key.split('@').at(-1) ?? ''}`}`;
      const n = counts.get(key) ?? 0;
      counts.set(key, n + 1);
      const named: Leaf = { ...follower, key: `label:${key}${n === 0 ? '' : `[${n}]`}`, label };
      out.push(named);
      if (follower.read === 'text') lines = named;
      i = j;
    }
  }
  return out;
}

const isSameLink = (a: Leaf, b: Leaf): boolean => (a.element === b.element && (a.read !== 'text' || b.read !== 'text')) || (a.element !== b.element && a.element.contains(b.element));

function labelOf(leaf: Leaf): string | null {
  if (leaf.read !== 'text') return null;
  if (leaf.value.endsWith(':')) return leaf.value.slice(0, -1);
  if (leaf.value.length > LABEL_CHARS) return null;
  const element = leaf.element;
  const tag = element.localName;
  if (LABEL_WORD.test(leaf.value)) return leaf.value;
  if (LABEL_TAG.test(tag)) return tag === 'th' && element.parentElement?.querySelector('td') === null ? null : leaf.value;
  return /(?:^|[\s_-])(?:label|caption-label|field-label|term|key)(?:$|[\s_-])/i.test(typeof element.className === 'string' ? element.className : '') && !BLOCK_VALUE.test(tag) ? leaf.value : null;
}
const BLOCK_VALUE = /^(?:a|h[1-6]|td)$/;

