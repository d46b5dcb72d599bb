import type { Capture } from '../domain/lead/capture.ts';

/** Why a page could not be read; each has its own words in the panel. */
export type CaptureProblem =
  | 'needs-click' // no grant for this tab: the toolbar icon, the shortcut or the context menu gives it
  | 'browser-page' // chrome://, about:, another extension
  | 'store-page' // the web store
  | 'pdf'
  | 'file-access' // file:// without the user's switch
  | 'policy' // blocked by the administrator
  | 'timeout'
  | 'asleep' // the browser has put the tab away to save memory
  | 'gone' // the tab was closed or navigated while reading
  | 'broken'; // the reader answered nonsense

/** One tab of "read these tabs". The rows are the work: they outlive the worker and are looked through when it is done. */
export interface TabReadRow {
  readonly tabId: number;
  readonly url: string;
  readonly title: string;
  /** Position in the list. */
  readonly order: number;
  readonly state: 'waiting' | 'reading' | 'read' | 'problem' | 'stopped';
  /** Times it was begun. */
  readonly attempts: number;
  readonly problem?: CaptureProblem;
  /** What was read; absent when nobody was found. */
  readonly capture?: Capture;
  /** The page shows a list of so many rows instead. */
  readonly listRows?: number;
  /** The site was allowed for this reading only and is given back afterwards. */
  readonly borrowed: 0 | 1;
}
