import type { ReactElement } from 'react';
import type { MetaRows } from '../../lib/storage/database.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { RadioBar } from '../parts/radio-bar.tsx';
import { PaneHead } from './side-meter.tsx';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const satisfies readonly { readonly value: MetaRows['settings']['theme']; readonly label: string }[];

const SWITCH = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;

/** Light, dark, or as the system is. */
export function AppearanceSection(): ReactElement {
  const settings = useMeta('settings');
  const set = useCommand('settings.set');
  return (
    <>
      <PaneHead title="Appearance">How Kiln looks in the panel, the table and here, and which keys it listens to. Marks on pages follow the system.</PaneHead>
      <section className="k-card k-rules">
        <div>
          <div className="k-grow">
            <b>Theme</b>
            <p className="k-sm k-2">Changes at once, in every open page of Kiln.</p>
          </div>
          <RadioBar label="Theme" options={THEMES} value={settings?.theme ?? 'system'} onChange={(theme) => void set.send({ theme })} />
        </div>
        <div>
          <div className="k-grow">
            <b>Single-letter keys</b>
            <p className="k-sm k-2">C clips, P picks and N adds by hand in the side panel. Off, these letters do nothing; every one has its button.</p>
          </div>
          <RadioBar label="Single-letter keys" options={SWITCH} value={settings?.letterKeys === false ? 'off' : 'on'} onChange={(state) => void set.send({ letterKeys: state === 'on' })} />
        </div>
      </section>
    </>
  );
}
