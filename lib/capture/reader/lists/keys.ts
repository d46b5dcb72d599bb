/** What an element counts as when records are compared: its tag and the class words that do not change from record to record. */

/** Class words that say which record it is, or in what state, never what kind of thing it is. */
const STATE = /^(?:active|current|selected|open|opened|closed|hover|focus|visited|disabled|enabled|hidden|visible|show|hide|collapsed|expanded|loaded|lazy|lazyloaded|lazyload|odd|even|alt|alternate|first|last|middle|new|featured|clearfix|clear|cf|row-?\d+|col-?\d+|(?:is|has|js)-.*|[a-z]{0,4}\d+|(?:even|odd|first|last)[_-]?(?:row|item|child|line)?|(?:row|item|child|line|views-row)[_-](?:even|odd|first|last|\d+))$/i;
const KEPT_CLASSES = 4;

/** Tags whose content is no content of the page. */
export const SKIPPED_TAGS: ReadonlySet<string> = new Set([
  'script', 'style', 'template', 'noscript', 'svg', 'select', 'datalist', 'textarea', 'iframe', 'object', 'canvas', 'video', 'audio', 'map', 'math', 'head', 'link', 'meta', 'option', 'colgroup', 'col', 'input', 'param', 'source', 'br', 'wbr',
]);

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

/** Gives equal (tag, class attribute) pairs one number; the words of a class attribute are looked at once. */
export class KeyTable {
  readonly #byTag = new Map<string, { readonly id: number; readonly byClass: Map<string, number> }>();
  readonly #keys = new Map<string, number>();
  /** Per key: its tag number. */
  readonly tagOf: number[] = [];
  /** Per key: a text such as `li.card.person`. */
  readonly textOf: string[] = [];

  /** Number of the tag and of the tag with its class words. */
  of(tag: string, attribute: string): number {
    let known = this.#byTag.get(tag);
    if (!known) {
      known = { id: this.#byTag.size, byClass: new Map() };
      this.#byTag.set(tag, known);
    }
    let key = known.byClass.get(attribute);
    if (key === undefined) {
      const text = [tag, ...classWords(attribute)].join('.');
      key = this.#keys.get(text);
      if (key === undefined) {
        key = this.#keys.size;
        this.#keys.set(text, key);
        this.tagOf[key] = known.id;
        this.textOf[key] = text;
      }
      if (known.byClass.size < 20_000) known.byClass.set(attribute, key);
    }
    return key;
  }
}
