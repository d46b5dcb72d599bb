import { Scissors } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { countOf } from '../../lib/ui/format.ts';
import { Note } from '../parts/note.tsx';

/** What the reading of the list could not do. */
export function ListNotes({ row, list }: { readonly row: CaptureRow; readonly list: ListCapture }): ReactElement | null {
  if (list.recordCount > list.rows.length + list.rows.length * 0.02) {
    return (
      <Note icon={Scissors} title={`The first ${countOf(list.rows.length)} of ${countOf(list.recordCount)}`}>
        The list is longer than what is read at once. What is shown is true.
      </Note>
    );
  }
  if (row.listsCut || row.capture?.truncated) {
    return (
      <Note icon={Scissors} title="Read in part">
        The page is larger than the limit. What is shown is true, rows may be missing.
      </Note>
    );
  }
  return null;
}
