import { CAPTURE_ELEMENTS } from '../../core/limits.ts';
import type { Zone } from '../../contracts/raw-capture.ts';
import { classNames, NO_NAMES, type ClassNames } from './class-names.ts';
import type { EntitySink } from './entities.ts';
import { HCards } from './h-card.ts';
import { LineMaker } from './line-maker.ts';
import { readMicrodata } from './microdata.ts';
import { readRdfa } from './rdfa.ts';
import { Scopes } from './scopes.ts';
import { nothingSeen, type Seen, type SeenElement } from './seen.ts';
import { BLOCK, isSkipped } from './text.ts';
import { isContainer, zoneFor } from './zones.ts';

const LANDMARK = /^(?:nav|footer|header|aside|main)$/;
/** Elements that may have a shadow root (DOM, "attachShadow"). */
const HOST = /-|^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$/;
const SPACED = /^(?:a|button|label|img|input|option)$/;

/** What an element's name means for the walk; each name is looked at once. */
export interface TagRole {
  readonly isSkipped: boolean;
  readonly isBlock: boolean;
  readonly isSpaced: boolean;
  readonly isZone: boolean;
  readonly isLandmark: boolean;
  /** Decoys between the letters of an address are such elements. */
  readonly isInline: boolean;
  /** May have a shadow root. */
  readonly isHost: boolean;
  readonly isArticle: boolean;
  readonly isHeading: boolean;
}
const roles = new Map<string, TagRole>();
function roleOf(tag: string): TagRole {
  let role = roles.get(tag);
  if (!role) {
    role = {
      isSkipped: isSkipped(tag), isBlock: BLOCK.test(tag), isSpaced: SPACED.test(tag), isZone: LANDMARK.test(tag) || isContainer(tag), isLandmark: LANDMARK.test(tag),
      isInline: /^(?:span|b|i|em|strong|small)$/.test(tag), isHost: HOST.test(tag),
      isArticle: tag === 'article' || tag === 'main', isHeading: /^h[1-6]$/.test(tag),
    };
    if (roles.size < 1_000) roles.set(tag, role);
  }
  return role;
}

/** What the name of an attribute says. */
const SAYS = { hidden: 1, role: 2, item: 4, rdfa: 8, guarded: 16, itemscope: 32, decoy: 64, subject: 128 } as const;
const ATTRIBUTES: ReadonlyMap<string, number> = new Map([
  ['hidden', SAYS.hidden], ['role', SAYS.role], ['itemscope', SAYS.item | SAYS.itemscope], ['itemprop', SAYS.item], ['typeof', SAYS.rdfa | SAYS.subject], ['property', SAYS.rdfa], ['resource', SAYS.rdfa | SAYS.subject], ['about', SAYS.rdfa | SAYS.subject],
  ...['data-cfemail', 'data-email', 'data-mail', 'data-mailto', 'data-domain', 'data-host', 'data-mailto-token'].map((name) => [name, SAYS.guarded] as const),
  ['style', SAYS.decoy],
]);
const LINK_KEPT = /^(?:mailto:|tel:|callto:|https?:\/\/|\/\/|javascript:.{0,100}mail)/i;
/** Links within a site say nothing about its subject. */
const isKept = (href: string): boolean => LINK_KEPT.test(href) || href.includes('/cdn-cgi/l/email-protection');

function attributesOf(element: Element): number {
  let says = 0;
  for (const name of element.getAttributeNames()) says |= ATTRIBUTES.get(name) ?? 0;
  return says;
}

/** Hidden by attribute; or a piece of text inside a line that its own style hides. */
function isUnseen(element: Element, says: number, role: TagRole): boolean {
  if ((says & SAYS.hidden) !== 0 && element.getAttribute('hidden') !== 'until-found') return true;
  return role.isInline && (says & SAYS.decoy) !== 0 && /display:\s*none/i.test(element.getAttribute('style') ?? '');
}

/** Looks at each element and text of the walk, on the way in and on the way out. */
export class Visitor {
  readonly seen: Seen = nothingSeen();
  readonly microdata: Scopes;
  readonly #rdfa: Scopes;
  readonly #cards: HCards;
  readonly #lines = new LineMaker(this.seen);
  /** Elements at whose end a zone or a thing ends. */
  #watched: Element[] = [];
  #zones: { element: Element; before: Zone }[] = [];
  #zone: Zone = 'main';
  #articles = 0;

  constructor(sink: EntitySink) {
    this.microdata = new Scopes('microdata', readMicrodata, sink);
    this.#rdfa = new Scopes('rdfa', readRdfa, sink);
    this.#cards = new HCards(sink);
  }

