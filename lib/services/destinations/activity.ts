import type { Delivery } from '../../domain/delivery/delivery.ts';
import { formatMicro } from '../../domain/ledger/amount.ts';
import type { ActivityRow } from '../../storage/database.ts';

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

/** The line of the history about a delivery that is over; one that goes on anew and ends again has one line all the same. */
export const deliveryActivity = (deps: { now(): number }) => (delivery: Delivery): ActivityRow => {
  const { counts, charged, sandbox } = delivery;
  const notes = [
    counts.failed > 0 ? `${counts.failed.toLocaleString('en')} failed` : '',
    counts.unknown > 0 ? `${counts.unknown.toLocaleString('en')} not confirmed` : '',
    counts['left-out'] > 0 ? `${counts['left-out'].toLocaleString('en')} left out` : '',
    counts.stopped > 0 ? `${counts.stopped.toLocaleString('en')} stopped` : '',
    sandbox ? 'practice' : charged > 0 ? `${formatMicro(charged)} Actions` : 'no charge',
  ].filter((note) => note !== '');
  return {
    id: `delivery:${delivery.id}`, at: deps.now(), kind: 'delivered', tableId: delivery.tableId,
    title: `${count(counts.delivered, 'lead', 'leads')} sent to ${delivery.targetName}`, detail: `${delivery.tableName} · ${notes.join(' · ')}`,
    ...(charged > 0 ? { charged: { actions: charged, credits: 0 as typeof charged } } : {}),
  };
};
