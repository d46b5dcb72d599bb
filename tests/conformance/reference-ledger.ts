/**
 * The ledger's rules in their plainest form: arrays, no database, no caches, every rule where it is used.
 * The stores must agree with it after any sequence of calls. Amounts are micro-units.
 */
import { UNIT } from '../../lib/domain/ledger/amount.ts';

const DAY = 24 * 3_600_000;
const U = UNIT;
export type Meter = 'actions' | 'data_credits';
type Place = 'available' | 'leased' | 'held' | 'spent' | 'expired';
interface Lot extends Record<Place, number> {
  id: string;
  meter: Meter;
  source: string;
  priority: number;
  from: number;
  until: number;
}
interface Taken {
  lot: Lot;
  amount: number;
}
interface Charge {
  id: string;
  state: 'reserved' | 'posted' | 'voided' | 'expired' | 'rejected';
  hash: string;
  taken: Taken[];
  uncovered: number;
  reversedBy: string | null;
  isReversal: boolean;
}
interface Lease {
  device: string;
  parts: { lot: Lot; left: number; lapsed: number }[];
  isOpen: boolean;
  lapsesAt: number;
}
const PRIORITY: Record<string, number> = { promo: 10, plan: 20, adjust: 25, refund: 25, topup: 30 };
const NEVER = Number.POSITIVE_INFINITY;

export class ReferenceLedger {
  now: number;
  readonly charges: Charge[] = [];
  readonly leases = new Map<string, Lease | null>();
  private readonly lots: Lot[] = [];
  private readonly takings = new Map<string, string>();
  private readonly seen = new Map<string, number>();
  private month: number;
  private readonly monthly: Record<Meter, number>;

  constructor(now: number, actions: number, credits: number) {
    this.now = now;
    this.monthly = { actions, data_credits: credits };
    this.month = this.monthOf(now);
    for (const meter of ['actions', 'data_credits'] as const) this.planLot(meter, this.month);
  }

