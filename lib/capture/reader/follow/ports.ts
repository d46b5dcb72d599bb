import type { RawLists } from '../../../contracts/raw-list.ts';
import type { RawStep } from '../../../contracts/raw-step.ts';

/** What following needs of the page it runs in; tests hand in their own clock. */
export interface StepPorts {
  readonly doc: Document;
  /** Milliseconds, from any start. */
  now(): number;
  /** Acts after so many milliseconds; returns the way to call it off. */
  after(ms: number, act: () => void): () => void;
  /** The list detector. */
  lists(options: object): Promise<RawLists>;
  /** HTTP status of the document, 0 when unknown. */
  status(): number;
}

/** What a step came to; the frame around it is the same for all. */
export type Outcome = Pick<RawStep, 'outcome'> & Partial<Pick<RawStep, 'rows' | 'found' | 'next' | 'atEnd' | 'look'>>;
