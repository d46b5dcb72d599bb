import { PROVIDER_PAGE_CHARS, PROVIDER_PAGE_LINKS, PROVIDER_TAG_CHARS } from '../core/limits.ts';

/** What a manifest may read of a web page. Only texts and addresses: nothing of it becomes markup again. */
export interface ReadPage {
  readonly title?: string;
  /** By the name or property of the meta tag, in lower case. */
  readonly meta: { readonly [name: string]: string };
  /** Addresses with a scheme, in the order of the page. */
  readonly links: readonly string[];
}

const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ' ';
  });
}

/** The value of an attribute of one tag, whatever its quotes. */
function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`[\\s"']${name}\\s{0,5}=\\s{0,5}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\\s"'>]{1,2000}))`, 'i').exec(tag);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : decoded(value).trim();
}

/** Tags of two kinds, each up to its end; the end is looked for once, so that a page of open tags costs no more than any other. */
function* tagsOf(html: string): Generator<string> {
  let end = -1;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    if (!/^<(?:meta|a)\s/i.test(html.slice(at, at + 6))) continue;
    if (end < at) end = html.indexOf('>', at);
    if (end < 0) return;
    if (end - at <= PROVIDER_TAG_CHARS) yield html.slice(at, end + 1);
  }
}

/**
 * Title, meta tags and links of the first characters of a page; undefined when the text is no page. By patterns over
 * bounded pieces and not by a parser: there is no document in a worker, and scripts that make links are not run anyway.
 */
export function readPage(text: string): ReadPage | undefined {
  const html = text.slice(0, PROVIDER_PAGE_CHARS);
  if (!/<(?:!doctype html|html|head|body|meta|a)[\s>]/i.test(html.slice(0, 20_000))) return undefined;
  const meta = new Map<string, string>();
  const links = new Set<string>();
  for (const tag of tagsOf(html)) {
    if (/^<meta/i.test(tag)) {
      const name = (attribute(tag, 'name') ?? attribute(tag, 'property'))?.toLowerCase();
      const content = attribute(tag, 'content');
      if (name && content && !meta.has(name) && meta.size < PROVIDER_PAGE_LINKS) meta.set(name, content);
    } else {
      const href = attribute(tag, 'href');
      if (href && /^(?:https?:\/\/|mailto:|tel:)/i.test(href) && links.size < PROVIDER_PAGE_LINKS) links.add(href);
    }
  }
  const title = decoded(/<title[^>]{0,200}>([^<]{0,500})/i.exec(html)?.[1] ?? '').trim();
  return { ...(title === '' ? {} : { title }), meta: Object.fromEntries(meta), links: [...links] };
}