  /** Looks at an element on the way in; null when its content is not looked at. */
  enter(element: Element): TagRole | null {
    if (++this.seen.elements >= CAPTURE_ELEMENTS) this.seen.truncated = true;
    const tag = element.localName;
    const role = roleOf(tag);
    if (role.isSkipped) {
      this.#skip(element, tag);
      return null;
    }
    const own: unknown = element.className; // a field of a form can hide it
    const classes = typeof own === 'string' ? own : '';
    if (classes !== '' || element.hasAttributes()) {
      const says = attributesOf(element);
      if (says !== 0 && isUnseen(element, says, role)) return null;
      this.#look(element, tag, role, classNames(classes), says);
    } else if (role.isLandmark) this.#enterZone(element, tag, NO_NAMES, null);
    if (role.isArticle) this.#articles++;
    if (role.isBlock) this.#lines.flush(tag, this.#zone);
    else if (role.isSpaced) this.#enterSpaced(element, tag);
    if (role.isHeading) this.#keep(this.seen.headings, element, 200);
    else if (tag === 'address') this.#keep(this.seen.addresses, element, 40);
    return role;
  }

  /** What is not gone into may still be a property: a picture in an `object`, a film. Scripts are noted, they may write. */
  #skip(element: Element, tag: string): void {
    if (tag === 'script') {
      if (!element.hasAttribute('src')) this.#keep(this.seen.scripts, element, 60);
      return;
    }
    const names = classNames(element.getAttribute('class') ?? '').card;
    if (names && names.root === null) this.#cards.enter(element, names, this.#zone);
    if (element.hasAttribute('itemprop') && !element.hasAttribute('itemscope')) this.microdata.enter(element, this.#zone, false);
  }

  #look(element: Element, tag: string, role: TagRole, names: ClassNames, says: number): void {
    if (role.isZone) this.#enterZone(element, tag, names, (says & SAYS.role) !== 0 ? element.getAttribute('role') : null);
    let isThing = false;
    if ((says & SAYS.item) !== 0) isThing = this.microdata.enter(element, this.#zone, (says & SAYS.itemscope) !== 0);
    if ((says & SAYS.rdfa) !== 0) isThing = this.#rdfa.enter(element, this.#zone, (says & SAYS.subject) !== 0) || isThing;
    if (names.card !== null) isThing = this.#cards.enter(element, names.card, this.#zone) || isThing;
    if (isThing && this.#watched[this.#watched.length - 1] !== element) this.#watched.push(element);
    if ((says & SAYS.guarded) !== 0) this.#keep(this.seen.guarded, element, 100);
    if (names.hint !== null && this.seen.hints.length < 120) this.seen.hints.push({ element, zone: this.#zone, order: this.seen.lines.length, hint: names.hint });
  }

  leave(element: Element, role: TagRole): void {
    if (role.isBlock) this.#lines.flush('body', this.#zone);
    else if (role.isSpaced) this.#lines.space();
    if (role.isArticle) this.#articles--;
    if (this.#watched.length === 0 || this.#watched[this.#watched.length - 1] !== element) return;
    this.#watched.pop();
    this.microdata.leave(element);
    this.#rdfa.leave(element);
    this.#cards.leave(element);
    if (this.#zones.length > 0 && this.#zones.at(-1)?.element === element) this.#zone = this.#zones.pop()?.before ?? 'main';
  }

  text(node: Text, parent: Element): void {
    this.#lines.add(node.data, parent, this.#zone);
  }

  end(): Seen {
    this.#lines.flush('body', this.#zone);
    return this.seen;
  }

  #enterZone(element: Element, tag: string, names: ClassNames, role: string | null): void {
    const zone = zoneFor(element, tag, names, role, this.#zone, this.#articles > 0);
    if (!zone) return;
    this.#watched.push(element);
    // What stood before the zone began belongs to the zone before it.
    this.#lines.flush(tag, this.#zone);
    this.#zones.push({ element, before: this.#zone });
    this.#zone = zone;
  }

  #enterSpaced(element: Element, tag: string): void {
    this.#lines.space();
    if (tag === 'a') {
      const href = element.getAttribute('href');
      if (href !== null && isKept(href)) this.#keep(this.seen.links, element, 3_000);
    } else if (tag === 'img') this.#keep(this.seen.images, element, 200);
  }

  #keep(list: SeenElement[], element: Element, limit: number): void {
    if (list.length < limit) list.push({ element, zone: this.#zone, order: this.seen.lines.length });
  }
}
