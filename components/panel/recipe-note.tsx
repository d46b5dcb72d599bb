import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { isFieldKey } from '../../lib/domain/lead/fields.ts';
import type { RecipeDrift } from '../../lib/domain/recipe/health.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { driftWords, partName } from '../../lib/ui/recipes.ts';
import { Button } from '../parts/button.tsx';
import { Note } from '../parts/note.tsx';
import { PointAtThem } from './pick-button.tsx';

interface RecipeNoteProps extends Pick<RecipeDrift, 'missing' | 'rows'> {
  /** The tab on whose page the missing fields can be pointed at. */
  readonly tabId?: number;
  readonly recipeId: string | undefined;
  /** Name of a column; fields of leads are known. */
  readonly nameOf?: (key: string) => string;
}

/** The recipe of this page no longer finds what it promises, and the way to its repair. */
export function RecipeNote({ tabId, recipeId, missing, rows, nameOf = partName }: RecipeNoteProps): ReactElement {
  const repair = recipeId === undefined ? null : <Button small onClick={() => void openKilnPage('options', `recipes/${recipeId}`)}>Repair recipe</Button>;
  const fields = missing.filter(isFieldKey);
  return (
    <Note tone="warn" icon={TriangleAlert} title="This site has changed" action={repair}>
      {driftWords({ missing, ...(rows ? { rows } : {}) }, nameOf)} What was read is shown. It cost nothing.
      {tabId !== undefined && fields.length > 0 ? (
        <span className="k-note__a">
          <PointAtThem tabId={tabId} fields={fields} />
        </span>
      ) : null}
    </Note>
  );
}
