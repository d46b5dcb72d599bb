/** Records in groups under headings: what stands over a group is true of each of its records. */
import { clean, textOf } from '../text.ts';

const HEADING = /^(?:h[1-6]|caption|legend|summary|dt)$/;
const HEADING_CLASS = /(?:^|[\s_-])(?:heading|caption|group-?title|section-?title|group-?header)(?:$|[\s_-])/i;
const CHARS = 120;
const LEVELS = 6;
const SIBLINGS = 12;

/** The heading over each record, or null when the records are in no groups that have any. */
export function groupHeadings(container: Element | null, heads: readonly Element[]): string[] | null {
  const known = new Map<Element, string>();
  const over = (parent: Element): string => {
    let text = known.get(parent);
    if (text === undefined) known.set(parent, (text = headingOf(parent, container)));
    return text;
  };
  const parents = new Set<Element>();
  const headings = heads.map((head) => {
    const parent = head.parentElement;
    if (!parent) return '';
    parents.add(parent);
    return over(parent);
  });
  if (parents.size < 2 || new Set(headings).size < 2) return null;
  return headings.filter((text) => text !== '').length >= heads.length * 0.6 ? headings : null;
}

/** Nearest heading before the group, inside the container. */
function headingOf(group: Element, container: Element | null): string {
  for (let at: Element | null = group, level = 0; at && at !== container && level < LEVELS; at = at.parentElement, level++) {
    if (at.localName === 'table') {
      const caption = at.querySelector(':scope>caption');
      if (caption) return clean(textOf(caption, CHARS), CHARS);
    }
    let steps = 0;
    for (let before = at.previousElementSibling; before && steps++ < SIBLINGS; before = before.previousElementSibling) {
      if (HEADING.test(before.localName) || HEADING_CLASS.test(typeof before.className === 'string' ? before.className : '')) return clean(textOf(before, CHARS), CHARS);
      if (before.localName === at.localName && before.className === at.className && before.childElementCount > 1) break; // the group before
    }
  }
  return '';
}
