/** Mistakes of the device: in what it sends, what it keeps and what it does together. */
import type { TaskChanges } from '../../../../lib/domain/enrichment/advance.ts';
import type { Store } from '../../../../lib/storage/store.ts';
import { frozen, type Row } from '../../memory/rows.ts';
import type { Disk } from '../device/profile/disk.ts';
import { keyText } from '../../memory/keys.ts';
import type { DeviceSeams } from '../device/device.ts';
import type { Bug, SeamWorld } from './bug.ts';

const onDevice = (name: string, about: string, seam: (world: SeamWorld) => DeviceSeams, more: Partial<Bug> = {}): Bug => ({ name, about, ...more, seams: (world) => ({ device: seam(world) }) });
type Ledger = Store['ledger'];
const onLedger = (name: string, about: string, wrap: (ledger: Ledger, disk: Disk, world: SeamWorld) => Partial<Ledger>, more: Partial<Bug> = {}): Bug =>
  onDevice(name, about, (world) => ({ store: (store, disk) => ({ ...store, ledger: { ...store.ledger, ...wrap(store.ledger, disk, world) } }) }), more);

export const DEVICE_BUGS: readonly Bug[] = [
  onDevice('id-per-attempt', 'a new id is made for every try', () => {
    let attempts = 0;
    return { account: (port) => ({ ...port, charge: (url, token, request) => port.charge(url, token, { ...request, chargeId: `${request.chargeId}-${++attempts}` }) }) };
  }),
  onDevice('return-before-spends', 'a lease goes back ahead of what was spent on it', () => ({
    account: (port) => ({
      ...port,
      push: (url, token, request) => {
        const order = [...request.ops].sort((a, b) => Number(b.kind === 'lease_return') - Number(a.kind === 'lease_return'));
        return port.push(url, token, { ...request, ops: order.map((op, i) => ({ ...op, n: request.ops[i]?.n ?? op.n })) });
      },
    }),
  })),
  onDevice('relaxed-durability', 'a transaction is complete before it is on the disk', () => ({ isStrict: false })),
  onLedger('return-with-reservations', 'a lease goes back while a step still counts on it', (ledger, disk) => ({
    async returnLeases(now, all) {
      const returned = await ledger.returnLeases(now, all);
      if (!disk.isBusy) for (const lease of disk.look<{ leaseId: string; state: string; reserved: number }>('leases')) if (lease.state === 'open' && lease.reserved > 0) giveBackNow(disk, lease, now);
      return returned;
    },
  })),
  onLedger('healing-without-memory', 'a lease that is being granted is given back as unknown, and then used', (ledger, disk) => ({
    applyPull: (page, account, now, asked) => ledger.applyPull({ ...page, device: { ...page.device, openLeases: page.device.openLeases.map((lease) => ({ ...lease, requestId: `${lease.requestId}.x` })) } }, account, now, asked),
    answerLeaseRequest: (requestId, deviceId, answer, now) => {
      if (answer.state === 'granted' && !disk.isBusy) disk.rowsOf('leases').delete(keyText(answer.lease.leaseId));
      return ledger.answerLeaseRequest(requestId, deviceId, answer, now);
    },
  })),
  onLedger('outbox-forgotten', 'what was acknowledged is thrown away at once', (ledger, disk) => ({
    async acknowledge(lastN, results) {
      await ledger.acknowledge(lastN, results);
      if (!disk.isBusy) for (const row of disk.look<{ n: number; acked: number }>('outbox')) if (row.acked === 1) disk.rowsOf('outbox').delete(keyText(row.n));
    },
  })),
  onDevice('result-before-charge', 'a result is stored first and its charge in a second transaction', () => ({ store: (store) => ({ ...store, tasks: { ...store.tasks, changeTasks: inTwo(store.tasks.changeTasks) } }) })),
  onDevice('spend-not-told', 'the operation of a spend is not written, at times', ({ rng }) => ({ put: (table, row) => (table === 'outbox' && row['acked'] === 0 && String(row['opId']).startsWith('spend.') && rng.chance(0.1) ? null : row) })),
  onDevice('lease-spent-forgotten', 'what was spent of a lease is not counted', ({ rng }) => ({
    put: (table, row, before) => (table === 'leases' && before !== undefined && Number(row['spent']) > Number(before['spent']) && rng.chance(0.2) ? { ...row, spent: before['spent'] } : row),
  })),
  onDevice('receipt-not-kept', 'the signed word of the account about a purchase is not kept', () => ({ put: (table, row) => (table === 'outbox' && String(row['opId']).startsWith('ack.') ? withoutReceipt(row) : row) })),
  onDevice('acknowledged-for-ever', 'what was acknowledged is not sent again, whatever the server has lost', () => ({
    put(table, row, before) {
      if (table === 'outbox' && before?.['acked'] === 1 && row['acked'] === 0) return before;
      const [now, then] = [row['value'] as Numbering | undefined, before?.['value'] as Numbering | undefined];
      const isLowered = table === 'meta' && row['key'] === 'device' && now?.deviceId === then?.deviceId && (now?.ackedN ?? 0) < (then?.ackedN ?? 0);
      return isLowered ? { ...row, value: { ...now, ackedN: then?.ackedN } } : row;
    },
  })),
  onLedger('recover-forgotten', 'what a dead worker has reserved stays reserved', () => ({ recover: async () => 0 })),
];

/** Past the transactions, as code would that looks at no reservation. */
function giveBackNow(disk: Disk, lease: { readonly leaseId: string }, now: number): void {
  const meta = disk.lookAt<{ value: { nextN: number } }>('meta', 'device');
  if (!meta) return;
  const n = meta.value.nextN;
  const opId = `return.${lease.leaseId}`;
  put(disk, 'meta', 'device', { ...meta, value: { ...meta.value, nextN: n + 1 } });
  put(disk, 'outbox', n, { n, opId, acked: 0, op: { kind: 'lease_return', n, opId, clientAt: Math.trunc(now), body: { leaseId: lease.leaseId } } });
  put(disk, 'leases', lease.leaseId, { ...lease, state: 'closing', returnN: n });
}
const put = (disk: Disk, table: string, key: string | number, row: object): void => void disk.rowsOf(table).set(keyText(key), { key, row: frozen(row) as Row });

interface Numbering {
  readonly deviceId: string;
  readonly ackedN: number;
}

/** The word of the account is lost; the number is used all the same. */
const withoutReceipt = (row: Row): Row => {
  const op = row['op'] as { readonly body: object };
  return { ...row, op: { ...op, body: { ...op.body, receipt: 'v1.lost.the-receipt-of-this-charge' } } };
};

type ChangeTasks = Store['tasks']['changeTasks'];
/** Splits each change that ends a local charge: everything else first, the charge afterwards. */
const inTwo = (real: ChangeTasks): ChangeTasks =>
  async (changes, activityOf, now) => {
    const later: { readonly id: (typeof changes)[number]['id']; readonly charges: NonNullable<TaskChanges['charges']> }[] = [];
    const results = await real(changes.map((change) => ({
      id: change.id,
      decide: (rows) => {
        const value = change.decide(rows);
        const posted = value.charges?.some((charge) => charge.path === 'local' && charge.state === 'posted') === true;
        if (!posted || !value.charges) return value;
        later.push({ id: change.id, charges: value.charges });
        const { charges: _charges, ...rest } = value;
        return rest as typeof value;
      },
    })), activityOf, now);
    if (later.length > 0) await real(later.map(({ id, charges }) => ({ id, decide: ({ task }) => ({ task, charges }) })), activityOf, now);
    return results;
  };
