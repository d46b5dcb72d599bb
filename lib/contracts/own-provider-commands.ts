import { z } from 'zod';
import { PROVIDER_INPUT_CHARS } from '../core/limits.ts';
import { OWN_PROVIDER_CHARS, TRIAL_ANSWER_CHARS, TRIAL_REQUESTS } from '../core/own-provider-limits.ts';
import { INPUT_KEYS, OPERATION_NAMES, type CallOutcome } from '../domain/enrichment/operation.ts';
import type { DraftProblem } from './own-provider/to-manifest.ts';

const id = z.string().min(1).max(60).regex(/^[a-z0-9-]+$/);
const ownId = id.regex(/^own-/);
/** Not a manifest yet: `parseManifest` says what is wrong with it. */
const manifest = z.record(z.string().max(80), z.unknown());
const header = z.strictObject({ name: z.string().max(200), value: z.string().max(2_000) });
const reply = z.strictObject({ status: z.int().min(0).max(599), headers: z.array(header).max(200), text: z.string().max(TRIAL_ANSWER_CHARS), isCut: z.boolean() });
const ask = { operation: z.enum(OPERATION_NAMES), input: z.partialRecord(z.enum(INPUT_KEYS), z.string().max(PROVIDER_INPUT_CHARS)) };

/** Providers of the person's own. None of it costs Actions or Credits. */
export const OWN_PROVIDER_COMMANDS = {
  /** The manifest of any provider, to look at, edit or duplicate. */
  'provider.get': z.strictObject({ id }),
  /** What is wrong with a manifest, and where it sends what. */
  'provider.check': z.strictObject({ manifest }),
  /** The same of the text of a file. */
  'provider.read': z.strictObject({ text: z.string().max(OWN_PROVIDER_CHARS) }),
  /** With `replaces` the stored one of this id is changed, else it becomes a new one under a free id. */
  'provider.save': z.strictObject({ manifest, replaces: ownId.optional() }),
  /** Asks the partner once, for real. `key` goes before the stored key of `keyOf`. */
  'provider.try': z.strictObject({ manifest, ...ask, key: z.string().max(4_000).optional(), keyOf: id.optional() }),
  /** Reads the replies of a test call again by a changed manifest; nobody is asked. */
  'provider.reread': z.strictObject({ manifest, ...ask, replies: z.array(reply).min(1).max(TRIAL_REQUESTS) }),
  'provider.remove': z.strictObject({ id: ownId }),
  'provider.restore': z.strictObject({ id: ownId }),
  'provider.export': z.strictObject({ id: ownId }),
} as const;

export type TrialReply = z.output<typeof reply>;
export interface TrialExchange {
  /** As it left, the key masked. */
  readonly request: { readonly method: string; readonly url: string; readonly headers: readonly { readonly name: string; readonly value: string }[]; readonly body?: string };
  /** Absent when none came. Status 0: it was sent to another address, which is not followed. */
  readonly reply?: TrialReply;
  readonly tookMs: number;
  /** It bought a token; its answer is as secret as the key and not shown. */
  readonly isLogin?: true;
}
export interface Trial {
  readonly exchanges: readonly TrialExchange[];
  /** What Kiln makes of it. */
  readonly outcome: CallOutcome;
}

export interface ManifestCheck {
  readonly problems: readonly DraftProblem[];
  /** Only of a right one. */
  readonly summary?: {
    readonly name: string;
    /** Every origin that is asked, its own first. */
    readonly origins: readonly string[];
    /** Words for what leaves. */
    readonly sends: readonly string[];
    readonly operations: readonly string[];
    /** How the key travels; absent without one. */
    readonly key?: string;
  };
}

export interface OwnProviderOutputs {
  'provider.get': { manifest: Record<string, unknown> };
  'provider.check': ManifestCheck;
  'provider.read': ManifestCheck & { manifest?: Record<string, unknown> };
  'provider.save': { id: string; keyDropped: boolean } | { problems: readonly DraftProblem[] };
  'provider.try': Trial | { problems: readonly DraftProblem[] };
  'provider.reread': Trial | { problems: readonly DraftProblem[] };
  'provider.remove': null;
  'provider.restore': null;
  'provider.export': { fileId: string; name: string; rows: number };
}
