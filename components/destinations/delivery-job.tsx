import { Pause } from 'lucide-react';
import { useState, type ReactElement } from 'react';
import { useDeliveries } from '../../lib/ui/destination-queries.ts';
import { isOpen, progressOf, stateWords } from '../../lib/ui/destination-words.ts';
import { countOf } from '../../lib/ui/format.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { Bar } from '../parts/bar.tsx';
import { LinkButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { DeliveryButtons } from './delivery-card.tsx';
import { DeliveryResults } from './delivery-results.tsx';

/** What is being sent, at the foot of the table page; what has just been sent stays for a while. */
export function DeliveryJob(): ReactElement | null {
  const deliveries = useDeliveries();
  const [looking, setLooking] = useState<string | null>(null);
  const now = useNow(1_000);
  const current = deliveries?.find((one) => isOpen(one) || now - (one.endedAt ?? 0) < JUST_MS);
  const dialog = looking ? <DeliveryResults id={looking} onClose={() => setLooking(null)} /> : null;
  if (!current) return dialog;
  const { done, of } = progressOf(current);
  const open = isOpen(current);
  const words = stateWords(current, now);
  return (
    <div className="k-job">
      {!open ? null : current.state === 'paused' ? <Icon of={Pause} size={14} /> : <Spinner />}
      <LinkButton className="k-nowrap" title={words} onClick={() => setLooking(current.id)}>
        {open ? `Sending to ${current.targetName}` : `Sent to ${current.targetName}`}
      </LinkButton>
      <Bar percent={of === 0 ? 0 : (done / of) * 100} tone="ember" label={`Sending to ${current.targetName}`} />
      <span className={`k-sm k-trunc ${current.state === 'paused' && current.pause?.reason !== 'person' ? 'k-warn' : 'k-2'}`}>{open && current.state !== 'paused' ? `${countOf(done)} of ${countOf(of)}` : words}</span>
      {open ? <DeliveryButtons delivery={current} /> : null}
      <LiveRegion text={current.state === 'running' ? `${done} of ${of}` : words} />
      {dialog}
    </div>
  );
}
const JUST_MS = 60_000;
