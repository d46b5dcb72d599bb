import { Scissors, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { countOf } from '../../lib/ui/format.ts';
import { canBeLeads } from '../../lib/ui/list-rows.ts';
import { Note } from '../parts/note.tsx';

/** What the reading of the list could not do, and what is missing before its rows can be leads. */
export function ListNotes(props: { readonly row: CaptureRow; readonly list: ListCapture }): ReactElement {
  return (
    <>
      <Cut {...props} />
      {canBeLeads(props.list) ? null : (
        <Note icon={UserRound} title="No column names anybody">
          Save a column as Name to add the rows to a table. Copying them works as they are.
        </Note>
      )}
    </>
  );
}

function Cut({ row, list }: { readonly row: CaptureRow; readonly list: ListCapture }): ReactElement | null {
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
