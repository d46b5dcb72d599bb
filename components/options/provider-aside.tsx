import { ExternalLink, Lock, X } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { PriceBook } from '../../lib/contracts/account-api.ts';
import { joinSecret, normalAddress } from '../../lib/contracts/provider-address.ts';
import { ONE_ACTION, ZERO } from '../../lib/domain/ledger/amount.ts';
import { requestOrigin } from '../../lib/ui/browser.ts';
import { capital, listOf, momentOf } from '../../lib/ui/format.ts';
import { priceOfOperation, type ProviderCard } from '../../lib/ui/provider-cards.ts';
import { hostOf, safeHref } from '../../lib/ui/safe-href.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { OwnDeeds } from '../own/own-deeds.tsx';
import { Amount } from '../parts/amount.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { SiteSource } from './site-source.tsx';
import { StateLine, tileOf } from './provider-tile.tsx';

interface AsideProps {
  readonly card: ProviderCard;
  readonly book: PriceBook | undefined;
  /** Practice mode: keys are kept apart, and no site permission is needed. */
  readonly practice: boolean;
  readonly onClose: () => void;
}

/** The details of a provider: its key, its prices and what is sent to it. */
export function ProviderAside({ card, book, practice, onClose }: AsideProps): ReactElement {
  const { provider } = card;
  const home = safeHref(provider.homepage);
  return (
    <aside className="k-card k-det" aria-label={provider.name}>
      <header>
        <span className={`k-tile ${tileOf(provider.id)}`} aria-hidden="true">
          {provider.name.charAt(0)}
        </span>
        <div className="k-grow">
          <h2>{provider.name}</h2>
          <p className="k-sm k-3 k-trunc">{provider.sites ? 'Read by Kiln itself' : hostOf(provider.origin)}</p>
        </div>
        <IconButton label="Close" onClick={onClose}>
          <Icon of={X} />
        </IconButton>
      </header>
      {provider.sites ? <SiteSource sites={provider.sites} practice={practice} /> : provider.needsKey ? null : <FreeSource card={card} practice={practice} />}
      {provider.needsKey || provider.address ? <OwnKey card={card} practice={practice} /> : null}
      <table className="k-ops">
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Account</th>
            <th scope="col">{provider.needsKey ? 'My key' : 'Free'}</th>
          </tr>
        </thead>
        <tbody>
          {provider.operations.map((o) => {
            const price = priceOfOperation(book, provider.id, o.name);
            return (
              <tr key={o.name}>
                <th scope="row">{o.label}</th>
                <td>{price === undefined ? '–' : <Amount meter="data_credits" amount={price} />}</td>
                <td>
                  <Amount meter="data_credits" amount={ZERO} />
                </td>
              </tr>
            );
          })}
          <tr className="k-3">
            <th scope="row">Any result, either way</th>
            <td>
              <Amount meter="actions" amount={ONE_ACTION} />
            </td>
            <td>
              <Amount meter="actions" amount={ONE_ACTION} />
            </td>
          </tr>
        </tbody>
      </table>
      <dl className="k-facts">
        <div>
          <dt>Sends</dt>
          <dd>{listOf(provider.sends)}</dd>
        </div>
        <div>
          <dt>A miss</dt>
          <dd>costs nothing</dd>
        </div>
      </dl>
      <OwnDeeds card={card} />
      {home === undefined ? null : (
        <a className="k-link" href={home} target="_blank" rel="noopener noreferrer">
          About {provider.name}
          <Icon of={ExternalLink} size={12} />
        </a>
      )}
    </aside>
  );
}

