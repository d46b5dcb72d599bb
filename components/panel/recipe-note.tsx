import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RecipeDrift } from '../../lib/domain/recipe/health.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { driftWords, partName } from '../../lib/ui/recipes.ts';
import { Button } from '../parts/button.tsx';
import { Note } from '../parts/note.tsx';

interface RecipeNoteProps extends Pick<RecipeDrift, 'missing' | 'rows'> {
  readonly recipeId: string | undefined;
  /** Name of a column; fields of leads are known. */
  readonly nameOf?: (key: string) => string;
}

/** The recipe of this page no longer finds what it promises, and the way to its repair. */
export function RecipeNote({ recipeId, missing, rows, nameOf = partName }: RecipeNoteProps): ReactElement {
  const repair = recipeId === undefined ? null : <Button small onClick={() => void openKilnPage('options', `recipes/${recipeId}`)}>Repair recipe</Button>;
  return (
    <Note tone="warn" icon={TriangleAlert} title="This site has changed" action={repair}>
      {driftWords({ missing, ...(rows ? { rows } : {}) }, nameOf)} What was read is shown. It cost nothing.
    </Note>
  );
}
