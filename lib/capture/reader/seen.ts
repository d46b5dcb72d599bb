import type { Zone } from '../../contracts/raw-capture.ts';
import type { Line } from './line.ts';

export interface SeenElement {
  readonly element: Element;
  readonly zone: Zone;
  readonly order: number;
}

/** What one walk over the page saw, in document order. */
export interface Seen {
  readonly lines: Line[];
  readonly links: SeenElement[];
  readonly images: SeenElement[];
  readonly headings: SeenElement[];
  readonly addresses: SeenElement[];
  readonly hints: (SeenElement & { readonly hint: string })[];
  /** Elements whose attributes may hold an e-mail address in pieces or in disguise. */
  readonly guarded: SeenElement[];
  /** Inline scripts in the body: some write an e-mail address. */
  readonly scripts: SeenElement[];
  elements: number;
  truncated: boolean;
}

export const nothingSeen = (): Seen => ({ lines: [], links: [], images: [], headings: [], addresses: [], hints: [], guarded: [], scripts: [], elements: 0, truncated: false });
