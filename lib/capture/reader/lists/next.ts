/** How a list goes on: the next page's link, a button that loads more, or scrolling. */
import type { RawNext } from '../../../contracts/raw-list.ts';
import { isDisabled } from '../disabled.ts';
import type { Evidence } from '../evidence.ts';
import { absolute } from '../scopes.ts';
import { clean, textOf } from '../text.ts';

/** "Next" as people write it on pagers. */
const NEXT = /^(?:next(?:\s+(?:page|results?|\d+))?|older(?:\s+(?:posts|entries))?|more\s+results|weiter|nächste(?:\s+seite)?|vor|suivante?s?|page\s+suivante|siguientes?|página\s+siguiente|próxim[ao]s?|próxima\s+página|seguinte|avanti|successiv[ao]|pagina\s+successiva|prossim[ao]|volgende|nästa|næste|neste|seuraava|następn[ay]|dalej|další|ďalšia|следующ(?:ая|ий|ее)|далее|вперед|вперёд|наступна|sonraki|ileri|następne|următoare(?:a|le)?|következő|επόμεν[ηο]|הבא|التالي|次へ?|次のページ|下一[页頁]|后页|다음|tiếp|sau|berikutnya|ถัดไป)$/iu;
const ARROW = /^(?:[›»→▶>❯⟩⇒]|>>|&gt;|→)$/u;
const MORE = /^(?:(?:load|show|view|see|get)\s+(?:\d+\s+)?more(?:\s+\p{L}+){0,3}|more(?:\s+results)?|mehr(?:\s+(?:laden|anzeigen|\p{L}+))?|weitere(?:\s+\p{L}+){0,2}|(?:voir|afficher|charger)\s+plus(?:\s+\p{L}+){0,3}|plus\s+de\s+résultats|(?:ver|cargar|mostrar)\s+más(?:\s+\p{L}+){0,2}|(?:carregar|ver|mostrar)\s+mais(?:\s+\p{L}+){0,2}|(?:carica|mostra|vedi)\s+altr[io](?:\s+\p{L}+){0,2}|(?:meer|toon meer)(?:\s+\p{L}+){0,2}|(?:visa|läs in|ladda)\s+(?:fler|mer)|(?:vis|hent)\s+(?:flere|mere)|(?:pokaż|załaduj)\s+więcej|(?:показать|загрузить)\s+ещё|ещё|daha\s+fazla(?:\s+\p{L}+){0,2}|もっと見る|さらに表示|加载更多|查看更多|載入更多|더\s?보기)$/iu;
const PAGER = /pag(?:er|inat|ing|e-?num|e-?nav)|(?:^|[\s_-])pages?(?:$|[\s_-])/i;
const CONTROLS = 400;
/** Elements looked at for controls, all levels together. */
const STEPS = 12_000;

/** @returns null when the page shows no way on */
export function findNext(doc: Document, container: Element | null, heads: readonly Element[], evidence: Evidence): RawNext | null {
  const rel = doc.querySelector('link[rel~="next"][href]');
  const near = container ? controlsNear(container, heads) : [];
  const marked = near.find((control) => /(?:^|\s)next(?:$|\s)/i.test(control.getAttribute('rel') ?? '') && isUsable(control)) ?? doc.querySelector('a[rel~="next"][href]');
  const saying = near.filter((control) => isUsable(control) && saysNext(control));
  const leading = (control: Element): boolean => control.localName === 'a' && isOther(absolute(control, control.getAttribute('href')), doc);
  const found = (marked && isUsable(marked) ? marked : null) ?? saying.find(leading) ?? afterCurrent(near) ?? saying.find(isInPager);
  if (found) return wayOf(found, evidence, doc);
  // A link to another page that says "more" is an article to read; a button, or a link to this page, loads.
  const more = near.find((control) => isUsable(control) && MORE.test(wordsOf(control)) && (!leading(control) || /^(?:load|show)\b/i.test(wordsOf(control))));
  if (more) return moreOf(more, evidence, doc);
  if (rel) {
    const url = absolute(rel, rel.getAttribute('href'));
    if (isOther(url, doc)) return { kind: 'link', url };
  }
  return scrolls(container) ? { kind: 'scroll' } : null;
}

/** Links and buttons outside the records, from the list outwards, nearest first. */
function controlsNear(container: Element, heads: readonly Element[]): Element[] {
  const inside = new Set<Node>(heads);
  const out: Element[] = [];
  const seen = new Set<Element>();
  const left = { steps: STEPS };
  for (let around: Element | ShadowRoot | null = container; around && around.nodeName !== 'HTML' && out.length < CONTROLS && left.steps > 0; around = outOf(around)) {
    for (const control of collect(around, inside, seen, left)) out.push(control);
    inside.add(around);
  }
  return out;
}

/** The next one around: a shadow root stands in its host. */
function outOf(node: Element | ShadowRoot): Element | ShadowRoot | null {
  const parent = node.parentNode;
  return node.nodeType === 11 ? (node as ShadowRoot).host : parent?.nodeType === 11 ? (parent as ShadowRoot) : node.parentElement;
}

