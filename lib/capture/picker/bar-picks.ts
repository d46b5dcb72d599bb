import { icon, make } from '../layer/root.ts';
import { option, type BarActions } from './bar-parts.ts';
import type { Mode } from './session.ts';

export interface PickView {
  readonly id: number;
  readonly name: string;
  readonly read: string;
  readonly reads: readonly string[];
  readonly field: string | null;
}

const CROSS = 'm4.5 4.5 7 7m0-7-7 7';
const READ_WORDS: Readonly<Record<string, string>> = { text: 'Text', href: 'Link', src: 'Picture' };

/** What was taken: a chip for each column or field, with what is read there and what it becomes. */
export class BarPicks {
  readonly element: HTMLElement;
  readonly #doc: Document;
  readonly #actions: BarActions;
  #drawn = '';

  constructor(doc: Document, actions: BarActions) {
    this.#doc = doc;
    this.#actions = actions;
    this.element = make(doc, 'ul', 'picks');
    this.element.setAttribute('aria-label', 'Taken');
  }

  show(picks: readonly PickView[], mode: Mode, fields: readonly { readonly key: string; readonly label: string }[]): void {
    const key = JSON.stringify([picks, mode]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const root = this.element.getRootNode() as ShadowRoot;
    const focused = (root.activeElement as HTMLElement | null)?.dataset['key'];
    this.element.hidden = picks.length === 0;
    this.element.replaceChildren(...picks.map((pick) => this.#chip(pick, mode, fields)));
    // The control that was used is a new one now.
    if (focused !== undefined) this.element.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
  }

  #chip(pick: PickView, mode: Mode, fields: readonly { readonly key: string; readonly label: string }[]): HTMLElement {
    const chip = make(this.#doc, 'li', 'pick');
    const name = make(this.#doc, 'b', '', pick.name);
    name.title = pick.name;
    chip.append(name);
    if (pick.reads.length > 1) {
      chip.append(this.#select(`${pick.id}-read`, `What to read of ${pick.name}`, pick.reads.map((read) => [read, READ_WORDS[read] ?? read]), pick.read, (value) => this.#actions.read(pick.id, value)));
    }
    const choices: (readonly [string, string])[] = mode === 'list' ? [['auto', 'Field by itself'], ['', 'No field']] : [];
    choices.push(...fields.map((field) => [field.key, field.label] as const));
    chip.append(this.#select(`${pick.id}-field`, `Lead field of ${pick.name}`, choices, pick.field ?? '', (value) => this.#actions.map(pick.id, value === '' ? null : value)));
    const remove = make(this.#doc, 'button', '');
    remove.type = 'button';
    remove.dataset['key'] = `${pick.id}-remove`;
    remove.setAttribute('aria-label', `Take ${pick.name} away`);
    remove.append(icon(this.#doc, CROSS, 'i'));
    remove.addEventListener('click', (event) => {
      if (event.isTrusted) this.#actions.remove(pick.id);
    });
    chip.append(remove);
    return chip;
  }

  #select(key: string, name: string, choices: readonly (readonly [string, string])[], value: string, choose: (value: string) => void): HTMLSelectElement {
    const select = make(this.#doc, 'select', '');
    select.dataset['key'] = key;
    select.setAttribute('aria-label', name);
    select.append(...choices.map(([key_, text]) => option(this.#doc, key_, text)));
    select.value = value;
    select.addEventListener('change', () => choose(select.value));
    return select;
  }
}
