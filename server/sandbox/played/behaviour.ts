import { z } from 'zod';

/** How the partners behave on purpose, all or one of them: rates from 0 to 1, milliseconds. */
export const behaviourSchema = z.strictObject({
  providerId: z.string().max(60).optional(),
  /** Share of the questions that have an answer; for partners played from their fixtures. */
  hitRate: z.number().min(0).max(1).optional(),
  /** Each call takes between these, evenly spread. */
  latencyMs: z.tuple([z.number().min(0).max(60_000), z.number().min(0).max(60_000)]).optional(),
  /** Share of the calls that fail with a 500. */
  errorRate: z.number().min(0).max(1).optional(),
  /** More calls than this in one second are refused as the partner refuses them. */
  perSecond: z.int().min(1).max(100_000).optional(),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** What holds for a provider: its own wishes before those for all. */
export class Behaviours {
  readonly #byProvider = new Map<string, Behaviour>();
  readonly #seen = new Map<string, { second: number; count: number }>();

  set(behaviour: Behaviour): void {
    const id = behaviour.providerId ?? '';
    this.#byProvider.set(id, { ...this.#byProvider.get(id), ...behaviour });
  }

  reset(): void {
    this.#byProvider.clear();
    this.#seen.clear();
  }

  of(providerId: string): Behaviour {
    return { ...this.#byProvider.get(''), ...this.#byProvider.get(providerId) };
  }

  /** Counts a call; true when it is one too many in this second. */
  isTooMany(providerId: string, nowMs: number): boolean {
    const { perSecond } = this.of(providerId);
    if (perSecond === undefined) return false;
    const second = Math.floor(nowMs / 1_000);
    const seen = this.#seen.get(providerId);
    const count = seen?.second === second ? seen.count + 1 : 1;
    this.#seen.set(providerId, { second, count });
    return count > perSecond;
  }
}
