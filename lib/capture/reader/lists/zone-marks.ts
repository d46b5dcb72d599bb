/** Which part of the page an element begins: landmarks, roles, and the words of classes and ids that menus are built of. */
import type { Zone } from '../../../contracts/raw-capture.ts';
import { zoneAt } from '../zones.ts';
import type { KeyTable } from './keys.ts';

/** Class words by which menus are built that no landmark tells: what stands in them leads elsewhere. */
const MENU = /(?:^|[\s_-])(?:mega-?menu\w*|menus?|\w{0,20}menu|nav\w{0,12}|\w{0,20}nav|dropdown\w*|breadcrumbs?|site-?map|skip-?links?)(?:$|[\s_-])/i;
const HOLDERS: ReadonlySet<string> = new Set(['div', 'section', 'ul', 'ol', 'table', 'td', 'form', 'center']);
const LANDMARKS: ReadonlySet<string> = new Set(['nav', 'aside', 'header', 'footer', 'main']);
const KNOWN = 5_000;

/** Looks closely at few elements: each class attribute and each id is told once whether it may begin a zone. */
export class ZoneMarks {
  readonly #keys: KeyTable;
  readonly #telling = new Map<string, boolean>();

  constructor(keys: KeyTable) {
    this.#keys = keys;
  }

  /** @param key of the element, @param names its class attribute */
  zoneOf(element: Element, key: number, names: unknown, above: Zone): Zone {
    if (above === 'nav' || above === 'footer') return above;
    const tag = this.#keys.tags[key] ?? '';
    if (LANDMARKS.has(tag)) return zoneAt(element, above, false) ?? above;
    if (!HOLDERS.has(tag)) return above;
    const id: unknown = element.id;
    const isTelling = (typeof names === 'string' && names !== '' && this.#tells(names, element)) || (typeof id === 'string' && id !== '' && this.#tells(id, element)) || element.hasAttribute('role');
    if (!isTelling) return above;
    const zone = zoneAt(element, above, false);
    if (zone !== null) return zone;
    return (typeof names === 'string' && MENU.test(names.slice(0, 200))) || (typeof id === 'string' && MENU.test(id.slice(0, 100))) ? 'nav' : above;
  }

  #tells(words: string, element: Element): boolean {
    let known = this.#telling.get(words);
    if (known === undefined) {
      known = MENU.test(words.slice(0, 200)) || zoneAt(element, 'main', false) !== null || zoneAt(element, 'aside', false) !== null;
      if (this.#telling.size < KNOWN) this.#telling.set(words, known);
    }
    return known;
  }
}
