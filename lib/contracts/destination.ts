/**
 * What a destination is: facts that anybody can read, checked by one schema, and two small pure functions. `deliver` says how a batch of
 * records becomes requests and how answers become results; it is given all answers so far and says what is next, so a search before
 * a write is nothing special. `check` does the same for the test of a key, and reads the names of the fields.
 */
import { z } from 'zod';
import { TARGET_OPTIONS } from '../core/limits.ts';
import type { LeadKey } from '../domain/lead/custom.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { FailReason, PauseReason } from '../domain/delivery/delivery.ts';
import type { MappedValues } from '../domain/delivery/mapping.ts';

const text = z.string().min(1).max(400);
const fieldName = z.string().min(1).max(120).refine((name) => name !== '__proto__', 'not a name');

/** One thing that a person types in. */
export const inputSchema = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/),
  label: z.string().min(1).max(60),
  /** Kept encrypted; its last four characters are shown. */
  secret: z.literal(true).optional(),
  optional: z.literal(true).optional(),
  /** address: an https address, or one of this machine. choice: one of `options`. long: a file's text. */
  kind: z.enum(['text', 'address', 'choice', 'long']),
  options: z.array(z.strictObject({ value: z.string().max(40), label: z.string().max(80) })).max(10).optional(),
  example: z.string().max(200).optional(),
  /** What the text has to look like, case kept. */
  pattern: z.string().max(200).optional(),
  hint: z.string().max(300).optional(),
});
export type TargetInput = z.infer<typeof inputSchema>;

export const targetFieldSchema = z.strictObject({
  name: fieldName,
  label: z.string().min(1).max(200),
  type: z.enum(['text', 'number', 'boolean', 'email', 'phone', 'url', 'date', 'choice', 'title', 'other']),
  required: z.literal(true).optional(),
  /** The destination can know a record again by it. */
  key: z.literal(true).optional(),
  /** Values that it has words for: what reads like `label` is sent as `value`. */
  options: z.array(z.strictObject({ value: z.string().min(1).max(200), label: z.string().min(1).max(200) })).max(TARGET_OPTIONS).optional(),
  /** It takes several at once. */
  many: z.literal(true).optional(),
  /** What the destination calls its type, where that decides how a value is written. */
  form: z.string().min(1).max(40).optional(),
  /** This account's own: not every account has it. */
  custom: z.literal(true).optional(),
});
export type TargetField = z.infer<typeof targetFieldSchema>;

export const DESTINATION_GROUPS = ['webhook', 'table', 'crm', 'sequence', 'chat'] as const;
export const destinationSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string().min(1).max(40),
  group: z.enum(DESTINATION_GROUPS),
  /** One sentence for the gallery. */
  summary: text,
  homepage: z.url(),
  docs: z.url(),
  /** How a person gets what has to be typed in, in a few steps. */
  help: z.array(text).min(1).max(6),
  verified: z.strictObject({ sure: z.enum(['documented', 'documented-in-use', 'inferred']), live: z.iso.date().nullable(), notes: z.string().max(600).optional() }),
  kinds: z.array(z.enum(['person', 'company'])).min(1),
  inputs: z.array(inputSchema).min(1).max(10),
  /** Where requests go when no address is typed in; `{name}` is filled from the inputs. */
  base: z.string().max(200).regex(/^https:\/\/[a-z0-9.{}A-Z-]+(\/[A-Za-z0-9._~-]+)*$/).optional(),
  /** Further origins that requests go to, such as the one that gives tokens. */
  moreOrigins: z.array(z.url()).max(3).optional(),
  /** free: any name. known: those of `fields`. asked: those that `check` reads. */
  naming: z.enum(['free', 'known', 'asked']),
  fields: z.partialRecord(z.enum(['person', 'company']), z.array(targetFieldSchema).max(100)).optional(),
  /** An account may have fields of its own beside `fields`: the test reads them. */
  custom: z.literal(true).optional(),
  /** Any further name is taken beside `fields`: it becomes a variable of the record there. */
  open: z.literal(true).optional(),
  /** How a record that is there already is met: none = every record is a new one. */
  upsert: z.enum(['native', 'lookup', 'flags', 'none']),
  /** Documented limits, or careful ones where nothing is documented. */
  limits: z.strictObject({
    rows: z.int().min(1).max(1_000),
    perSecond: z.number().positive().max(100),
    burst: z.int().min(1).max(100),
    concurrent: z.int().min(1).max(10),
    bodyBytes: z.int().min(1_000).max(10_000_000),
    /** What is documented: so many requests in any so many seconds. Pace and burst keep within all of them. */
    windows: z.array(z.strictObject({ requests: z.int().min(1), seconds: z.number().positive() })).min(1).max(3).optional(),
    /** Requests of one batch that count in the same window; absent = 1. */
    calls: z.int().min(1).max(4).optional(),
    note: z.string().max(300).optional(),
  }),
  /** What a person should know before the first record goes there. */
  warning: z.string().max(300).optional(),
});
export type DestinationFacts = z.infer<typeof destinationSchema>;

