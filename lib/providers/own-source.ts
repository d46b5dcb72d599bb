import type { Manifest } from '../contracts/manifest.ts';
import type { InputKey, CallOutcome, OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import type { SkipReason } from '../domain/enrichment/run.ts';
import type { CallRequest, CallTurn, Engine } from './engine-api.ts';

/**
 * A source that is Kiln itself: no partner is called and no manifest describes it, yet waterfalls, quotes, receipts and
 * the learned order know it by its id like any other. Free, without a key, in the extension alone.
 */
export interface OwnSource {
  readonly own: true;
  readonly id: string;
  readonly name: string;
  readonly auth: { readonly kind: 'none' };
  readonly address?: undefined;
  readonly price: Pick<Manifest['price'], 'charged'> & { readonly charged: 'free' };
  readonly operations: { readonly [K in OperationName]?: { readonly needs: readonly InputKey[] } };
  /** Questions that it works on at the same time. */
  readonly atOnce: number;
  /** Match patterns that it wants to reach, asked for in one question. */
  readonly sites: readonly string[];
  /** Words for what leaves. */
  readonly sends: readonly string[];
  /** Why it may not be asked about something now, worked out for many questions at once; null where it may. Nothing is called. */
  refusals(sandboxUrl: string | null): Promise<(input: OperationInput) => SkipReason | null>;
  /** Never throws for expected failures. */
  call(request: CallRequest): Promise<CallOutcome>;
}

/** What can be asked: partners by their manifests, and sources of Kiln's own. */
export type Catalogue = ReadonlyMap<string, Manifest | OwnSource>;

export const isOwnSource = (entry: Manifest | OwnSource | undefined): entry is OwnSource => entry !== undefined && 'own' in entry;

/** Everything that can be asked, by id. */
export const withSources = (catalogue: ReadonlyMap<string, Manifest>, sources: readonly OwnSource[]): Catalogue => new Map<string, Manifest | OwnSource>([...sources.map((s) => [s.id, s] as const), ...catalogue]);

/** The engine with the sources of Kiln's own beside the partners. */
export function withOwnSources(engine: Engine, sources: readonly OwnSource[]): Engine {
  const byId = new Map(sources.map((s) => [s.id, s]));
  const running = new Map<string, number>();
  const turnAt = ({ id, atOnce }: OwnSource): CallTurn | { readonly waitMs: number } => {
    const before = running.get(id) ?? 0;
    if (before >= atOnce) return { waitMs: Infinity };
    running.set(id, before + 1);
    let isReleased = false;
    return {
      release() {
        if (!isReleased) running.set(id, (running.get(id) ?? 1) - 1);
        isReleased = true;
      },
    };
  };
  return {
    turn(place) {
      const source = byId.get(place.providerId);
      return source ? turnAt(source) : engine.turn(place);
    },
    // A site that was read before this worker lived may be read again: each has its own pace.
    remember: (place, at) => (byId.has(place.providerId) ? undefined : engine.remember(place, at)),
    call: (request) => byId.get(request.providerId)?.call(request) ?? engine.call(request),
    checkKey: engine.checkKey,
    missingInput(providerId, operation, input) {
      const source = byId.get(providerId);
      if (!source) return engine.missingInput(providerId, operation, input);
      const needs = source.operations[operation]?.needs ?? [];
      return needs.length === 0 || needs.some((key) => input[key] !== undefined) ? null : needs;
    },
  };
}
