/**
 * A device that speaks the ledger's wire and nothing else: it keeps what it must keep, sends everything until it is answered, and
 * writes down what it delivered, so that a checker can hold the server's books against it.
 */
import { randomUUID } from 'node:crypto';
import { chargeOutcomeSchema, leaseAnswerSchema, pullResponseSchema, pushResponseSchema, type ChargeOutcome, type ChargeRequest, type GrantedLease, type Op, type PullResponse } from '../../../lib/contracts/account-api.ts';
import { UNIT } from '../../../lib/domain/ledger/amount.ts';
import { pause } from './until.ts';

export interface DevicePorts {
  /** Where to ask; may change. */
  url(): string;
  /** A token for this device, again when the last one is refused. */
  signIn(deviceId: string): Promise<string>;
  random(): number;
}

interface OpenLease extends GrantedLease {
  spent: number;
}
const BATCH = 100;
const ANSWERED = new Set([200, 400, 403, 404, 409, 410, 422, 426]);

export class LedgerDevice {
  readonly id: string;
  /** Every charge that this device delivered, with its Actions. */
  readonly delivered = new Map<string, number>();
  /** What the account answered about each charge that went through it. */
  readonly outcomes = new Map<string, ChargeOutcome>();
  readonly troubles = { lost: 0, refused: 0, rewinds: 0, epochs: 0 };
  readonly #ports: DevicePorts;
  readonly #leases: OpenLease[] = [];
  readonly #outbox: Op[] = [];
  #token = '';
  #epoch = 1;
  #acked = 0;
  #waiting: { requestId: string; want: number } | null = null;

  constructor(id: string, ports: DevicePorts) {
    this.id = id;
    this.#ports = ports;
  }
  get hasUnsent(): boolean {
    return this.#acked < this.#outbox.length;
  }
  get left(): number {
    return this.#leases.reduce((sum, lease) => sum + lease.amount - lease.spent, 0);
  }

  /** Sent until there is an answer: lost, cut, busy and broken are not answers. */
  async #ask(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    for (let wait = 50; ; wait = Math.min(2_000, wait * 2)) {
      if (this.#token === '') this.#token = await this.#ports.signIn(this.id).catch(() => '');
      try {
        const response = await fetch(`${this.#ports.url()}${path}`, { method, headers: { authorization: `Bearer ${this.#token}` }, signal: AbortSignal.timeout(30_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
        const json: unknown = await response.json();
        if (ANSWERED.has(response.status)) return { status: response.status, json };
        if (response.status === 401) this.#token = '';
        this.troubles.refused += 1;
      } catch {
        this.troubles.lost += 1;
      }
      await pause(wait * (0.5 + this.#ports.random()));
    }
  }

  async pull(): Promise<PullResponse> {
    const { status, json } = await this.#ask('GET', `/v1/sync/pull?cursor=0&limit=1&device=${this.id}`);
    if (status !== 200) throw new Error(`pull: ${status} ${JSON.stringify(json)}`);
    const page = pullResponseSchema.parse(json);
    this.#epoch = page.ledgerEpoch;
    return page;
  }

  /** Null when there is one now, else why not. The same request goes out until it is answered. */
  async lease(want: number): Promise<string | null> {
    this.#waiting ??= { requestId: randomUUID(), want };
    const { status, json } = await this.#ask('POST', '/v1/leases', { requestId: this.#waiting.requestId, deviceId: this.id, ledgerEpoch: this.#epoch, meter: 'actions', want: this.#waiting.want });
    if (status === 409) return this.#newEpoch(json);
    if (status !== 200) throw new Error(`lease: ${status} ${JSON.stringify(json)}`);
    const answer = leaseAnswerSchema.parse(json);
    this.#waiting = null;
    if (answer.state === 'denied') return answer.code;
    if (!this.#leases.some((one) => one.leaseId === answer.lease.leaseId)) this.#leases.push({ ...answer.lease, spent: 0 });
    return null;
  }

  /** Delivers one result out of a lease; false when no lease has an Action left. */
  deliver(): boolean {
    const lease = this.#leases.find((one) => one.amount - one.spent >= UNIT);
    if (lease === undefined) return false;
    const chargeId = randomUUID();
    lease.spent += UNIT;
    this.delivered.set(chargeId, UNIT);
    this.#append({ kind: 'spend', body: { chargeId, leaseId: lease.leaseId, actions: UNIT, runId: 'run-000001', taskId: 'task-0001', subject: 'subject-1', enrichment: 'work-email', providerId: 'github', operation: 'enrich-person', route: 'free' } });
    return true;
  }

  /** Gives back what is left of every lease, in its place after the last spend. */
  giveBack(): void {
    for (const lease of this.#leases.splice(0)) this.#append({ kind: 'lease_return', body: { leaseId: lease.leaseId } });
  }
  #append(op: Pick<Op, 'kind' | 'body'>): void {
    this.#outbox.push({ n: this.#outbox.length + 1, opId: randomUUID(), clientAt: 0, ...op } as Op);
  }

  /** Sends what is not acknowledged, one batch. */
  async push(): Promise<void> {
    const ops = this.#outbox.slice(this.#acked, this.#acked + BATCH);
    const { status, json } = await this.#ask('POST', '/v1/sync/push', { deviceId: this.id, ledgerEpoch: this.#epoch, baseN: this.#acked, ops });
    if (status === 409) {
      const { error, lastN } = json as { error: string; lastN?: number };
      if (error === 'epoch') return void (await this.#newEpoch(json));
      if (error !== 'rewind' || lastN === undefined) throw new Error(`push: ${JSON.stringify(json)}`);
      this.troubles.rewinds += 1;
      this.#acked = lastN;
      return;
    }
    if (status !== 200) throw new Error(`push: ${status} ${JSON.stringify(json)}`);
    const answer = pushResponseSchema.parse(json);
    for (const { n, status: became, code } of answer.results) if (became === 'rejected' || became === 'deficit') throw new Error(`operation ${n} of ${this.id} is ${became} ${code ?? ''}`);
    this.#acked = Math.max(this.#acked, answer.lastN);
  }
  async #newEpoch(json: unknown): Promise<string> {
    if ((json as { error: string }).error !== 'epoch') throw new Error(JSON.stringify(json));
    this.troubles.epochs += 1;
    await this.pull();
    return 'epoch';
  }

  /** One charge through the account, asked about until it has ended. */
  async charge(make: (chargeId: string, deviceId: string, ledgerEpoch: number) => ChargeRequest): Promise<ChargeOutcome> {
    const chargeId = randomUUID();
    const request = make(chargeId, this.id, this.#epoch);
    for (;;) {
      const { status, json } = await this.#ask('POST', '/v1/charges', request);
      if (status !== 200) throw new Error(`charge: ${status} ${JSON.stringify(json)}`);
      const outcome = chargeOutcomeSchema.parse(json);
      if (outcome.state === 'reserved') continue;
      this.outcomes.set(chargeId, outcome);
      if (outcome.state === 'posted') this.delivered.set(chargeId, outcome.posted.actions);
      return outcome;
    }
  }
  /** Until nothing is unsent. */
  async settle(): Promise<void> {
    while (this.hasUnsent) await this.push();
  }
}
