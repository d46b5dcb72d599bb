import { Pause, Play, Send } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import type { Delivery } from '../../lib/domain/delivery/delivery.ts';
import { isLoopback } from '../../lib/core/loopback.ts';
import { requestOrigins } from '../../lib/ui/browser.ts';
import { useTargets } from '../../lib/ui/destination-queries.ts';
import { countWords, isOpen, progressOf, stateWords } from '../../lib/ui/destination-words.ts';
import { countOf, momentOf } from '../../lib/ui/format.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Amount } from '../parts/amount.tsx';
import { Bar } from '../parts/bar.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon, StopGlyph } from '../parts/icon.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { DeliveryResults } from './delivery-results.tsx';

/** Pause or go on, and stop. */
export function DeliveryButtons({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const { id, state, pause: held } = delivery;
  const pause = useCommand('delivery.pause');
  const resume = useCommand('delivery.resume');
  const stop = useCommand('delivery.stop');
  const target = useTargets()?.find((one) => one.id === delivery.targetId);
  const goOn = async (): Promise<void> => {
    if (held?.reason === 'no-permission' && !(await requestOrigins((target?.origins ?? []).filter((origin) => !isLoopback(origin))))) return;
    await resume.send({ id });
  };
  return (
    <>
      {state === 'paused' ? (
        <IconButton small label="Go on sending" disabled={resume.busy} onClick={() => void goOn()}>
          <Icon of={Play} size={14} />
        </IconButton>
      ) : (
        <IconButton small label="Pause sending" disabled={pause.busy || state !== 'running'} onClick={() => void pause.send({ id })}>
          <Icon of={Pause} size={14} />
        </IconButton>
      )}
      <IconButton small label="Stop sending" disabled={stop.busy || (state !== 'running' && state !== 'paused')} onClick={() => void stop.send({ id })}>
        <StopGlyph />
      </IconButton>
    </>
  );
}

/** One delivery: how far it is or what came of it, and the way to its rows. */
export function DeliveryCard({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const [looking, setLooking] = useState(false);
  const open = isOpen(delivery);
  const now = useNow(open ? 1_000 : 60_000);
  const { done, of } = progressOf(delivery);
  const words = stateWords(delivery, now);
  return (
    <div className="k-card k-going">
      <div className="k-going__t">
        {!open ? <Icon of={Send} size={14} /> : delivery.state === 'paused' ? <Icon of={Pause} size={14} /> : <Spinner />}
        <b className="k-grow k-trunc" dir="auto">{`${delivery.tableName} to ${delivery.targetName}`}</b>
        <span className="k-sm k-2 k-nowrap">{open ? `${countOf(done)} of ${countOf(of)}` : momentOf(delivery.endedAt ?? delivery.createdAt, now)}</span>
        {open ? <DeliveryButtons delivery={delivery} /> : null}
      </div>
      {open ? <Bar percent={of === 0 ? 0 : (done / of) * 100} tone="ember" label={`Sending to ${delivery.targetName}`} /> : null}
      <p className={`k-sm ${delivery.state === 'paused' && delivery.pause?.reason !== 'person' ? 'k-warn' : 'k-2'}`}>{words}</p>
      <div className="k-row">
        <Button small onClick={() => setLooking(true)}>
          Results
        </Button>
        <span className="k-grow" />
        <span className="k-sm k-2">{delivery.sandbox ? 'Practice ' : ''}</span>
        <Amount meter="actions" amount={delivery.charged} unit />
      </div>
      {open ? <LiveRegion text={delivery.state === 'running' ? countWords(delivery) : words} /> : null}
      {looking ? <DeliveryResults id={delivery.id} onClose={() => setLooking(false)} /> : null}
    </div>
  );
}
