import { Ban, Building2, Plus, Settings, UserRound } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { LeadKind } from '../../lib/domain/lead/fields.ts';
import type { Table } from '../../lib/domain/lead/lead.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { useContactCount } from '../../lib/ui/contact-queries.ts';
import { countOf, initialsOf, shortMoment } from '../../lib/ui/format.ts';
import { tableHash } from '../../lib/ui/hash.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon, Mark } from '../parts/icon.tsx';
import { NameDialog } from '../parts/name-dialog.tsx';

interface RailProps {
  readonly tables: readonly Table[];
  readonly counts: ReadonlyMap<string, number>;
  readonly current: string | undefined;
}

const KINDS = [
  { kind: 'person', heading: 'People', add: 'New people table', icon: UserRound },
  { kind: 'company', heading: 'Companies', add: 'New company table', icon: Building2 },
] as const;

/** The tables by kind, and whose account this is. */
export function Rail({ tables, counts, current }: RailProps): ReactElement {
  const account = useMeta('account');
  const [naming, setNaming] = useState<LeadKind | null>(null);
  const create = useCommand('table.create');
  const add = async (name: string): Promise<void> => {
    if (naming === null) return;
    const made = await create.send({ name, kind: naming });
    if (!made) return;
    setNaming(null);
    window.location.hash = tableHash(made.tableId);
  };
  return (
    <nav className="k-rail" aria-label="Tables">
      <div className="k-ws">
        <Mark />
        <b className="k-grow k-trunc">{account?.member.workspace ?? 'Kiln'}</b>
      </div>
      <div className="k-rail__m">
        {KINDS.map(({ kind, heading, add: label, icon }) => (
          <section key={kind} aria-label={heading}>
            <div className="k-h k-rail__h">
              <span>{heading}</span>
              <IconButton small label={label} onClick={() => setNaming(kind)}>
                <Icon of={Plus} size={14} />
              </IconButton>
            </div>
            <ul>
              {tables
                .filter((t) => t.kind === kind)
                .map((t) => (
                  <li key={t.id}>
                    <a href={`#${tableHash(t.id)}`} className={`k-nav ${t.id === current ? 'on' : ''}`} aria-current={t.id === current ? 'page' : undefined}>
                      <Icon of={icon} size={14} />
                      <span className="k-grow k-trunc k-val" dir="auto">{t.name}</span>
                      <span className="k-count">{countOf(counts.get(t.id) ?? 0)}</span>
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <KeptApart />
      </div>
      <Me />
      {naming ? <NameDialog title={`New table of ${naming === 'person' ? 'people' : 'companies'}`} label="Name" action="Create table" busy={create.busy} onSubmit={(name) => void add(name)} onClose={() => setNaming(null)} /> : null}
    </nav>
  );
}

/** What stands beside the tables: the way to the do-not-contact list. */
function KeptApart(): ReactElement {
  const count = useContactCount();
  return (
    <section aria-label="Kept apart">
      <div className="k-h k-rail__h">
        <span>Kept apart</span>
      </div>
      <button type="button" className="k-nav" onClick={() => void openKilnPage('options', 'contacts')}>
        <Icon of={Ban} size={14} />
        <span className="k-grow k-trunc k-left">Do not contact</span>
        <span className="k-count">{countOf(count ?? 0)}</span>
      </button>
    </section>
  );
}

/** Who is signed in, when the account was last heard, and the way to the options. */
function Me(): ReactElement {
  const account = useMeta('account');
  const sync = useMeta('sync');
  const now = useNow(60_000);
  const line = !account ? 'Works without one' : sync?.state === 'offline' ? 'Account server away' : sync?.state === 'refused' ? 'Account refuses' : `Synced ${shortMoment(account.syncedAt, now)}`;
  return (
    <div className="k-me">
      <span className="k-ava k-ava--s" aria-hidden="true">
        {account ? initialsOf(account.member.name) : '–'}
      </span>
      <span className="k-grow">
        <b className="k-trunc">{account?.member.name ?? 'No account'}</b>
        <span className="k-xs k-3 k-trunc">{line}</span>
      </span>
      <IconButton label="Options" onClick={() => void openKilnPage('options')}>
        <Icon of={Settings} />
      </IconButton>
    </div>
  );
}
