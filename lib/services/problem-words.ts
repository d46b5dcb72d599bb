import type { ClipProblem } from './clips.ts';
import type { PartProblem } from './selected-part.ts';

/** Why something could not be read, as the end of a sentence: "This page cannot be clipped: …". */
const REASONS: Readonly<Record<ClipProblem | PartProblem, string>> = {
  'needs-click': 'it waits for a click. Click the Kiln icon on that page first',
  'browser-page': 'the browser lets no extension read its own pages',
  'store-page': 'the browser lets no extension read its store',
  pdf: 'it is a PDF, and the viewer cannot be read',
  'file-access': 'files on this computer are closed to Kiln. Switch on “Allow access to file URLs” in the browser’s extension settings',
  policy: 'a policy of this browser forbids it',
  timeout: 'it did not answer in time. Try again',
  asleep: 'the browser has put the tab to sleep. Open it once and try again',
  gone: 'it was closed or left meanwhile',
  broken: 'what came back was not usable and was thrown away',
  empty: 'there is no text on it',
  'nothing-selected': 'nothing is selected there. Select a part of the page first',
  nobody: 'it names no person and no company',
};

/** @param what "This page cannot be clipped", "The selection cannot be read" */
export const because = (what: string, problem: ClipProblem | PartProblem): string => `${what}: ${REASONS[problem]}. Nothing was kept and it cost nothing.`;
