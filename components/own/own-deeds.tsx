import { Copy, Download, PenLine, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactElement } from 'react';
import { isOwnProvider } from '../../lib/contracts/own-provider/draft.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { followReading, requestOrigins } from '../../lib/ui/browser.ts';
import { saveFile } from '../../lib/ui/download.ts';
import { listOf, plural } from '../../lib/ui/format.ts';
import type { ProviderCard } from '../../lib/ui/provider-cards.ts';
import { hostOf } from '../../lib/ui/safe-href.ts';
import { sendCommand } from '../../lib/ui/send-command.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';

const uses = (waterfall: Waterfall, id: string): boolean =>
  waterfall.steps.some((s) => s.source === 'provider' && s.providerId === id) || (waterfall.findFirst ?? []).some((s) => s.providerId === id) || (waterfall.verifier?.providerIds.includes(id) ?? false);

/** Edit, duplicate, export and delete; of a built-in one a duplicate only. */
export function OwnDeeds({ card }: { readonly card: ProviderCard }): ReactElement | null {
  const { provider } = card;
  const isOwn = isOwnProvider(provider.id);
  /** Waterfalls that ask it, when deleting it was begun. */
  const [using, setUsing] = useState<readonly Waterfall[] | null>(null);
  const exported = useCommand('provider.export');
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    const file = await exported.send({ id: provider.id });
    if (file && (await saveFile(file.fileId))) showToast({ kind: 'info', text: `Saved as ${file.name}, without your key` });
  };
  const begin = async (): Promise<void> => {
    const list = await sendCommand('waterfall.list', {});
    const asking = list.ok ? list.value.filter((w) => uses(w, provider.id)) : [];
    if (asking.length > 0) setUsing(asking);
    else await take(0);
  };
  const take = async (count: number): Promise<void> => {
    setBusy(true);
    const done = await sendCommand('provider.remove', { id: provider.id });
    setBusy(false);
    if (!done.ok) return showToast({ kind: 'bad', text: done.error.message });
    setUsing(null);
    window.location.hash = 'providers';
    showToast({ kind: 'info', text: `${provider.name} deleted${count > 0 ? `. ${plural(count, 'waterfall')} now ${count === 1 ? 'skips' : 'skip'} it` : ''}`, onUndo: async () => (await sendCommand('provider.restore', { id: provider.id })).ok });
  };
  // A source of Kiln's own is no request that could be changed.
  if (provider.sites) return null;
  return (
    <>
      {isOwn ? <Reach origins={[provider.origin, ...(provider.moreOrigins ?? [])]} /> : null}
      <div className="k-rec-deeds">
        {isOwn ? (
          <Button small icon={<Icon of={PenLine} size={14} />} onClick={() => (window.location.hash = `providers/edit-${provider.id}`)}>
            Edit
          </Button>
        ) : null}
        <Button small icon={<Icon of={Copy} size={14} />} onClick={() => (window.location.hash = `providers/copy-${provider.id}`)}>
          Duplicate to change
        </Button>
        {isOwn ? (
          <>
            <Button small icon={<Icon of={Download} size={14} />} busy={exported.busy} onClick={() => void save()}>
              Export
            </Button>
            <Button small look="ghost" className="k-bad" icon={<Icon of={Trash2} size={14} />} busy={busy} onClick={() => void begin()}>
              Delete
            </Button>
          </>
        ) : null}
      </div>
      {using ? (
        <Dialog
          title={`Delete ${provider.name}`}
          description={`${listOf(using.map((w) => w.name))} ${using.length === 1 ? 'asks' : 'ask'} it. The step stays there and is skipped, with this as the reason, until you take it out or bring the provider back.`}
          onClose={() => setUsing(null)}
          footer={
            <>
              <span className="k-grow" />
              <Button onClick={() => setUsing(null)}>Cancel</Button>
              <Button look="stop" busy={busy} onClick={() => void take(using.length)}>
                Delete provider
              </Button>
            </>
          }
        >
          <p className="k-2">Answers it gave stay with their leads, under its name.</p>
        </Dialog>
      ) : null}
    </>
  );
}

/** Says when the partner may not be reached yet. */
function Reach({ origins }: { readonly origins: readonly string[] }): ReactElement | null {
  const [allowed, setAllowed] = useState(true);
  const [origin = ''] = origins;
  useEffect(() => followReading(origin, setAllowed), [origin]);
  if (allowed) return null;
  return (
    <div className="k-row">
      <span className="k-sm k-warn">Kiln may not reach {hostOf(origin)} yet.</span>
      <Button small onClick={() => void requestOrigins(origins)}>
        Allow it
      </Button>
    </div>
  );
}