/** A target as its functions see it. Secrets are among the settings, in memory and for the moment of the call only. */
export interface TargetView {
  readonly settings: Readonly<Record<string, string>>;
  readonly kind: LeadKind;
  readonly upsertKey: string | undefined;
  /** Fields that the last check has read. */
  readonly fields: readonly TargetField[];
}
/** One record on its way. `id` is the same for the same lead, every time it is sent. */
export interface OutRecord {
  readonly id: string;
  readonly values: MappedValues;
}

export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The token of `login` goes with it as `Authorization: Bearer`. */
  readonly token?: true;
  /** HMAC-SHA256 of `<seconds>.<body>`, hexadecimal, in `<header>`; the seconds in `<header>-Timestamp`. */
  readonly sign?: { readonly header: string; readonly secret: string };
}
export interface WireReply {
  readonly status: number;
  /** Milliseconds since 1970 when it came. */
  readonly at: number;
  header(name: string): string | null;
  readonly text: string;
  /** It was larger than any answer should be: then `text` is empty. */
  readonly isTooLarge?: true;
}

export type RecordResult =
  | { readonly kind: 'delivered'; readonly remoteId?: string; readonly was?: 'created' | 'updated' }
  /** It was there before and stays as it is: nothing was delivered. */
  | { readonly kind: 'known' }
  /** It was not taken, and why cannot be told among several: it goes once more, by itself. */
  | { readonly kind: 'alone' }
  | { readonly kind: 'failed'; readonly reason: FailReason; readonly detail?: string };
export type StopReason = Extract<PauseReason, 'revoked' | 'forbidden' | 'gone' | 'plan' | 'full' | 'moved' | 'refused'>;
export type Move =
  /** `writes`: without an answer nobody knows whether the records arrived. */
  | { readonly kind: 'ask'; readonly request: WireRequest; readonly writes: boolean }
  /** In the order of the batch. */
  | { readonly kind: 'results'; readonly results: readonly RecordResult[] }
  /** Nothing was done; the whole batch once more. */
  | { readonly kind: 'later'; readonly because: 'busy' | 'down'; readonly afterMs?: number }
  /** The destination has a fault: whether something was done is not known. */
  | { readonly kind: 'fault'; readonly detail?: string }
  /** The batch was refused as a whole: each record by itself. */
  | { readonly kind: 'alone' }
  /** Nothing can be sent any more until the person does something. */
  | { readonly kind: 'stop'; readonly because: StopReason; readonly detail?: string };

export type CheckMove =
  | { readonly kind: 'ask'; readonly request: WireRequest }
  /** It works. `fields` replace what was known; `says` is a word on where it leads to, such as a workspace's name. */
  | { readonly kind: 'works'; readonly fields?: readonly TargetField[]; readonly says?: string }
  | { readonly kind: 'fails'; readonly because: StopReason | 'busy' | 'down'; readonly detail?: string };

/** A key that has to be changed for a token first. */
export interface Login {
  /** @param nowSeconds since 1970. `assert` = claims that are signed with the key (RS256) and put in place of `{assertion}` in the body */
  ask(target: TargetView, nowSeconds: number): { readonly request: WireRequest; readonly assert?: { readonly pem: string; readonly claims: Readonly<Record<string, string | number>> } } | null;
  /** Null when the answer holds none. `base`: where requests go from now on. */
  read(reply: WireReply): { readonly token: string; readonly seconds: number } | null;
}

export interface Destination {
  readonly facts: DestinationFacts;
  /** A test that writes nothing; null when the destination has none: then a sample record is the only test. */
  readonly check: ((target: TargetView, replies: readonly WireReply[]) => CheckMove) | null;
  deliver(batch: readonly OutRecord[], target: TargetView, replies: readonly WireReply[]): Move;
  /** Whether sending a record again cannot make a second one, as this target is set up. */
  repeats(target: TargetView): boolean;
  /** Records in one request as this target is set up; absent = those of the limits. */
  rows?(target: TargetView): number;
  readonly login?: Login;
  /** Names that a field of a lead is proposed for, best first, where the names themselves do not say it. */
  readonly hints?: Readonly<Record<string, readonly LeadKey[]>>;
}
