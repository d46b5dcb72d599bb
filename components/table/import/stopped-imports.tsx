import { FileWarning } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ImportRecord } from '../../../lib/storage/import-rows.ts';
import { countOf, plural } from '../../../lib/ui/format.ts';
import { useStoppedImports } from '../../../lib/ui/import/import-queries.ts';
import { useCommand } from '../../../lib/ui/use-commands.ts';
import { Button } from '../../parts/button.tsx';
import { Note } from '../../parts/note.tsx';

/** Imports that ended with their page: how far they came, and the choice to keep or to undo what is there. */
export function StoppedImports(): ReactElement | null {
  const stopped = useStoppedImports();
  return stopped.length === 0 ? null : (
    <>
      {stopped.map((record) => (
        <Stopped key={record.id} record={record} />
      ))}
    </>
  );
}

function Stopped({ record }: { readonly record: ImportRecord }): ReactElement {
  const end = useCommand('import.end');
  const undo = useCommand('activity.undo');
  const hasChanged = record.added + record.merged > 0;
  const takeBack = async (): Promise<void> => {
    if (await undo.send({ activityId: record.activityId })) await end.send({ importId: record.id, how: 'stopped' });
  };
  return (
    <Note
      tone="warn"
      icon={FileWarning}
      title={`The import of ${record.fileName} stopped when its page was closed`}
      action={
        <span className="k-row">
          {hasChanged ? (
            <Button small busy={undo.busy} onClick={() => void takeBack()}>
              Undo it
            </Button>
          ) : null}
          <Button small busy={end.busy} onClick={() => void end.send({ importId: record.id, how: 'stopped' })}>
            {hasChanged ? 'Keep them' : 'Put away'}
          </Button>
        </span>
      }
    >
      {record.looked === 0 ? 'No row was stored.' : `${plural(record.looked, 'row')} of it ${record.looked === 1 ? 'is' : 'are'} stored, the last one is number ${countOf(record.lastAt)} in the file. Import it again for the rest: rows that are there are known.`}
    </Note>
  );
}
