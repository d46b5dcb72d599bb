import { Copy, ExternalLink } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import type { MetaRows } from '../../lib/storage/database.ts';
import { openWebPage, requestOrigin } from '../../lib/ui/browser.ts';
import { durationOf } from '../../lib/ui/format.ts';
import { hostOf, safeHref } from '../../lib/ui/safe-href.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { LiveRegion } from './live-region.tsx';
import { Note } from './note.tsx';
import { Spinner } from './spinner.tsx';

interface SignInProps {
  /** A sign-in under way, or null. */
  readonly signIn: MetaRows['signIn'] | null;
  readonly initialUrl?: string;
}

/** Sign in to an account server: its address first, then the code to type there. */
export function SignIn({ signIn, initialUrl = '' }: SignInProps): ReactElement {
  return signIn?.state === 'waiting' ? <DeviceCode signIn={signIn} /> : <ServerForm signIn={signIn} initialUrl={signIn?.serverUrl ?? initialUrl} />;
}

const FAILED: Readonly<Record<'denied' | 'expired' | 'failed', string>> = {
  denied: 'The sign-in was refused on the server',
  expired: 'The code has expired',
  failed: 'Signing in did not work',
};

/** Titles of what can go wrong before there is a code, by the code of the refusal. */
const PROBLEMS: Readonly<Record<string, string>> = {
  offline: 'The server does not answer',
  bad_server: 'Not a Kiln server',
  bad_input: 'This address cannot be used',
  conflict: 'Another account is signed in',
  no_permission: 'Not allowed to reach the server',
};

function ServerForm({ signIn, initialUrl }: { readonly signIn: MetaRows['signIn'] | null; readonly initialUrl: string }): ReactElement {
  const [url, setUrl] = useState(initialUrl);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly code: string; readonly message: string }>();
  const hint = useId();
  const address = safeHref(url.includes('://') ? url : `https://${url}`);
  const submit = async (): Promise<void> => {
    if (address === undefined) return;
    // An address without encryption is told apart below: this machine needs no right, every other one is refused.
    const { protocol } = new URL(address);
    if (protocol !== 'http:' && !(await requestOrigin(address))) return setProblem({ code: 'no_permission', message: 'Without the right to reach the server there is no sign-in. Nothing was changed.' });
    setBusy(true);
    setProblem(undefined);
    const started = await sendCommand('account.signIn', { serverUrl: new URL(address).origin });
    setBusy(false);
    if (!started.ok) setProblem(started.error);
  };
  return (
    <form
      className="k-form"
      onSubmit={(e) => {
        e.preventDefault();
        void submit();
      }}
    >
      {problem ? (
        <Note tone="bad" title={PROBLEMS[problem.code] ?? 'Signing in did not work'}>
          {problem.message}
        </Note>
      ) : signIn && signIn.state !== 'waiting' ? (
        <Note tone="bad" title={FAILED[signIn.state]}>
          {signIn.message ?? 'Ask for a new code.'}
        </Note>
      ) : null}
      <label className="k-label">
        Account server
        <span className="k-input">
          <input type="url" inputMode="url" placeholder="https://kiln.example.com" value={url} maxLength={500} aria-describedby={hint} onChange={(e) => setUrl(e.target.value)} autoComplete="url" />
        </span>
      </label>
      <p id={hint} className="k-sm k-2">
        An account holds the plan, the two meters and provider keys of a team. Without one, own keys and free sources work.
      </p>
      <Button look="primary" type="submit" busy={busy} disabled={address === undefined}>
        Get a code
      </Button>
    </form>
  );
}

/** The code, large enough to read across a desk, and what happens next. */
function DeviceCode({ signIn }: { readonly signIn: MetaRows['signIn'] }): ReactElement {
  const now = useNow(1_000);
  const cancel = useCommand('account.cancelSignIn');
  const again = useCommand('account.signIn');
  const left = signIn.expiresAt - now;
  const page = safeHref(signIn.verificationUri);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(signIn.userCode);
    showToast({ kind: 'info', text: 'Code copied' });
  };
  if (left <= 0) {
    return (
      <div className="k-form">
        <Note tone="warn" title="The code has expired">
          Nothing was signed in. Ask for a new one.
        </Note>
        <Button look="primary" busy={again.busy} onClick={() => void again.send({ serverUrl: signIn.serverUrl })}>
          Get a new code
        </Button>
      </div>
    );
  }
  return (
    <div className="k-form">
      <p className="k-2">Type this code at {hostOf(signIn.verificationUri) ?? 'the server'}.</p>
      <div className="k-code">
        <output aria-label={`Code ${signIn.userCode.split('').join(' ')}`}>{signIn.userCode}</output>
        <Button small icon={<Icon of={Copy} size={14} />} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      <div className="k-row">
        {page === undefined ? null : (
          <Button look="primary" icon={<Icon of={ExternalLink} size={14} />} onClick={() => void openWebPage(page)}>
            Open the page
          </Button>
        )}
        <Button look="ghost" busy={cancel.busy} onClick={() => void cancel.send({})}>
          Cancel
        </Button>
      </div>
      <p className="k-live">
        <Spinner />
        <span className="k-grow">Waiting for the code</span>
        <span className="k-3 k-sm">{durationOf(left)} left</span>
      </p>
      <LiveRegion text="Waiting for the code to be typed" />
    </div>
  );
}
