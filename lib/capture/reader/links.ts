import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { HAS } from './line.ts';
import type { Pace } from './pace.ts';
import { absolute } from './scopes.ts';
import { textOf } from './text.ts';
import type { Seen } from './seen.ts';

const SOCIAL = /^(?:https?:)?\/\/(?:[a-z]{2,3}\.|www\.|m\.|mobile\.)?(?:linkedin\.com|twitter\.com|x\.com|facebook\.com|fb\.com|instagram\.com|youtube\.com|youtu\.be|github\.com|gitlab\.com|xing\.com|tiktok\.com|pinterest\.[a-z.]{2,6}|plus\.google\.com|bsky\.app|threads\.net|threads\.com|medium\.com|vimeo\.com|orcid\.org|crunchbase\.com)\//i;
const SAYS_WEBSITE = /\b(?:web ?site|web ?page|home ?page|webseite|internet|web|site web|sitio web|sito|url|blog)\b/i;
const WEBSITE_LABEL = /^(?:(?:company |our )?web ?site|web(?: ?page)?|home ?page|url|www|webseite|internet|site(?: web| internet)?|sitio web|página web|sito(?: web| internet)?)\s*[:：]?$/i;
const LOOKS_LIKE_ADDRESS = /^(?:https?:\/\/|www\.)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i;

/** Links that may belong to the subject: profiles on other sites, `rel=me`, and the website. */
export async function findLinks(seen: Seen, finds: Finds, evidence: Evidence, pageHost: string, pace: Pace): Promise<void> {
  await pace.each(seen.links, (link) => {
    const raw = link.element.getAttribute('href') ?? '';
    if (!/^(?:https?:)?\/\//i.test(raw)) return;
    const host = hostOf(raw);
    const isSocial = SOCIAL.test(raw);
    if (!isSocial && host === pageHost) return;
    const isSelf = /(?:^|\s)me(?:\s|$)/i.test(link.element.getAttribute('rel') ?? '');
    const caption = textOf(link.element, 120);
    const line = seen.lines[link.order];
    const before = line && line.text.length < 300 ? line.text.slice(0, Math.max(0, line.text.indexOf(caption))).slice(-40) : '';
    const above = seen.lines[link.order - 1]?.text ?? '';
    const label = before.trim() || (WEBSITE_LABEL.test(above) ? above : '');
    const isWebsite = !isSocial && (LOOKS_LIKE_ADDRESS.test(caption) || SAYS_WEBSITE.test(caption) || SAYS_WEBSITE.test(label));
    if (!isSelf && !isSocial && !isWebsite) return;
    finds.add({
      what: 'link', value: absolute(link.element, raw), how: isSelf ? 'rel-me' : isSocial ? 'social' : 'website', caption: caption || (link.element.getAttribute('aria-label') ?? link.element.getAttribute('title') ?? ''),
      label, zone: link.zone, order: link.order, element: link.element, ...(evidence.isShown(link.element) ? {} : { hidden: true as const }),
    });
    if (finds.isFull('link')) return false;
  });
}

const IN_TEXT = /(?<![\w@./-])(?:https?:\/\/)?www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?:\/[^\s<>"']{0,200})?/gi;

/** Addresses of websites that stand in the text without a link. */
export async function findTextLinks(seen: Seen, finds: Finds, pageHost: string, pace: Pace): Promise<void> {
  await pace.each(seen.lines, (line) => {
    if ((line.marks & HAS.dot) === 0 || line.text.length > 2_000 || !/www\./i.test(line.text)) return;
    for (const match of line.text.matchAll(IN_TEXT)) {
      const value = match[0].replace(/[.,;:!?)]+$/, '');
      const host = hostOf(/^https?:/i.test(value) ? value : `https://${value}`);
      if (host !== pageHost) finds.add({ what: 'link', value, how: 'website-text', zone: line.zone, order: line.order, element: line.elementAt(match.index), around: line.text.slice(Math.max(0, match.index - 60), match.index + 140) });
    }
  });
}

export const hostOf = (url: string): string => /^(?:https?:)?\/\/([^/?#:]+)/i.exec(url)?.[1]?.toLowerCase().replace(/^www\./, '') ?? '';
