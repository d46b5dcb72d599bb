import TurndownService from 'turndown';
import { addTables } from './markdown-tables.ts';

/**
 * Writes a parsed article as Markdown (CommonMark with the tables, strike-through and footnotes of GitHub). Links lead to
 * web and mail addresses only, pictures to web addresses only, and what looks like a tag in the text stays text.
 * @param root of an inert document; nothing of it is loaded
 */
export function toMarkdown(root: HTMLElement): string {
  const service = new TurndownService({ headingStyle: 'atx', hr: '---', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*' });
  const escape = service.escape.bind(service);
  service.escape = (text) => escape(text).replace(/</g, '\\<');
  service.remove(['script', 'style', 'template', 'iframe', 'object', 'embed', 'noscript', 'button', 'input', 'textarea', 'select']);
  service.addRule('link', { filter: 'a', replacement: (content, node) => linkText(content, node.getAttribute('href') ?? '') });
  service.addRule('picture', { filter: 'img', replacement: (_, node) => pictureText(node) });
  service.addRule('struck', { filter: ['del', 's', 'strike'], replacement: (content) => (content.trim() === '' ? content : `~~${content}~~`) });
  service.addRule('formula', { filter: (node) => node.localName === 'math', replacement: (content, node) => formulaText(content, node) });
  addFootnotes(service);
  addTables(service);
  return service.turndown(root).replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}

function linkText(content: string, href: string): string {
  const words = content.replace(/\s*\n\s*/g, ' ');
  const address = webAddress(href, /^(?:https?|mailto):/i);
  if (words.trim() === '' || address === null) return words;
  return `[${words.trim()}](${address})`;
}

function pictureText(node: HTMLElement): string {
  const address = webAddress(node.getAttribute('src') ?? '', /^https?:/i);
  const words = (node.getAttribute('alt') ?? '').replace(/\s+/g, ' ').replace(/[[\]\\<]/g, '\\$&').trim();
  return address === null ? '' : `![${words}](${address})`;
}

/** An address that ends where Markdown thinks it ends. */
function webAddress(text: string, allowed: RegExp): string | null {
  const address = text.trim();
  if (!allowed.test(address)) return null;
  return address.replace(/[\s()<>\\]/g, (sign) => encodeURIComponent(sign).replace(/^[()]$/, (plain) => (plain === '(' ? '%28' : '%29')));
}

/** TeX where the page carries it, else the words of the formula. */
function formulaText(content: string, node: HTMLElement): string {
  const tex = (node.getAttribute('data-latex') ?? node.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? node.getAttribute('alttext') ?? '').replace(/\s+/g, ' ').trim();
  if (tex === '') return content;
  return node.getAttribute('display') === 'block' ? `\n\n$$\n${tex}\n$$\n\n` : `$${tex}$`;
}

/** Footnotes come in one form: references "fnref:1" and items "fn:1". */
function addFootnotes(service: TurndownService): void {
  service.addRule('footnoteReference', {
    filter: (node) => node.localName === 'sup' && node.id.startsWith('fnref:'),
    replacement: (_, node) => `[^${node.id.slice(6).split('-')[0]}]`,
  });
  service.addRule('footnoteItem', {
    filter: (node) => node.localName === 'li' && node.id.startsWith('fn:'),
    replacement: (content, node) => `\n[^${node.id.slice(3)}]: ${content.trim().replace(/\s*↩︎?$/, '').replace(/\n/g, '\n    ')}\n`,
  });
}
