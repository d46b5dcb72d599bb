import type { Mapping } from '../../lib/domain/delivery/delivery.ts';
import type { OutRecord, RecordResult, StopReason, TargetField } from '../../lib/contracts/destination.ts';
import type { LeadKind } from '../../lib/domain/lead/fields.ts';

/** A request as it must leave; what is not named is not looked at. `body` is compared as JSON, whole. */
export interface ExpectedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly writes?: boolean;
}
export interface WrittenReply {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Exchange {
  readonly name: string;
  readonly records: readonly OutRecord[];
  readonly kind?: LeadKind;
  readonly settings?: Readonly<Record<string, string>>;
  readonly upsertKey?: string | null;
  readonly calls: readonly (readonly [ExpectedRequest, WrittenReply])[];
  readonly ends: { readonly results: readonly RecordResult[] } | { readonly stop: StopReason } | { readonly later: 'busy' | 'down'; readonly afterMs?: number } | { readonly fault: true } | { readonly alone: true };
}
export interface CheckExchange {
  readonly name: string;
  readonly kind?: LeadKind;
  readonly settings?: Readonly<Record<string, string>>;
  readonly calls: readonly (readonly [ExpectedRequest, WrittenReply])[];
  readonly ends: { readonly works: { readonly fields?: readonly Partial<TargetField>[]; readonly says?: string } } | { readonly fails: string };
}
/** What a destination is held against: written by us in the documented shape, about nobody. */
export interface DestinationFixture {
  readonly settings: Readonly<Record<string, string>>;
  readonly kind: LeadKind;
  readonly upsertKey?: string;
  readonly fields?: readonly TargetField[];
  readonly deliveries: readonly Exchange[];
  readonly checks?: readonly CheckExchange[];
  /** How it is set up and what goes into which field when three people are sent to the practice sandbox; their ids stand for addresses. */
  readonly practice?: { readonly settings: Readonly<Record<string, string>>; readonly mapping: Mapping };
}
export const ada: OutRecord = { id: 'lead-ada-0001', values: { name: 'Ada Example', email: 'ada@example.com' } };
export const ben: OutRecord = { id: 'lead-ben-0002', values: { name: 'Ben Sample', email: 'ben@example.com' } };
