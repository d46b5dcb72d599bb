import { make } from '../layer/root.ts';
import type { Mode } from './session.ts';

/** What can be done on the bar. */
export interface BarActions {
  mode(mode: Mode): void;
  alike(): void;
  reread(): void;
  undo(): void;
  leave(): void;
  done(): void;
  field(key: string): void;
  read(id: number, read: string): void;
  map(id: number, field: string | null): void;
  remove(id: number): void;
  /** The bar stands somewhere else now. */
  moved(): void;
}
/** One choice of a select. */
export function option(doc: Document, value: string, text: string): HTMLOptionElement {
  const element = make(doc, 'option', '', text);
  element.value = value;
  return element;
}