  /** Months begin at midnight UTC of the first. */
  private monthOf = (at: number): number => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth();
  private startOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1);

  private planLot(meter: Meter, month: number): void {
    this.addLot(`plan-${meter}-${month}`, meter, 'plan', this.monthly[meter], this.startOf(month), meter === 'actions' ? this.startOf(month + 1) : NEVER);
  }
  private addLot(id: string, meter: Meter, source: string, amount: number, from: number, until: number): void {
    this.lots.push({ id, meter, source, priority: PRIORITY[source] ?? 0, from, until, available: amount, leased: 0, held: 0, spent: 0, expired: 0 });
  }
  private inOrder = (lots: readonly Lot[]): Lot[] => [...lots].sort((a, b) => a.priority - b.priority || (a.until === b.until ? 0 : a.until - b.until) || a.from - b.from || (a.id < b.id ? -1 : 1));

  /** Takes what it can get of the live lots. */
  private take(meter: Meter, amount: number, to: Place, at = this.now): Taken[] {
    const taken: Taken[] = [];
    for (const lot of this.inOrder(this.lots.filter((l) => l.meter === meter && l.from <= at && at < l.until))) {
      const part = Math.min(lot.available, amount - total(taken));
      if (part <= 0) continue;
      lot.available -= part;
      lot[to] += part;
      taken.push({ lot, amount: part });
    }
    return taken;
  }
  private free = (meter: Meter): number => this.lots.filter((l) => l.meter === meter && l.from <= this.now && this.now < l.until).reduce((sum, l) => sum + l.available, 0);
  /** Every lot by its id, place by place. */
  view = (): Record<string, readonly number[]> => Object.fromEntries(this.lots.map((l) => [l.id, [l.available, l.leased, l.held, l.spent, l.expired]] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
  sum = (meter: Meter, place: Place): number => this.lots.filter((l) => l.meter === meter).reduce((sum, l) => sum + l[place], 0);
  deficit = (): number => this.charges.reduce((sum, c) => sum + c.uncovered, 0);

  private payDebts(at = this.now): void {
    for (const charge of this.charges.filter((c) => c.uncovered > 0)) {
      const taken = this.take('actions', charge.uncovered, 'spent', at);
      charge.uncovered -= total(taken);
      charge.taken.push(...taken);
      if (charge.uncovered > 0) return;
    }
  }
  private expire(at: number): void {
    for (const lot of this.lots.filter((l) => l.until <= at)) {
      lot.expired += lot.available;
      lot.available = 0;
    }
  }

  /** A device was heard of. */
  see(device: string): void {
    this.seen.set(device, this.now);
  }

  /** What time does by itself. */
  passTo(now: number): void {
    this.now = now;
    while (this.month < this.monthOf(now)) {
      this.month += 1;
      const start = this.startOf(this.month);
      this.expire(start);
      this.planLot('actions', this.month);
      this.payDebts(start);
      const plan = this.lots.filter((l) => l.meter === 'data_credits' && l.source === 'plan').sort((a, b) => a.from - b.from);
      let excess = Math.max(0, plan.reduce((sum, l) => sum + l.available + l.held + l.leased, 0) - this.monthly.data_credits);
      for (const lot of plan) {
        const part = Math.min(excess, lot.available);
        lot.available -= part;
        lot.expired += part;
        excess -= part;
      }
      this.planLot('data_credits', this.month);
      this.payDebts(start);
    }
    this.expire(now);
    for (const lease of this.leases.values()) {
      if (lease === null || !lease.isOpen || lease.lapsesAt > now) continue;
      lease.isOpen = false;
      for (const part of lease.parts) {
        part.lot.leased -= part.left;
        part.lot.expired += part.left;
        part.lapsed = part.left;
        part.left = 0;
      }
    }
    this.payDebts();
  }

  grant(id: string, meter: Meter, source: string, amount: number, until: number): 'applied' | 'exists' {
    if (this.lots.some((l) => l.id === id)) return 'exists';
    this.addLot(id, meter, source, amount, this.now, until);
    this.payDebts();
    return 'applied';
  }

  /** Whole or not at all, of what is free of a lot that was granted by hand. */
  takeBack(taking: string, id: string, amount: number): string {
    const known = this.takings.get(taking);
    if (known !== undefined) return known === `${id} ${amount}` ? 'exists' : 'id_reused';
    const lot = this.lots.find((l) => l.id === id);
    if (lot === undefined) return 'not_found';
    if (lot.source === 'plan' || lot.source === 'refund') return 'not_given';
    if (amount > (this.now < lot.until ? lot.available : 0)) return 'not_free';
    lot.available -= amount;
    lot.expired += amount;
    this.takings.set(taking, `${id} ${amount}`);
    return 'applied';
  }

  reserve(id: string, hash: string, actions: number, credits: number): string {
    const known = this.find(id);
    if (known !== undefined) return known.hash === hash ? `exists ${known.state}` : 'id_reused';
    const isShort = this.free('actions') < actions || this.deficit() > 0 || this.free('data_credits') < credits;
    const taken = isShort ? [] : [...this.take('actions', actions, 'held'), ...this.take('data_credits', credits, 'held')];
    this.charges.push({ id, state: isShort ? 'rejected' : 'reserved', hash, taken, uncovered: 0, reversedBy: null, isReversal: false });
    return `created ${isShort ? 'rejected' : 'reserved'}`;
  }

  /** `actions` and `credits` are taken, the rest is given back. Answers whether it was the end of the charge. */
  end(id: string, state: 'posted' | 'voided' | 'expired', actions: number, credits: number): boolean {
    const charge = this.find(id);
    if (charge?.state !== 'reserved') return false;
    charge.state = state;
    const rest: Record<Meter, number> = { actions, data_credits: credits };
    charge.taken = charge.taken.flatMap(({ lot, amount }) => {
      const kept = Math.min(amount, rest[lot.meter]);
      rest[lot.meter] -= kept;
      lot.held -= amount;
      lot.spent += kept;
      lot[this.now < lot.until ? 'available' : 'expired'] += amount - kept;
      return kept > 0 ? [{ lot, amount: kept }] : [];
    });
    this.payDebts();
    return true;
  }

  lease(request: string, device: string, want: number): boolean {
    const known = this.leases.get(request);
    if (known !== undefined) return known !== null;
    this.seen.set(device, this.now);
    const open = [...this.leases.values()].filter((l) => l?.device === device && l.isOpen).length;
    const free = this.free('actions');
    const active = [...this.seen.values()].filter((at) => at >= this.now - DAY).length;
    const whole = (amount: number): number => Math.floor(amount / U) * U;
    const size = free < U || this.deficit() > 0 || open >= 4 || want <= 0 ? 0 : Math.min(Math.ceil(want / U) * U, Math.max(U, whole(free / (2 * active))), Math.max(U, whole(this.monthly.actions / 10)));
    const parts = this.take('actions', size, 'leased').map(({ lot, amount }) => ({ lot, left: amount, lapsed: 0 }));
    this.leases.set(request, size === 0 ? null : { device, parts, isOpen: true, lapsesAt: this.startOf(this.month + 1) + 35 * DAY });
    return size > 0;
  }

  spend(device: string, request: string | null, id: string, amount: number): string {
    this.seen.set(device, this.now);
    const known = this.find(id);
    if (known !== undefined) return known.hash === `spend ${amount}` ? 'duplicate' : 'rejected';
    const charge: Charge = { id, state: 'posted', hash: `spend ${amount}`, taken: [], uncovered: 0, reversedBy: null, isReversal: false };
    this.charges.push(charge);
    const lease = request === null ? null : this.leases.get(request);
    if (lease?.device === device) {
      for (const part of lease.parts.sort((a, b) => (this.inOrder([a.lot, b.lot])[0] === a.lot ? -1 : 1))) {
        const fromLeft = Math.min(part.left, amount - total(charge.taken));
        const fromLapsed = Math.min(part.lapsed, amount - total(charge.taken) - fromLeft);
        part.left -= fromLeft;
        part.lapsed -= fromLapsed;
        part.lot.leased -= fromLeft;
        part.lot.expired -= fromLapsed;
        part.lot.spent += fromLeft + fromLapsed;
        if (fromLeft + fromLapsed > 0) charge.taken.push({ lot: part.lot, amount: fromLeft + fromLapsed });
      }
      if (total(charge.taken) > 0 && lease.parts.every((part) => part.left === 0)) lease.isOpen = false;
    }
    charge.taken.push(...this.take('actions', amount - total(charge.taken), 'spent'));
    charge.uncovered = amount - total(charge.taken);
    const status = charge.uncovered > 0 ? 'deficit' : 'applied';
    this.payDebts();
    return status;
  }

  giveBack(device: string, request: string): string {
    this.seen.set(device, this.now);
    const lease = this.leases.get(request);
    if (lease == null || lease.device !== device) return 'rejected';
    if (lease.isOpen) {
      lease.isOpen = false;
      for (const part of lease.parts) {
        part.lot.leased -= part.left;
        part.lot[this.now < part.lot.until ? 'available' : 'expired'] += part.left;
        part.left = 0;
      }
      this.payDebts();
    }
    return 'applied';
  }

  reverse(id: string, reversal: string): string {
    const known = this.find(reversal);
    const charge = this.find(id);
    if (known !== undefined) return charge !== undefined && charge.reversedBy === reversal ? 'exists' : 'id_reused';
    if (charge === undefined) return 'not_found';
    if (charge.state !== 'posted' || charge.isReversal || charge.reversedBy !== null) return 'not_reversible';
    charge.reversedBy = reversal;
    charge.uncovered = 0;
    this.charges.push({ id: reversal, state: 'posted', hash: charge.hash, taken: [], uncovered: 0, reversedBy: null, isReversal: true });
    let late = 0;
    for (const { lot, amount } of charge.taken) {
      lot.spent -= amount;
      lot[this.now < lot.until ? 'available' : 'expired'] += amount;
      if (lot.meter === 'data_credits' && this.now >= lot.until) late += amount;
    }
    if (late > 0) this.addLot(`refund-${reversal}`, 'data_credits', 'refund', late, this.now, this.now + 30 * DAY);
    this.payDebts();
    return 'applied';
  }

  find = (id: string): Charge | undefined => this.charges.find((c) => c.id === id);
}

const total = (taken: readonly Taken[]): number => taken.reduce((sum, part) => sum + part.amount, 0);
