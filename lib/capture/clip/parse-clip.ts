import Defuddle from 'defuddle';
import type { ClipText, RawPage } from '../../contracts/raw-clip.ts';
import { CLIP_LINE_CHARS, CLIP_MARKDOWN_CHARS } from '../../core/limits.ts';
import { clean, cut } from '../reader/text.ts';
import { toMarkdown } from './markdown.ts';

/**
 * The article of a page as Markdown, with what the page says of it: title, author, site, date. Found by defuddle in an
 * inert document; without an article the whole page is taken. Nothing is fetched and no script runs.
 * @param parse makes a document that loads nothing: `new DOMParser().parseFromString(html, 'text/html')`
 */
export function parseClip(page: RawPage, parse: (html: string) => Document): ClipText {
  // Hidden parts were left out where styles could be asked; class names alone would take parts that are shown, and
  // patterns of "boilerplate" take short lists of the form "Phone: …", which is what a lead is made of.
  const read = new Defuddle(parse(page.html), { url: page.url, useAsync: false, removeHiddenElements: false, removeContentPatterns: false }).parse();
  const article = toMarkdown(parse(read.content).body);
  const whole = (article === '' ? toMarkdown(parse(page.html).body) : article).replace(UNSEEN, '');
  const markdown = cutAtLine(whole, CLIP_MARKDOWN_CHARS);
  const line = (text: unknown): string => clean(typeof text === 'string' ? text : '', CLIP_LINE_CHARS);
  return {
    title: line(read.title) || line(page.title),
    byline: line(read.author),
    site: line(read.site),
    published: line(read.published),
    markdown,
    words: wordsOf(markdown),
    truncated: page.truncated || markdown.length < whole.length,
  };
}

/** Controls and marks that turn the direction of a line: they hide or reorder what a person would see. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g;

function cutAtLine(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = text.lastIndexOf('\n', max);
  return cut(text, end > max / 2 ? end : max).trimEnd();
}

/** Words a person would count: no addresses, no marks. Scripts without spaces are counted by their parts. */
function wordsOf(markdown: string): number {
  const text = markdown.replace(/\]\([^)\s]*\)/g, '] ').replace(/^[ \t]*\|?[ \t]*:?-{3,}.*$/gm, ' ');
  let words = 0;
  for (const segment of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) if (segment.isWordLike) words++;
  return words;
}
