import type { ReactElement } from 'react';
import { saveFile } from '../../lib/ui/download.ts';
import { useOwnProviders } from '../../lib/ui/queries.ts';
import { useCommand, type Catalogue } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Note } from '../parts/note.tsx';

/** Own providers that are stored and cannot be used: written by another version of Kiln. Nothing of them is lost. */
export function LostProviders({ catalogue }: { readonly catalogue: Catalogue }): ReactElement | null {
  const own = useOwnProviders();
  const exported = useCommand('provider.export');
  const remove = useCommand('provider.remove');
  if (catalogue.loading || catalogue.error) return null;
  const lost = (own ?? []).filter((row) => row.removedAt === undefined && !catalogue.providers.some((p) => p.id === row.id));
  return (
    <>
      {lost.map(({ id, manifest }) => (
        <Note
          key={id}
          tone="warn"
          title={`${manifest.name} cannot be used`}
          action={
            <div className="k-row">
              <Button small busy={exported.busy} onClick={() => void exported.send({ id }).then((file) => (file ? saveFile(file.fileId) : false))}>
                Export
              </Button>
              <Button small look="ghost" busy={remove.busy} onClick={() => void remove.send({ id })}>
                Delete
              </Button>
            </div>
          }
        >
          This version of Kiln does not understand it. Its steps are skipped. Export it, put it right, and import it again.
        </Note>
      ))}
    </>
  );
}
