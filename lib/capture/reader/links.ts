import type { Evidence } from './evidence.ts';
import type { Finds } from './finds.ts';
import { labelKind } from './labels.ts';
import { absolute } from './scopes.ts';
import { textOf } from './text.ts';
import { elementAt, type Seen } from './walk.ts';

const SOCIAL = /^https?:\/\/(?:[a-z]{2,3}\.|www\.|m\.|mobile\.)?(?:linkedin\.com|twitter\.com|x\.com|facebook\.com|fb\.com|instagram\.com|youtube\.com|youtu\.be|github\.com|gitlab\.com|xing\.com|tiktok\.com|pinterest\.[a-z.]{2,6}|plus\.google\.com|bsky\.app|threads\.net|threads\.com|medium\.com|vimeo\.com|orcid\.org|crunchbase\.com)\//i;
const SAYS_WEBSITE = /\b(?:web ?site|web ?page|home ?page|webseite|internet|web|site web|sitio web|sito|url|blog)\b/i;
const LOOKS_LIKE_ADDRESS = /^(?:https?:\/\/|www\.)?[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/i;

/** Links that may belong to the subject: profiles on other sites, `rel=me`, and the website. */
export function findLinks(seen: Seen, finds: Finds, evidence: Evidence, pageHost: string): void {
  for (const link of seen.links) {
    const raw = link.element.getAttribute('href') ?? '';
    if (!/^(?:https?:)?\/\//i.test(raw)) continue;
    const isSelf = /(?:^|\s)me(?:\s|$)/i.test(link.element.getAttribute('rel') ?? '');
    const url = absolute(link.element, raw);
    const isSocial = SOCIAL.test(url);
    const caption = textOf(link.element, 120);
    const line = seen.lines[link.order];
    const before = line && line.text.length < 300 ? line.text.slice(0, Math.max(0, line.text.indexOf(caption))).slice(-40) : '';
    const above = seen.lines[link.order - 1]?.text ?? '';
    const label = before.trim() || (labelKind(above) === 'website' ? above : '');
    const isWebsite = !isSocial && hostOf(url) !== pageHost && (LOOKS_LIKE_ADDRESS.test(caption) || SAYS_WEBSITE.test(caption) || SAYS_WEBSITE.test(label));
    if (!isSelf && !isSocial && !isWebsite) continue;
    finds.add({
      what: 'link', value: url, how: isSelf ? 'rel-me' : isSocial ? 'social' : 'website', caption: caption || (link.element.getAttribute('aria-label') ?? link.element.getAttribute('title') ?? ''),
      label, zone: link.zone, order: link.order, element: link.element, ...(evidence.isShown(link.element) ? {} : { hidden: true as const }),
    });
  }
}

const IN_TEXT = /(?<![\w@./-])(?:https?:\/\/)?www\.[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?:\/[^\s<>"']{0,200})?/gi;

/** Addresses of websites that stand in the text without a link. */
export function findTextLinks(seen: Seen, finds: Finds, pageHost: string): void {
  for (const line of seen.lines) {
    if (line.text.length > 2_000 || !/www\./i.test(line.text)) continue;
    for (const match of line.text.matchAll(IN_TEXT)) {
      const value = match[0].replace(/[.,;:!?)]+$/, '');
      const host = hostOf(/^https?:/i.test(value) ? value : `https://${value}`);
      if (host !== pageHost) finds.add({ what: 'link', value, how: 'website-text', zone: line.zone, order: line.order, element: elementAt(line, match.index), around: line.text.slice(Math.max(0, match.index - 60), match.index + 140) });
    }
  }
}

export const hostOf = (url: string): string => /^https?:\/\/([^/?#:]+)/i.exec(url)?.[1]?.toLowerCase().replace(/^www\./, '') ?? '';
