import type { OverlayAnswer, OverlayInput } from './overlay-types.ts';
import { CHEVRON_LEFT, CHEVRON_RIGHT } from './overlay-icons.ts';
import { icon, make, mark } from './root.ts';

type Choice = Extract<OverlayAnswer, 'next' | 'previous' | 'use' | 'leave'>;

/** "48 people, 2 known, List 1 of 3, Use this list, Leave". Tab reaches it, arrows move inside it. */
export function toolbar(doc: Document, input: OverlayInput, choose: (answer: Choice) => void): HTMLElement {
  const bar = make(doc, 'div', 'bar');
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', 'List found by Kiln');
  const button = (answer: Choice, className: string, text: string, label?: string): HTMLButtonElement => {
    const element = make(doc, 'button', className, text);
    element.type = 'button';
    if (label !== undefined) element.setAttribute('aria-label', label);
    // A page cannot click for the person.
    element.addEventListener('click', (event) => event.isTrusted && choose(answer));
    return element;
  };
  const arrow = (answer: Choice, label: string, path: string): HTMLButtonElement => {
    const element = button(answer, 'arrow', '', label);
    element.append(icon(doc, path, 'icon'));
    return element;
  };
  bar.append(mark(doc), make(doc, 'b', '', input.title.slice(0, 80)));
  if (input.note !== '') bar.append(make(doc, 'span', 'note', input.note.slice(0, 80)));
  bar.append(make(doc, 'span', 'sep'));
  if (input.step !== '') {
    const step = make(doc, 'span', 'step', input.step.slice(0, 40));
    step.setAttribute('role', 'status');
    bar.append(arrow('previous', 'Previous list', CHEVRON_LEFT), step, arrow('next', 'Next list', CHEVRON_RIGHT), make(doc, 'span', 'sep'));
  }
  const leave = button('leave', '', 'Leave');
  leave.append(make(doc, 'span', 'kbd', 'Esc'));
  bar.append(button('use', 'go', 'Use this list'), leave);
  bar.addEventListener('keydown', (event) => moveFocus(bar, event));
  return bar;
}

function moveFocus(bar: HTMLElement, event: KeyboardEvent): void {
  const buttons = [...bar.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === event.target);
  const to = { ArrowRight: (at + 1) % buttons.length, ArrowLeft: (at + buttons.length - 1) % buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[to]?.focus();
}
