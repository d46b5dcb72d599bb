import type { ReaderOptions } from './reader/index.ts';

/** What the injected scripts understand beside the options of the readers. */
export interface Within {
  readonly within?: 'selection';
}

/** Reads only the selected part of a page; recipes speak of whole pages and stay out of it. */
export const blockOptions = (): ReaderOptions & Within => ({ recipes: [], within: 'selection' });