/** The person's own key: written once, then only its last four characters are shown. */
function OwnKey({ card, practice }: { readonly card: ProviderCard; readonly practice: boolean }): ReactElement {
  const { provider, key } = card;
  const now = useNow(60_000);
  const [text, setText] = useState('');
  const [address, setAddress] = useState('');
  const [replacing, setReplacing] = useState(false);
  const set = useCommand('key.set');
  const check = useCommand('key.check');
  const remove = useCommand('key.remove');
  const help = safeHref(provider.keyHelpUrl);
  const [hasKey, hasAddress] = [text.trim() !== '', address.trim() !== ''];
  const isComplete = (hasKey || hasAddress) && (hasAddress || provider.address?.required !== true) && (hasKey || provider.takesKey === 'no' || provider.takesKey === 'may');
  const save = async (): Promise<void> => {
    const typed = address.trim() === '' ? undefined : normalAddress(address);
    if (address.trim() !== '' && typed === undefined) return showToast({ kind: 'bad', text: 'An address begins with https://, or with http:// for a program on this machine. Nothing was stored.' });
    const origin = typed === undefined ? provider.origin : new URL(typed).origin;
    if (!practice && !(await requestOrigin(origin))) return showToast({ kind: 'bad', text: `Without the right to reach ${hostOf(origin) ?? provider.name} nothing can be asked. Nothing was stored.` });
    const saved = await set.send({ providerId: provider.id, key: typed === undefined ? text.trim() : joinSecret(typed, text.trim()) });
    if (!saved) return;
    setText('');
    setReplacing(false);
  };
  if (key && !replacing) {
    return (
      <section className="k-stack">
        <div className="k-h">
          <span>{practice ? 'My practice key' : 'My key'}</span>
        </div>
        <div className="k-keyrow">
          <div className="k-input k-grow k-mono">
            <Icon of={Lock} size={14} />
            <span className="k-trunc">
              <span aria-hidden="true">••••••••••••</span>
              <span className="k-vh">Key ends in </span>
              {key.last4}
            </span>
          </div>
          {provider.canCheckKey ? (
            <Button busy={check.busy} onClick={() => void check.send({ providerId: provider.id })}>
              Test
            </Button>
          ) : null}
        </div>
        <p className="k-sm" role="status">
          <StateLine state={card.state} />
          <span className="k-3">
            {key.checkedAt === undefined ? '' : ` ${momentOf(key.checkedAt, now)}.`} {key.detail ?? ''} {key.creditsLeft ? `${key.creditsLeft} left there.` : ''} A test is free.
          </span>
        </p>
        <div className="k-row">
          <Button small onClick={() => setReplacing(true)}>
            Replace key
          </Button>
          <Button small look="ghost" className="k-bad" busy={remove.busy} onClick={() => void remove.send({ providerId: provider.id })}>
            Remove my key
          </Button>
        </div>
      </section>
    );
  }
  return (
    <form
      className="k-stack"
      onSubmit={(e) => {
        e.preventDefault();
        if (isComplete) void save();
      }}
    >
      {provider.address ? (
        <label className="k-label">
          {provider.address.label}
          <span className="k-input k-mono">
            <input type="url" inputMode="url" value={address} placeholder={provider.address.example} maxLength={300} autoComplete="off" spellCheck={false} onChange={(e) => setAddress(e.target.value)} />
          </span>
        </label>
      ) : null}
      {provider.takesKey === 'no' ? null : (
        <label className="k-label">
          {provider.keyLabel ?? 'API key'}
          <span className="k-input k-mono">
            <Icon of={Lock} size={14} />
            <input type="password" value={text} maxLength={4_000} autoComplete="off" spellCheck={false} onChange={(e) => setText(e.target.value)} />
          </span>
        </label>
      )}
      <p className="k-sm k-2">
        It is encrypted on this device and checked once, free.{practice ? ' Practice keys are kept apart from real ones.' : ` Kiln asks to reach ${provider.address ? 'that address' : (hostOf(provider.origin) ?? 'the provider')}.`}
      </p>
      <div className="k-row">
        <Button look="primary" type="submit" busy={set.busy} disabled={!isComplete}>
          {provider.address ? 'Save' : 'Save key'}
        </Button>
        {replacing ? (
          <Button look="ghost" onClick={() => setReplacing(false)}>
            Cancel
          </Button>
        ) : help === undefined ? null : (
          <a className="k-link" href={help} target="_blank" rel="noopener noreferrer">
            Where to find it
            <Icon of={ExternalLink} size={12} />
          </a>
        )}
      </div>
    </form>
  );
}

/** A source without a key: it still needs the right to be reached. */
function FreeSource({ card, practice }: { readonly card: ProviderCard; readonly practice: boolean }): ReactElement {
  const [allowed, setAllowed] = useState<boolean | null>(null);
  return (
    <section className="k-stack">
      <p className="k-sm">
        <StateLine state={card.state} />
      </p>
      {practice ? (
        <p className="k-sm k-2">Practice mode: the sandbox on this machine answers.</p>
      ) : (
        <div className="k-row">
          <Button small onClick={() => void requestOrigin(card.provider.origin).then(setAllowed)}>
            Allow reaching {hostOf(card.provider.origin)}
          </Button>
          <span className="k-sm k-2" role="status">
            {allowed === null ? '' : allowed ? 'Allowed' : 'Not allowed'}
          </span>
        </div>
      )}
      <p className="k-sm k-2">{capital('the browser asks once for each source; a source that may not be reached is left out.')}</p>
    </section>
  );
}
