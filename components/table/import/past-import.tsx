import { Download } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ImportRecord } from '../../../lib/storage/import-rows.ts';
import { countOf, momentOf } from '../../../lib/ui/format.ts';
import { saveAside } from '../../../lib/ui/import/import-queries.ts';
import { showToast } from '../../../lib/ui/toast-store.ts';
import { useNow } from '../../../lib/ui/use-browser.ts';
import { IconButton } from '../../parts/button.tsx';
import { Icon } from '../../parts/icon.tsx';

/** One earlier import: when, what came of it, and what it kept aside. */
export function PastImport({ record }: { readonly record: ImportRecord }): ReactElement {
  const now = useNow(60_000);
  const kept = record.aside + record.leftOut;
  const save = async (): Promise<void> => {
    if (!(await saveAside(record))) showToast({ kind: 'bad', text: 'What was kept aside is not there any more.' });
  };
  return (
    <li>
      <span className="k-grow k-trunc">
        <b className="k-val" dir="auto">{record.fileName}</b>{' '}
        <span className="k-sm k-3">
          {momentOf(record.at, now)}, {countOf(record.added)} added{record.merged > 0 ? `, ${countOf(record.merged)} updated` : ''}
          {record.state === 'done' ? '' : ', not to its end'}
        </span>
      </span>
      {kept > 0 ? (
        <IconButton small label={`Download the ${countOf(kept)} rows kept aside of ${record.fileName}`} onClick={() => void save()}>
          <Icon of={Download} size={14} />
        </IconButton>
      ) : null}
    </li>
  );
}
