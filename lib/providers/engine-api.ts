import type { CallOutcome, OperationInput, OperationName, PollState } from '../domain/enrichment/operation.ts';
import type { KeyStatus } from '../contracts/commands.ts';

/** What the engine needs from the world; the extension and the account server hand in their own. */
export interface EnginePorts {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that only goes forward and never leaps: what paces calls. Its zero means nothing. */
  elapsed(): number;
  /** Rejects with an AbortError when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** 0 <= x < 1, for jitter. */
  random(): number;
  /** How long a question may wait for others to share a request with, in milliseconds; without it nothing is shared. */
  readonly batchWindowMs?: number;
  /** Whether an address that a person typed may be reached; without it all are that the language allows. */
  mayReach?(address: URL): boolean;
}

export interface CallRequest {
  readonly providerId: string;
  readonly operation: OperationName;
  readonly input: OperationInput;
  /** The key, for pairs `id:secret` as the manifest says, behind the address where that is typed (contracts/provider-address.ts); absent for keyless sources. */
  readonly secret?: string;
  /** Whose key it is, where one engine calls for several: each has the provider's whole pace and its calls at once to itself. */
  readonly payer?: string;
  /** Sandbox origin; the provider's own paths are appended below `/<providerId>`. */
  readonly sandboxUrl?: string;
  /** Continue an asynchronous job instead of submitting a new one. */
  readonly poll?: PollState;
  /** Sent where the manifest knows an idempotency header. */
  readonly idempotencyKey?: string;
  /** Shorter than the manifest's own time when somebody waits for it. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** A turn that `Engine.turn` gave for this call: its first request need not wait for one. Given back when the call is over. */
  readonly turn?: CallTurn;
}

/** Where a call would go: calls of one provider with and without a key, real and practice, each have their own pace. */
export type CallPlace = Pick<CallRequest, 'providerId' | 'operation' | 'sandboxUrl'> & { readonly isKeyed: boolean };
export interface CallTurn {
  /** The request goes out now: its place in the pace counts from here. */
  left?(): void;
  /** Twice is once. */
  release(): void;
}

export interface KeyCheckOutcome {
  readonly status: KeyStatus;
  readonly detail?: string;
  readonly creditsLeft?: string;
}

/** One engine for every manifest: templates the request, paces it, retries what can be retried, classifies the answer. Never throws for expected failures. */
export interface Engine {
  /**
   * A turn to call now, within the pace that the provider allows, or how many milliseconds there is none (Infinity: until
   * another call ends). For callers who have something else to do meanwhile.
   */
  turn(place: CallPlace): CallTurn | { readonly waitMs: number };
  /** A call that was started before this engine lived still counts in the pace. `at`: milliseconds since 1970, in order. */
  remember(place: Omit<CallPlace, 'operation'>, at: number): void;
  call(request: CallRequest): Promise<CallOutcome>;
  /** The provider's own cheapest check call (account, credits); never buys anything. */
  checkKey(providerId: string, secret: string, options?: { readonly sandboxUrl?: string; readonly signal?: AbortSignal }): Promise<KeyCheckOutcome>;
  /** Input keys that are missing for this operation, or null when it can be asked. */
  missingInput(providerId: string, operation: OperationName, input: OperationInput): readonly string[] | null;
}
