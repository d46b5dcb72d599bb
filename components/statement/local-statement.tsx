import { Download } from 'lucide-react';
import type { ReactElement } from 'react';
import { saveFile } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { MonthCard } from '../parts/month-card.tsx';
import { Note } from '../parts/note.tsx';

/** Without an account nobody bills anything: what this device has counted, and the way to an account. */
export function LocalStatement(): ReactElement {
  const exported = useCommand('export.file');
  const save = async (): Promise<void> => {
    const file = await exported.send({ what: { kind: 'statement', format: 'csv' } });
    if (file && (await saveFile(file.fileId))) showToast({ kind: 'info', text: `${plural(file.rows, 'charge')} saved as ${file.name}` });
  };
  return (
    <div className="k-two">
      <section className="k-card k-box">
        <Note title="No account, so nothing is billed">
          Actions are counted on this device and not limited. Own keys and free sources cost no Data Credits. With an account every entry of its ledger stands here.
        </Note>
        <div className="k-row">
          <Button icon={<Icon of={Download} size={14} />} busy={exported.busy} onClick={() => void save()}>
            What was counted here, as CSV
          </Button>
          <a className="k-link" href="#account">
            Sign in to an account
          </a>
        </div>
      </section>
      <MonthCard />
    </div>
  );
}
