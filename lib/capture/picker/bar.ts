import { icon, make, mark } from '../layer/root.ts';
import { option, type BarActions } from './bar-parts.ts';
import { BarPicks, type PickView } from './bar-picks.ts';
import { drawPreview, type Preview } from './bar-preview.ts';
import type { Mode } from './session.ts';

export interface BarView {
  readonly mode: Mode;
  readonly title: string;
  readonly hint: string;
  readonly isBad: boolean;
  /** Label of the button that takes what is alike; none without it. */
  readonly alike: string | null;
  readonly reread: string | null;
  readonly canUndo: boolean;
  readonly done: string;
  readonly isReady: boolean;
  readonly fields: readonly { readonly key: string; readonly label: string }[];
  /** The field that the next click is for; null in a list. */
  readonly field: string | null;
  readonly cursor: { readonly selector: string; readonly value: string } | null;
  readonly picks: readonly PickView[];
  readonly preview: Preview;
}

const KEY_HINTS: readonly (readonly [keys: readonly string[], word: string])[] = [[['↑'], 'around'], [['↓'], 'inside'], [['←', '→'], 'beside'], [['Enter'], 'takes']];
const UNDO = 'M6 4 3 7l3 3M3 7h6a4 4 0 0 1 0 8H7';
const MOVE = 'M5 3v10m0-10L2.8 5.2M5 3l2.2 2.2M11 13V3m0 10-2.2-2.2M11 13l2.2-2.2';

/** The picker's bar: what to do next, what was taken, and what it gives. Works by keys alone. */
export class Bar {
  readonly element: HTMLElement;
  readonly cursor: HTMLElement;
  readonly #doc: Document;
  readonly #title: HTMLElement;
  readonly #hint: HTMLElement;
  readonly #say: HTMLElement;
  readonly #modes: ReadonlyMap<Mode, HTMLButtonElement>;
  readonly #alike: HTMLButtonElement;
  readonly #reread: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #done: HTMLButtonElement;
  readonly #fields: HTMLSelectElement;
  readonly #picks: BarPicks;
  readonly #preview: HTMLElement;
  readonly #status: HTMLElement;

  constructor(doc: Document, shadow: ShadowRoot, actions: BarActions) {
    this.#doc = doc;
    this.element = make(doc, 'div', 'bar');
    this.element.setAttribute('role', 'dialog');
    this.element.setAttribute('aria-label', 'Kiln picker');
    this.#title = make(doc, 'b', '');
    this.#hint = make(doc, 'span', '');
    this.#say = make(doc, 'div', 'say');
    this.#say.append(this.#title, this.#hint);
    const seg = make(doc, 'div', 'seg');
    seg.setAttribute('role', 'group');
    seg.setAttribute('aria-label', 'What to pick');
    this.#modes = new Map((['list', 'single'] as const).map((mode) => [mode, this.#button(mode === 'list' ? 'A list' : 'One lead', '', () => actions.mode(mode))]));
    seg.append(...this.#modes.values());
    this.#alike = this.#button('', 'default', actions.alike);
    this.#reread = this.#button('', 'default', actions.reread);
    this.#undo = this.#button('Undo', '', actions.undo);
    this.#undo.prepend(icon(doc, UNDO, 'i'));
    const leave = this.#button('Leave', '', actions.leave);
    leave.append(make(doc, 'kbd', '', 'Esc'));
    const move = this.#button('', '', () => {
      this.element.classList.toggle('is-top');
      actions.moved();
    });
    move.setAttribute('aria-label', 'Move the bar to the other edge');
    move.title = 'Move the bar to the other edge';
    move.append(icon(doc, MOVE, 'i'));
    this.#done = this.#button('', 'primary', actions.done);
    this.#fields = make(doc, 'select', 'field');
    this.#fields.setAttribute('aria-label', 'Field to point at');
    this.#fields.addEventListener('change', () => actions.field(this.#fields.value));
    const tools = make(doc, 'div', 'tools');
    tools.append(seg, this.#fields, this.#alike, this.#reread, this.#undo, move, leave, this.#done);
    const head = make(doc, 'div', 'head');
    head.append(mark(doc), this.#say, tools);
    this.cursor = make(doc, 'div', 'cursor');
    this.cursor.tabIndex = 0;
    this.cursor.setAttribute('role', 'application');
    this.cursor.setAttribute('aria-roledescription', 'element of the page');
    this.#picks = new BarPicks(doc, actions);
    this.#preview = make(doc, 'div', 'preview');
    this.#status = make(doc, 'div', 'vh');
    this.#status.setAttribute('role', 'status');
    this.element.append(head, this.cursor, this.#picks.element, this.#preview);
    shadow.append(this.element, this.#status);
  }

  /** Reads a text aloud; the same one twice is read twice. */
  say(text: string): void {
    this.#status.textContent = this.#status.textContent === text ? `${text}\u00a0` : text;
  }

  show(view: BarView): void {
    this.#title.textContent = view.title;
    this.#hint.textContent = view.hint;
    this.#say.classList.toggle('is-bad', view.isBad);
    for (const [mode, button] of this.#modes) button.setAttribute('aria-pressed', String(mode === view.mode));
    label(this.#alike, view.alike);
    label(this.#reread, view.reread);
    this.#undo.setAttribute('aria-disabled', String(!view.canUndo));
    label(this.#done, view.done);
    this.#done.setAttribute('aria-disabled', String(!view.isReady));
    this.#fields.hidden = view.mode !== 'single';
    const options = view.fields.map((field) => field.key).join();
    if (this.#fields.dataset['options'] !== options) {
      this.#fields.dataset['options'] = options;
      this.#fields.replaceChildren(...view.fields.map((field) => option(this.#doc, field.key, field.label)));
    }
    if (view.field !== null) this.#fields.value = view.field;
    this.#picks.show(view.picks, view.mode, view.fields);
    drawPreview(this.#doc, this.#preview, view.preview);
    this.showCursor(view.cursor);
  }

  showCursor(cursor: BarView['cursor']): void {
    const words = cursor ? `${cursor.selector}, ${cursor.value === '' ? 'no text' : cursor.value}` : 'Nothing yet';
    this.cursor.setAttribute('aria-label', `Element on the page: ${words}. Arrow keys move, Enter takes.`);
    this.cursor.replaceChildren(
      make(this.#doc, 'code', '', cursor?.selector ?? 'Point at the page'),
      make(this.#doc, 'span', 'value', cursor && cursor.value !== '' ? `“${cursor.value}”` : ''),
      keyHints(this.#doc),
    );
  }

  /** Stops of the Tab key, in order. */
  stops(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('button, select, [tabindex="0"]')].filter((element) => !element.hidden && element.closest('[hidden]') === null);
  }

  #button(text: string, className: string, act: () => void): HTMLButtonElement {
    const button = make(this.#doc, 'button', className, text);
    button.type = 'button';
    button.addEventListener('click', (event) => {
      if (event.isTrusted && button.getAttribute('aria-disabled') !== 'true') act(); // a page cannot click for the person
    });
    return button;
  }
}

/** What the keys do, each with its word; a screen reader is told by the label of the line. */
function keyHints(doc: Document): HTMLElement {
  const hints = make(doc, 'span', 'keys');
  for (const [keys, word] of KEY_HINTS) {
    const hint = make(doc, 'span', 'hint');
    hint.append(...keys.map((key) => make(doc, 'kbd', '', key)), word);
    hints.append(hint);
  }
  return hints;
}

function label(button: HTMLButtonElement, text: string | null): void {
  button.hidden = text === null;
  if (text !== null && button.textContent !== text) button.textContent = text;
}