function collect(around: Element | ShadowRoot, inside: ReadonlySet<Node>, seen: Set<Element>, left: { steps: number }): Element[] {
  const out: Element[] = [];
  const stack: Element[] = around.nodeType === 1 ? [around as Element] : Array.from(around.children).toReversed();
  while (stack.length > 0 && left.steps-- > 0 && out.length < CONTROLS) {
    const element = stack.pop() as Element;
    if (element !== around && (inside.has(element) || seen.has(element))) continue;
    seen.add(element);
    const tag = element.localName;
    if (tag === 'a' || tag === 'button' || element.getAttribute('role') === 'button' || (tag === 'input' && /^(?:button|submit)$/.test((element as HTMLInputElement).type))) out.push(element);
    for (let child = element.lastElementChild; child; child = child.previousElementSibling) stack.push(child);
  }
  return out;
}

const wordsOf = (control: Element): string =>
  plainWords(control.localName === 'input' ? ((control as HTMLInputElement).value ?? '') : textOf(control, 60));

/** Composed letters, and no arrows or brackets around the words. */
const plainWords = (text: string): string => clean(text, 60).normalize('NFC').replace(/^[\s‹«<[(›»→▶>❯|]+|[\s›»→▶>❯…\])|]+$/gu, '').trim();

function saysNext(control: Element): boolean {
  const text = wordsOf(control);
  if (NEXT.test(text)) return true;
  const said = plainWords(control.getAttribute('aria-label') ?? control.getAttribute('title') ?? control.querySelector('img')?.getAttribute('alt') ?? '');
  if (NEXT.test(said) && said !== text) return isInPager(control);
  if (NEXT.test(said) || /^(?:go to )?next\b/i.test(said)) return true;
  const raw = clean(textOf(control, 20), 20);
  if (ARROW.test(raw)) return isInPager(control);
  return raw === '' && /(?:^|[\s_-])next(?:$|[\s_-])/i.test(`${control.className} ${control.parentElement?.className ?? ''}`) && isInPager(control);
}

function isInPager(control: Element): boolean {
  for (let at: Element | null = control, depth = 0; at && depth < 4; at = at.parentElement, depth++) {
    if (PAGER.test(`${typeof at.className === 'string' ? at.className : ''} ${at.id} ${at.getAttribute('aria-label') ?? ''} ${at.getAttribute('role') === 'navigation' ? 'pages' : ''}`)) return true;
  }
  const row = control.closest('ul,ol,nav,p,div,td');
  return row !== null && [...row.querySelectorAll('a,button')].slice(0, 40).some((other) => /^\d{1,4}$/.test(clean(textOf(other, 8), 8)));
}

const isUsable = (control: Element): boolean => !isDisabled(control);

/** A numbered pager: the link behind the page that is marked as the current one. */
function afterCurrent(controls: readonly Element[]): Element | null {
  for (const control of controls) {
    const number = numberOf(control);
    if (number === null || number < 2) continue;
    const before = previousPage(control);
    if (before === number - 1 && isUsable(control)) return control;
  }
  return null;
}

const numberOf = (element: Element): number | null => {
  const text = clean(textOf(element, 8), 8);
  return /^\d{1,5}$/.test(text) ? Number(text) : null;
};

/** The number of the page shown, when it stands right before this link and is no link to elsewhere itself. */
function previousPage(control: Element): number | null {
  const item = control.parentElement?.localName === 'li' ? control.parentElement : control;
  const before = item.previousElementSibling;
  if (!before) {
    const text = /(\d{1,5})\s*[|·]?\s*$/.exec(item.previousSibling?.textContent ?? '');
    return text ? Number(text[1]) : null;
  }
  const number = numberOf(before);
  if (number === null) return null;
  const link = before.localName === 'a' ? before : before.querySelector('a');
  const isCurrent = before.querySelector('[aria-current]') !== null || before.hasAttribute('aria-current') || /(?:^|[\s_-])(?:active|current|selected|on|here)(?:$|[\s_-])/i.test(`${before.className} ${link?.className ?? ''}`);
  return isCurrent || !link || !link.hasAttribute('href') ? number : null;
}

function isOther(url: string, doc: Document): boolean {
  return /^https?:/i.test(url) && url.split('#')[0] !== doc.URL.split('#')[0];
}

function wayOf(control: Element, evidence: Evidence, doc: Document): RawNext | null {
  const selector = evidence.selector(control) ?? undefined;
  const href = control.localName === 'a' ? control.getAttribute('href') : null;
  const url = href === null ? '' : absolute(control, href);
  if (isOther(url, doc)) return { kind: 'link', url, ...(selector ? { selector } : {}) };
  return selector ? { kind: 'button', selector } : null;
}

function moreOf(control: Element, evidence: Evidence, doc: Document): RawNext | null {
  const selector = evidence.selector(control);
  if (!selector) return null;
  const href = control.localName === 'a' ? control.getAttribute('href') : null;
  const url = href === null ? '' : absolute(control, href);
  return { kind: 'more', selector, ...(isOther(url, doc) ? { url } : {}) };
}

/** A feed says so, or the list lives in a box of its own that scrolls and is fuller than it shows. */
function scrolls(container: Element | null): boolean {
  for (let at = container, depth = 0; at && depth < 5; at = at.parentElement, depth++) {
    if (at.getAttribute('role') === 'feed' || /infinite|virtual/i.test(typeof at.className === 'string' ? at.className : '') || at.hasAttribute('data-infinite-scroll')) return true;
  }
  return false;
}
