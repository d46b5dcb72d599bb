/** What an element counts as when records are compared: its tag and the class words that do not change from record to record. */

/** Class words that say which record it is, or in what state, never what kind of thing it is. */
const STATE = /^(?:active|current|selected|open|opened|closed|hover|focus|visited|disabled|enabled|hidden|visible|show|hide|collapsed|expanded|loaded|lazy|lazyloaded|lazyload|odd|even|alt|alternate|first|last|middle|new|featured|clearfix|clear|cf|row-?\d+|col-?\d+|(?:is|has|js)-.*|[a-z]{0,4}\d+|(?:even|odd|first|last)[_-]?(?:row|item|child|line)?|(?:row|item|child|line|views-row)[_-](?:even|odd|first|last|\d+))$/i;
const KEPT_CLASSES = 4;

/** Tags whose content is no content of the page. */
export const SKIPPED_TAGS: ReadonlySet<string> = new Set([
  'script', 'style', 'template', 'noscript', 'svg', 'select', 'datalist', 'textarea', 'iframe', 'object', 'canvas', 'video', 'audio', 'map', 'math', 'head', 'link', 'meta', 'option', 'colgroup', 'col', 'input', 'param', 'source', 'br', 'wbr',
]);

/**
 * Numbers for paths: a path is the number of the path above it and a key. Open addressing over flat arrays, since a map of
 * pairs would make a number object for every element of the page.
 */
export class PathTable {
  #slots = new Int32Array(1 << 12).fill(-1);
  readonly above: number[] = [];
  readonly key: number[] = [];

  get size(): number {
    return this.key.length;
  }

  /** @param above number of the path above, -1 at the root */
  of(above: number, key: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashPair(above, key) & mask;
    for (let id = this.#slots[slot] as number; id >= 0; id = this.#slots[slot] as number) {
      if (this.above[id] === above && this.key[id] === key) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.key.length;
    this.above.push(above);
    this.key.push(key);
    this.#slots[slot] = id;
    if (id * 2 > mask) this.#grow();
    return id;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.key.length; id++) {
      let slot = hashPair(this.above[id] as number, this.key[id] as number) & mask;
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

const hashPair = (a: number, b: number): number => Math.imul(Math.imul(a + 1, 0x9e3779b1) ^ (b + 1), 0x85ebca6b) >>> 7;

const joinedWords = new Map<string, string>();
const KNOWN = 10_000;

/** `.card.person` for a class attribute; each attribute is looked at once. */
export function classSuffix(attribute: string): string {
  if (attribute === '') return '';
  let known = joinedWords.get(attribute);
  if (known === undefined) {
    known = classWords(attribute).map((word) => `.${word}`).join('');
    if (joinedWords.size < KNOWN) joinedWords.set(attribute, known);
  }
  return known;
}

/** Class words of one attribute, cleaned: digits at the end gone, state words gone, few and sorted. */
export function classWords(attribute: string): string[] {
  if (attribute === '') return [];
  const words = new Set<string>();
  for (const word of attribute.slice(0, 400).split(/\s+/)) {
    if (word === '' || STATE.test(word)) continue;
    const plain = word.replace(/[_-]?\d+$/, '');
    if (plain.length > 1) words.add(plain);
  }
  return [...words].slice(0, KEPT_CLASSES).sort();
}

/** A mixing step of a 32-bit hash (FNV-1a over numbers). */
export const mix = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193) >>> 0;

/** 32-bit hash of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
  return hash;
}

/** The elements of HTML that may have a shadow root, beside custom ones (DOM standard, attachShadow). */
const HOSTS: ReadonlySet<string> = new Set(['article', 'aside', 'blockquote', 'body', 'div', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'main', 'nav', 'p', 'section', 'span']);
const ZONED: ReadonlySet<string> = new Set(['nav', 'aside', 'header', 'footer', 'main', 'div', 'section', 'ul', 'ol', 'table', 'td', 'form', 'center']);

/** Gives equal (tag, class attribute) pairs one number; the words of a class attribute are looked at once. */
export class KeyTable {
  readonly #byTag = new Map<string, { readonly id: number; readonly byClass: Map<string, number> }>();
  readonly #keys = new Map<string, number>();
  /** Per key: its tag number. */
  readonly tagOf: number[] = [];
  /** Per key: a text such as `li.card.person`. */
  readonly textOf: string[] = [];
  /** Per key: its tag. */
  readonly tags: string[] = [];
  /** Per key: whether it has class words, which say more than a tag. */
  readonly hasWords: boolean[] = [];
  /** Per key: whether such an element can have a shadow root. */
  readonly canHost: boolean[] = [];
  /** Per key: whether such an element can begin a part of the page. */
  readonly canZone: boolean[] = [];

  /** Number of the tag and of the tag with its class words. */
  of(tag: string, attribute: string): number {
    let known = this.#byTag.get(tag);
    if (!known) {
      known = { id: this.#byTag.size, byClass: new Map() };
      this.#byTag.set(tag, known);
    }
    let key = known.byClass.get(attribute);
    if (key === undefined) {
      const text = tag + classSuffix(attribute);
      key = this.#keys.get(text);
      if (key === undefined) {
        key = this.#keys.size;
        this.#keys.set(text, key);
        this.tagOf[key] = known.id;
        this.textOf[key] = text;
        this.tags[key] = tag;
        this.hasWords[key] = text.length > tag.length;
        this.canHost[key] = HOSTS.has(tag) || tag.includes('-');
        this.canZone[key] = ZONED.has(tag);
      }
      if (known.byClass.size < 20_000) known.byClass.set(attribute, key);
    }
    return key;
  }
}
