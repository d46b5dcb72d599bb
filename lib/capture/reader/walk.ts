import { CAPTURE_ELEMENTS, CAPTURE_SHADOW_DEPTH, CAPTURE_TEXT_CHARS } from '../../core/limits.ts';
import type { Zone } from '../../contracts/raw-capture.ts';
import { hidingForms, memberOf } from './forms.ts';
import type { Scopes } from './scopes.ts';
import { BLOCK, isSkipped } from './text.ts';
import { zoneAt } from './zones.ts';

/** One line of text as a person would see it: what stands between two line breaks or block edges. */
export interface Line {
  readonly text: string;
  /** Where each piece of the text came from, in order. */
  readonly parts: readonly { readonly at: number; readonly element: Element }[];
  readonly zone: Zone;
  readonly order: number;
  /** Nearest block element, such as `dt`, `td`, `h1`, `p`. */
  readonly block: string;
}

export interface SeenElement {
  readonly element: Element;
  readonly zone: Zone;
  readonly order: number;
}

export interface Seen {
  readonly lines: Line[];
  readonly links: SeenElement[];
  readonly images: SeenElement[];
  readonly headings: SeenElement[];
  readonly addresses: SeenElement[];
  readonly hints: (SeenElement & { readonly hint: string })[];
  readonly guarded: SeenElement[];
  elements: number;
  truncated: boolean;
}

export interface WalkPorts {
  /** Milliseconds of any clock that only goes forward. */
  readonly now: () => number;
  readonly deadline: number;
  readonly scopes: readonly Scopes[];
}

const LINES = 20_000;
const LANDMARK = /^(?:nav|footer|header|aside|main)$/;
const SPACED = /^(?:a|button|label|img|input|option)$/;

/** What an element's name means for the walk; each name is looked at once. */
interface TagRole {
  readonly isSkipped: boolean;
  readonly isBlock: boolean;
  readonly isSpaced: boolean;
  readonly isLandmark: boolean;
  readonly isArticle: boolean;
  readonly isHeading: boolean;
}
const roles = new Map<string, TagRole>();
function roleOf(tag: string): TagRole {
  let role = roles.get(tag);
  if (!role) {
    role = {
      isSkipped: isSkipped(tag), isBlock: BLOCK.test(tag), isSpaced: SPACED.test(tag), isLandmark: LANDMARK.test(tag),
      isArticle: tag === 'article' || tag === 'main', isHeading: /^h[1-6]$/.test(tag),
    };
    if (roles.size < 1_000) roles.set(tag, role);
  }
  return role;
}

const LINK_KEPT = /^(?:mailto:|tel:|callto:|https?:\/\/|\/\/|.{0,200}\/cdn-cgi\/l\/email-protection)/i;
const HINT = /(?:^|[\s_-])(job-?title|jobtitle|position|designation|role|headline|occupation|organi[sz]ation|company|company-?name|employer|location|department)(?:$|[\s_-])/i;
const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/**
 * The one walk over the page: document order, open shadow roots included, no layout, nothing recursive but shadow
 * roots. Stops at the element limit or the deadline and says so.
 */
export class Walk {
  readonly seen: Seen = { lines: [], links: [], images: [], headings: [], addresses: [], hints: [], guarded: [], elements: 0, truncated: false };
  readonly #ports: WalkPorts;
  readonly #hints = new Map<string, string | null>();
  #text = '';
  #parts: { at: number; element: Element }[] = [];
  #block = 'body';
  #textLeft = CAPTURE_TEXT_CHARS;
  #zones: { element: Element; before: Zone }[] = [];
  #zone: Zone = 'main';
  #articles = 0;
  #nodes = 0;
  #isStopped = false;

  constructor(ports: WalkPorts) {
    this.#ports = ports;
  }

  run(root: Element): Seen {
    this.#visit(root, 0);
    this.#flush('body');
    return this.seen;
  }

