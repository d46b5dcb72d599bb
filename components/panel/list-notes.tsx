import { Scissors, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import type { CaptureRow } from '../../lib/storage/database.ts';
import { countOf } from '../../lib/ui/format.ts';
import { canBeLeads } from '../../lib/ui/list-rows.ts';
import { Note } from '../parts/note.tsx';
import { RecipeNote } from './recipe-note.tsx';

/** What the reading of the list could not do, and what is missing before its rows can be leads. */
export function ListNotes(props: { readonly row: CaptureRow; readonly list: ListCapture }): ReactElement {
  return (
    <>
      <Cut {...props} />
      <Drift {...props} />
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

/** What the recipe of the shown list no longer finds; else what a recipe that found no list at all does. */
function Drift({ row, list }: { readonly row: CaptureRow; readonly list: ListCapture }): ReactElement | null {
  const drift = list.recipe?.drift ?? row.recipeDrifts?.find(({ recipeId }) => !row.lists?.some((one) => one.recipe?.id === recipeId));
  if (!drift) return null;
  const nameOf = (key: string): string => list.columns.find((column) => column.key === key)?.name ?? key;
  return <RecipeNote recipeId={drift.recipeId} missing={drift.missing} {...(drift.rows ? { rows: drift.rows } : {})} nameOf={nameOf} />;
}
