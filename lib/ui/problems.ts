import type { CaptureProblem } from '../storage/database.ts';

export interface ProblemWords {
  readonly title: string;
  readonly text: string;
  /** What can be offered: reading again, a site permission, or nothing but the words. */
  readonly offer: 'allow' | 'again' | 'none';
}

/** Why a page was not read, what it means and what to do; every reading costs nothing. */
export const PROBLEM_WORDS: Readonly<Record<CaptureProblem, ProblemWords>> = {
  'needs-click': { title: 'This page waits for a click', text: 'Kiln reads a page only after you ask on that page.', offer: 'allow' },
  'browser-page': { title: 'A page of the browser', text: 'The browser lets no extension read its own pages. Open a website.', offer: 'none' },
  'store-page': { title: 'A page of the extension store', text: 'The browser lets no extension read the store. Open another website.', offer: 'none' },
  pdf: { title: 'A PDF', text: 'The PDF viewer cannot be read. Open the website that the file is about.', offer: 'none' },
  'file-access': { title: 'A file on this computer', text: 'To read files, switch on “Allow access to file URLs” for Kiln in the browser’s extension settings, then read again.', offer: 'again' },
  policy: { title: 'Blocked by your administrator', text: 'A policy of this browser forbids reading this site. Nothing was read.', offer: 'none' },
  timeout: { title: 'The page took too long', text: 'It did not answer in time, so reading stopped. It cost nothing.', offer: 'again' },
  asleep: { title: 'A tab that is asleep', text: 'The browser has put it away to save memory. Open it once, then read it.', offer: 'again' },
  gone: { title: 'The page changed while it was read', text: 'It was closed or left before reading ended. It cost nothing.', offer: 'again' },
  broken: { title: 'The page could not be understood', text: 'What came back was not usable and was thrown away. It cost nothing.', offer: 'again' },
};
