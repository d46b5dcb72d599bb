import { ArrowLeftRight, FlaskConical } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { MetaRows } from '../../lib/storage/database.ts';
import { dateOf, initialsOf } from '../../lib/ui/format.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Fact } from '../parts/fact.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';

/** Who is signed in, where, and the way to another workspace. */
export function MemberCard({ account }: { readonly account: MetaRows['account'] }): ReactElement {
  const now = useNow(60_000);
  const [asking, setAsking] = useState(false);
  const { member, plan } = account;
  return (
    <section className="k-card k-box" aria-label="Member">
      <div className="k-who">
        <span className="k-ava" aria-hidden="true">
          {initialsOf(member.name)}
        </span>
        <div className="k-grow">
          <h2 className="k-trunc">{member.name || 'Signed in'}</h2>
          <p className="k-2 k-trunc">{member.email}</p>
        </div>
        {member.role === '' ? null : <span className="k-tag">{member.role}</span>}
      </div>
      <dl className="k-facts">
        <Fact label="Workspace">{member.workspace}</Fact>
        <Fact label="Server">{account.serverName}, {account.serverUrl}</Fact>
        <Fact label="Plan">{plan.name}{plan.renewsAt === null ? '' : `, renews on ${dateOf(plan.renewsAt, now)}`}</Fact>
      </dl>
      {account.sandbox ? (
        <Note icon={FlaskConical} title="A practice server">
          Its partners are a sandbox. Every answer it sells is made up and marked Sandbox.
        </Note>
      ) : null}
      <div className="k-row">
        <Button icon={<Icon of={ArrowLeftRight} size={14} />} onClick={() => setAsking(true)}>
          Another workspace
        </Button>
      </div>
      {asking ? <SwitchDialog workspace={member.workspace} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

/** What a switch does, before it does it; what refuses it is said here. */
function SwitchDialog({ workspace, onClose }: { readonly workspace: string; readonly onClose: () => void }): ReactElement {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const go = async (): Promise<void> => {
    setBusy(true);
    const switched = await sendCommand('account.switchWorkspace', {});
    setBusy(false);
    if (switched.ok) onClose();
    else setProblem(switched.error.message);
  };
  return (
    <Dialog
      title="Another workspace"
      onClose={onClose}
      footer={
        <>
          <span className="k-grow" />
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={busy} onClick={() => void go()}>
            Leave {workspace || 'this one'} and get a code
          </Button>
        </>
      }
    >
      <p>What is waiting is sent first. Then this device leaves the workspace and gets a new code; on the server’s page you choose the workspace that it works for.</p>
      <p className="k-2">Leads and receipts stay on this device. Keys of the account, its meters and its prices go with it.</p>
      {problem === undefined ? null : (
        <Note tone="bad" title="Not switched">
          {problem}
        </Note>
      )}
    </Dialog>
  );
}
