import { Download, FlaskConical } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { TOMBSTONE_DAYS } from '../../lib/core/limits.ts';
import { fileText, saveText } from '../../lib/ui/download.ts';
import { plural } from '../../lib/ui/format.ts';
import { isLoopbackPort } from '../../lib/ui/safe-href.ts';
import { useMeta, useTables } from '../../lib/ui/queries.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { RadioBar } from '../parts/radio-bar.tsx';
import { Rule } from '../parts/rule.tsx';
import { PaneHead } from './side-meter.tsx';

/** What stays here, what can be taken along, and practice without real partners. */
export function PrivacySection(): ReactElement {
  return (
    <>
      <PaneHead title="Privacy and data">Leads, answers and receipts stay in this browser until you send them. Keys are encrypted and never reach a page.</PaneHead>
      <section className="k-card k-rules">
        <ExportEverything />
        <Practice />
        <TellNames />
      </section>
      <section className="k-card k-box">
        <h2>What Kiln reads and sends</h2>
        <ul className="k-plain">
          <li>A page is read only after a click on it, or on a site you allowed. Nothing runs in pages before that.</li>
          <li>A provider gets only what its card under “Providers and keys” names, and only when you start at a shown price.</li>
          <li>“Erase everywhere” on a lead deletes it with all that was captured, bought and noted, here and at the account; without one, at the account that you sign in to within {TOMBSTONE_DAYS} days. Amounts stay. It cannot be undone.</li>
          <li>The account gets amounts and pseudonyms, the names of tables and waterfalls unless you switch that off, and the question itself when it is bought through the account.</li>
        </ul>
      </section>
    </>
  );
}

const SWITCH = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;
/** Whether usage by table and by waterfall has names at the account. */
function TellNames(): ReactElement {
  const settings = useMeta('settings');
  const set = useCommand('settings.set');
  return (
    <Rule title="Names of tables and waterfalls at the account" text="Its pages show usage by table and by waterfall. Off, no name is told from now on, and only references are counted.">
      <RadioBar label="Names of tables and waterfalls at the account" options={SWITCH} value={settings?.tellNames === false ? 'off' : 'on'} onChange={(state) => void set.send({ tellNames: state === 'on' })} />
    </Rule>
  );
}

/** Every table with every source, and the statement, in one JSON file. */
function ExportEverything(): ReactElement {
  const tables = useTables();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    const out: unknown[] = [];
    for (const table of tables ?? []) {
      const text = await textOfExport({ what: { kind: 'table', tableId: table.id, format: 'json' } });
      if (text !== null) out.push(JSON.parse(text));
    }
    const statement = await textOfExport({ what: { kind: 'statement', format: 'csv' } });
    setBusy(false);
    if (out.length !== (tables?.length ?? 0) || statement === null) return showToast({ kind: 'bad', text: 'Not everything could be read, so no file was saved. Try again; it costs nothing.' });
    saveText('kiln-everything.json', 'application/json', JSON.stringify({ tables: out, statementCsv: statement }, null, 2));
    showToast({ kind: 'info', text: `${plural(out.length, 'table')} and the statement saved` });
  };
  return (
    <div>
      <div className="k-grow">
        <b>Export everything</b>
        <p className="k-sm k-2">All tables with the source of each value, and the statement of both meters, in one JSON file. Free.</p>
      </div>
      <Button busy={busy} disabled={!tables} icon={<Icon of={Download} />} onClick={() => void run()}>
        Export everything
      </Button>
    </div>
  );
}

async function textOfExport(input: Parameters<typeof sendCommand<'export.file'>>[1]): Promise<string | null> {
  const file = await sendCommand('export.file', input);
  return file.ok ? fileText(file.value.fileId) : null;
}

/** Provider calls go to a sandbox on this machine instead of the real partners. */
function Practice(): ReactElement {
  const settings = useMeta('settings');
  const set = useCommand('settings.set');
  const [url, setUrl] = useState('http://127.0.0.1:');
  const on = settings?.sandboxUrl ?? null;
  const fits = isLoopbackPort(url);
  return (
    <div>
      <div className="k-grow">
        <b>Practice mode</b>
        <p className="k-sm k-2">
          {on === null ? 'Provider calls go to a sandbox on this machine. Only addresses of this machine are accepted, and every answer is marked Sandbox.' : `On. Provider calls go to ${on}; answers are made up and marked Sandbox.`}
        </p>
        {on === null && url !== 'http://127.0.0.1:' && !fits ? (
          <p className="k-sm k-bad" role="alert">
            Only http://127.0.0.1 or http://localhost with a port.
          </p>
        ) : null}
      </div>
      {on === null ? (
        <form
          className="k-row"
          onSubmit={(e) => {
            e.preventDefault();
            if (fits) void set.send({ sandboxUrl: new URL(url).origin });
          }}
        >
          <span className="k-input k-input--url">
            <input aria-label="Address of the sandbox" value={url} maxLength={200} spellCheck={false} onChange={(e) => setUrl(e.target.value)} />
          </span>
          <Button type="submit" busy={set.busy} disabled={!fits} icon={<Icon of={FlaskConical} />}>
            Switch on
          </Button>
        </form>
      ) : (
        <Button busy={set.busy} onClick={() => void set.send({ sandboxUrl: null })}>
          Switch off
        </Button>
      )}
    </div>
  );
}
