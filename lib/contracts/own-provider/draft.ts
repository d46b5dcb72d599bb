/**
 * A provider of the person's own as a form holds it. What the form has no place for (polling, batches, picks of several
 * paths ...) is carried along word for word, so that opening a manifest in the form and saving it loses nothing.
 */
import type { InputKey, OperationName } from '../../domain/enrichment/operation.ts';
import type { FieldKey } from '../../domain/lead/fields.ts';
import type { Auth, Manifest, OperationSpec, OutcomeName, Pick, RateLimits } from '../manifest.ts';

export const OWN_PREFIX = 'own-';
/** The partners that come with Kiln never have such an id. */
export const isOwnProvider = (id: string): boolean => id.startsWith(OWN_PREFIX);

export type Entry = string | number | boolean;
export interface Row {
  readonly name: string;
  readonly value: Entry;
}
/** Parts of a manifest that the form does not show. */
export type Kept = Readonly<Record<string, unknown>>;
export type Scalar = string | number | boolean | null;

export type AuthDraft =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly name: string; readonly prefix: string }
  | { readonly kind: 'query'; readonly name: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'path' }
  | { readonly kind: 'kept'; readonly auth: Auth };

export type BodyDraft = { readonly kind: 'none' } | { readonly kind: 'json'; readonly text: string } | { readonly kind: 'form'; readonly rows: readonly Row[] };

export interface RequestDraft {
  readonly method: 'GET' | 'POST';
  /** Begins with a slash, or is empty. */
  readonly path: string;
  /** A name that is there twice is sent twice. */
  readonly query: readonly Row[];
  readonly headers: readonly Row[];
  readonly body: BodyDraft;
  readonly rest: Kept;
}

export interface Mapped {
  readonly theirs: string;
  readonly ours: string;
}
export type PickDraft = { readonly kind: 'path'; readonly path: string; readonly map: readonly Mapped[]; readonly rest: Kept } | { readonly kind: 'kept'; readonly pick: Pick | readonly Pick[] };

export interface RuleTest {
  readonly about: 'path' | 'header' | 'text';
  /** Path or name of the header; empty for the text. */
  readonly at: string;
  readonly test: 'there' | 'missing' | 'is' | 'matches';
  /** For `is`: one of these; for `matches`: the pattern; else none. */
  readonly values: readonly Scalar[];
}
export type RuleDraft =
  | { readonly kind: 'plain'; /** Codes and classes: `404, 5xx`. */ readonly status: string; readonly test: RuleTest | null; readonly then: OutcomeName }
  | { readonly kind: 'kept'; readonly rule: NonNullable<Manifest['rules']>[number] };

export interface OperationDraft {
  readonly operation: OperationName;
  /** Alternative sets of what must be known. */
  readonly needs: readonly (readonly InputKey[])[];
  readonly request: RequestDraft;
  readonly fields: readonly { readonly field: FieldKey; readonly pick: PickDraft }[];
  readonly confidence: PickDraft | null;
  readonly verdict: PickDraft | null;
  readonly rules: readonly RuleDraft[];
  readonly price: string;
  readonly rest: { readonly spec: Kept; readonly way: Kept; readonly step: Kept; readonly answer: Kept };
}

export interface ProviderDraft {
  /** Empty until it is saved for the first time. */
  readonly id: string;
  readonly name: string;
  readonly homepage: string;
  readonly docs: string;
  readonly baseUrl: string;
  readonly auth: AuthDraft;
  /** What the key is called at the partner, and where it is found; empty without a key. */
  readonly keyLabel: string;
  readonly keyHelp: string;
  readonly limits: RateLimits;
  readonly operations: readonly OperationDraft[];
  /** Operations of a shape that the form cannot show. */
  readonly others: { readonly [K in OperationName]?: OperationSpec };
  readonly priceNote: string;
  readonly charged: 'found' | 'call' | 'free';
  readonly rest: Kept;
}

export const NO_REST: OperationDraft['rest'] = { spec: {}, way: {}, step: {}, answer: {} };
export const pickOf = (path: string): PickDraft => ({ kind: 'path', path, map: [], rest: {} });

export const newOperation = (operation: OperationName): OperationDraft => ({
  operation, needs: [[]], request: { method: 'GET', path: '', query: [], headers: [], body: { kind: 'none' }, rest: {} }, fields: [], confidence: null, verdict: null, rules: [], price: '', rest: NO_REST,
});

/** An empty form. @param month this month, such as `2026-01` */
export const newDraft = (month: string, operation: OperationName = 'find-work-email'): ProviderDraft => ({
  id: '', name: '', homepage: '', docs: '', baseUrl: '', auth: { kind: 'bearer' }, keyLabel: 'API key', keyHelp: '', limits: {}, operations: [newOperation(operation)], others: {},
  priceNote: 'Billed by the partner.', charged: 'found', rest: { verified: ownProof(month) },
});

/** What a manifest of a person's own says of its facts. */
export const ownProof = (month: string): Manifest['verified'] => ({ sure: 'own', sources: ['Written by the person who uses it.'], on: month, live: false });

/** The words in braces of a text: `{firstName|lower}` is `firstName`. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(/\{([A-Za-z][\w.]*)(?:\|[^{}]*)?\}/g)].map((m) => m[1] ?? '');