  #stop(): void {
    this.#isStopped = true;
    this.seen.truncated = true;
  }

  #visit(root: Element | ShadowRoot, depth: number): void {
    const hiding = hidingForms(root);
    const next = (of: Node): Node | null => (hiding.size > 0 && hiding.has(of) ? memberOf(of, 'nextSibling') : of.nextSibling);
    const above = (of: Node): Node | null => (hiding.size > 0 && hiding.has(of) ? memberOf(of, 'parentNode') : of.parentNode);
    let node: Node = root;
    let isOpen = root.nodeType === 1 ? this.#enter(root as Element, depth) : true;
    for (;;) {
      const child: Node | null = isOpen ? node.firstChild : null;
      if (child) node = child;
      else {
        if (node !== root && node.nodeType === 1 && isOpen) this.#leave(node as Element);
        while (node !== root && !next(node)) {
          node = above(node) as Node;
          if (node !== root && node.nodeType === 1) this.#leave(node as Element);
        }
        if (node === root) break;
        node = next(node) as Node;
      }
      if ((++this.#nodes & 255) === 0 && this.#ports.now() > this.#ports.deadline) this.#stop();
      if (this.#isStopped) return;
      if (hiding.size > 0 && hiding.has(node)) {
        isOpen = false;
        this.seen.truncated = true;
      } else if (node.nodeType === 1) isOpen = this.#enter(node as Element, depth);
      else {
        isOpen = false;
        if (node.nodeType === 3) this.#add(node as Text);
      }
    }
    if (root.nodeType === 1) this.#leave(root as Element);
  }

  /** Looks at an element on the way in; false when its content is not looked at. */
  #enter(element: Element, depth: number): boolean {
    if (++this.seen.elements >= CAPTURE_ELEMENTS) this.#stop();
    const tag = element.localName;
    const role = roleOf(tag);
    if (role.isSkipped) return false;
    if (element.hasAttributes()) {
      if (element.hasAttribute('hidden') && element.getAttribute('hidden') !== 'until-found') return false;
      this.#enterZone(element);
      for (const scope of this.#ports.scopes) scope.enter(element, this.#zone);
      this.#note(element, tag);
    } else if (role.isLandmark) this.#enterZone(element);
    if (role.isArticle) this.#articles++;
    if (role.isBlock) this.#flush(tag);
    else if (role.isSpaced && this.#text !== '') this.#text += ' ';
    if (tag === 'address') this.#keep(this.seen.addresses, element, 40);
    else if (role.isHeading) this.#keep(this.seen.headings, element, 200);
    const shadow = depth < CAPTURE_SHADOW_DEPTH ? element.shadowRoot : null;
    if (shadow) this.#visit(shadow, depth + 1);
    return true;
  }

  #enterZone(element: Element): void {
    const zone = zoneAt(element, this.#zone, this.#articles > 0);
    if (!zone) return;
    this.#zones.push({ element, before: this.#zone });
    this.#zone = zone;
  }

  #leave(element: Element): void {
    const role = roleOf(element.localName);
    if (role.isBlock) this.#flush('body');
    else if (role.isSpaced && this.#text !== '') this.#text += ' ';
    if (role.isArticle) this.#articles--;
    for (const scope of this.#ports.scopes) scope.leave(element);
    const zone = this.#zones.at(-1);
    if (zone?.element === element) {
      this.#zone = zone.before;
      this.#zones.pop();
    }
  }

  #note(element: Element, tag: string): void {
    if (tag === 'a') {
      const href = element.getAttribute('href');
      if (href !== null && LINK_KEPT.test(href)) this.#keep(this.seen.links, element, 3_000);
    } else if (tag === 'img') this.#keep(this.seen.images, element, 200);
    if (element.hasAttribute('data-cfemail')) this.#keep(this.seen.guarded, element, 100);
    const classes = element.getAttribute('class');
    if (classes !== null && this.seen.hints.length < 120) {
      const hint = this.#hintOf(classes.slice(0, 200));
      if (hint) this.seen.hints.push({ element, zone: this.#zone, order: this.seen.lines.length, hint });
    }
  }

  #hintOf(classes: string): string | null {
    let hint = this.#hints.get(classes);
    if (hint === undefined) {
      hint = HINT.exec(classes)?.[1]?.toLowerCase() ?? null;
      if (this.#hints.size < 5_000) this.#hints.set(classes, hint);
    }
    return hint;
  }

  #keep(list: SeenElement[], element: Element, limit: number): void {
    if (list.length < limit) list.push({ element, zone: this.#zone, order: this.seen.lines.length });
  }

  #add(node: Text): void {
    const parent = node.parentElement ?? ((node.parentNode as ShadowRoot | null)?.host ?? null);
    if (!parent) return;
    let data = node.data;
    if (data.length > this.#textLeft) {
      data = data.slice(0, this.#textLeft);
      this.seen.truncated = true; // links and structured data are still followed
    }
    this.#textLeft -= data.length;
    if (parent.localName === 'pre') return this.#addLines(data, parent);
    this.#append(data, parent);
  }

  #addLines(data: string, parent: Element): void {
    for (const row of data.split('\n')) {
      this.#append(row, parent);
      this.#flush('pre');
    }
  }

  #append(data: string, parent: Element): void {
    const text = data.replace(/\s+/g, ' ').replace(CONTROL, '').replace(INVISIBLE, '');
    if (text === '') return;
    if (text === ' ') {
      if (this.#text !== '' && !this.#text.endsWith(' ')) this.#text += ' ';
      return;
    }
    const start = this.#text === '' || this.#text.endsWith(' ') ? text.trimStart() : text;
    if (start === '') return;
    this.#parts.push({ at: this.#text.length, element: parent });
    this.#text += start;
  }

  /** Ends the line; the next one stands in a block of this name. */
  #flush(block: string): void {
    const text = this.#text.trim();
    if (text !== '' && this.seen.lines.length < LINES) {
      // Text never begins with a space (see #append), so the offsets of the parts hold.
      this.seen.lines.push({ text, parts: this.#parts, zone: this.#zone, order: this.seen.lines.length, block: this.#block });
    }
    this.#text = '';
    this.#parts = [];
    this.#block = block;
  }
}

/** The element that the character at this offset of a line stands in. */
export function elementAt(line: Line, offset: number): Element | undefined {
  let found = line.parts[0]?.element;
  for (const part of line.parts) {
    if (part.at > offset) break;
    found = part.element;
  }
  return found;
}

/** The nearest element that holds the whole line: evidence for a line is the line, not its first piece. */
export function elementOf(line: Line): Element | undefined {
  const last = line.parts.at(-1)?.element;
  let around: Element | null | undefined = line.parts[0]?.element;
  while (around && last && !around.contains(last)) around = around.parentElement;
  return around ?? line.parts[0]?.element;
}
