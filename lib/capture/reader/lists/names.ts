/** What a column is called: the page's own words before a word for its kind. */
import type { RawColumn } from '../../../contracts/raw-list.ts';
import { clean } from '../text.ts';
import type { Grids } from './cells.ts';
import type { Column } from './columns.ts';

const NAME_CHARS = 60;
const TYPE_WORDS: Readonly<Record<Column['type'], string>> = { text: 'Text', email: 'Email', phone: 'Phone', url: 'Link', image: 'Picture', date: 'Date', number: 'Number', price: 'Price' };
/** Class words that lay out, never name. */
const LAYOUT = /^(?:col|row|item|list|box|block|card|cards|wrap|wrapper|container|content|inner|outer|text|txt|left|right|center|top|bottom|main|body|header|footer|head|foot|media|link|links|btn|button|icon|img|image|photo|fa|fas|fab|glyphicon|clearfix|span|div|grid|flex|cell|column|columns|field|fields|value|views|view|info|small|large|big|bold|block|inline|hidden|visible|active|entry|data|group|section|title|desc|p|m|mt|mb|ml|mr|pt|pb|pl|pr|px|py|mx|my|w|h|ng|u|o|c|t|js|is|has|label|sm|md|lg|xl|xs|wp|elementor|css|sc|jsx|tw)$/i;

export type Named = Pick<RawColumn, 'name' | 'named'>;

/** @param tables cells of the table a record is a row of, for header words */
export function nameOf(column: Column, record: readonly Element[], grids: Grids): Named {
  if (column.label !== null) return { name: clean(column.label, NAME_CHARS), named: 'label' };
  const header = headerOf(column, record, grids);
  if (header !== '') return { name: header, named: 'header' };
  const markup = markupWord(column.sample.leaf.element, record);
  if (markup !== '') return { name: markup, named: 'markup' };
  const word = classWord(column.key);
  if (word !== '') return { name: word, named: 'class' };
  return { name: TYPE_WORDS[column.type], named: 'type' };
}

function headerOf(column: Column, record: readonly Element[], grids: Grids): string {
  const place = /(?:^|>)c(\d+)(?=[>@#:[]|$)/.exec(column.key);
  const row = record.find((element) => element.localName === 'tr');
  if (!place || !row) return '';
  const text = grids.of(row)?.headers.get(Number(place[1])) ?? '';
  // Further pieces of a cell are not what the header calls.
  return /^(?:.*>)?c\d+(?:>[^>]*)?$/.test(column.key) ? clean(text, NAME_CHARS) : '';
}

function markupWord(element: Element, record: readonly Element[]): string {
  for (let at: Element | null = element, depth = 0; at && depth < 3; at = at.parentElement, depth++) {
    for (const attribute of ['itemprop', 'data-label', 'data-title', 'data-th', 'data-field', 'data-column', 'aria-label', 'property']) {
      if (depth > 0 && (attribute === 'aria-label' || attribute === 'property')) continue;
      const value = at.getAttribute(attribute);
      if (value !== null && value !== '' && value.length <= NAME_CHARS && attribute !== 'aria-label') return readable(value.split(/\s/)[0] === value ? value : clean(value, NAME_CHARS));
    }
    if (record.includes(at) || at.childElementCount > 3) break;
  }
  return '';
}

/** The last class word of the place that names something. */
function classWord(key: string): string {
  const steps = key.replace(/[@#:*[].*$/, '').split('>').toReversed();
  for (const step of steps.slice(0, 3)) {
    const words = step.split('.').slice(1).filter((word) => !word.startsWith('@'));
    for (const word of words) {
      const parts = word.split(/[-_]+|(?<=[a-z])(?=[A-Z])/).filter((part) => part.length > 1 && !LAYOUT.test(part) && /^\p{L}+$/u.test(part));
      if (parts.length > 0 && parts.length <= 3) return readable(parts.slice(-2).join(' '));
    }
  }
  return '';
}

function readable(word: string): string {
  const text = word.replace(/[-_]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').trim().toLowerCase();
  return clean(text.charAt(0).toUpperCase() + text.slice(1), NAME_CHARS);
}

/** Names that occur twice are told apart by a number. */
export function distinctNames<T extends Named>(columns: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const key = column.name.toLowerCase();
    const n = (seen.get(key) ?? 0) + 1;
    seen.set(key, n);
    return n === 1 ? column : { ...column, name: `${column.name} ${n}` };
  });
}
