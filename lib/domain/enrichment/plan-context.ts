import type { FieldKey } from '../lead/fields.ts';
import type { Odds } from '../learning/odds.ts';
import type { Lead, LeadFields, Route } from '../lead/lead.ts';
import type { Micro } from '../ledger/amount.ts';
import type { OperationInput, OperationName } from './operation.ts';
import type { GuessBasis, KnownAddress } from './pattern.ts';
import type { SkipReason } from './run.ts';
import type { Waterfall } from './waterfall.ts';

/** What planning needs to know of the world; all answers are about now, nothing is called. */
export interface PlanContext {
  readonly now: number;
  /** How this operation would be paid, or null when no key serves it. */
  route(providerId: string, operation: OperationName): Route | null;
  /** False for a provider of the person's own that cannot be asked at all now, whatever the keys. */
  isThere?(providerId: string): boolean;
  /** Price-book price through the account. */
  price(providerId: string, operation: OperationName): Micro;
  missingInput(providerId: string, operation: OperationName, input: OperationInput): readonly string[] | null;
  /** Why a source of Kiln's own may not be asked about this now; null where it may, and for all partners. */
  refusal?(providerId: string, input: OperationInput): SkipReason | null;
  /** Addresses at a domain that people of the own tables have, the asked lead's own left out. */
  knownAt?(domain: string, lead: Lead): readonly KnownAddress[];
  isFreeMailDomain(domain: string): boolean;
  /** The lead is on the do-not-contact list. */
  isBlocked?(lead: Lead): boolean;
  /** What is known of a person's company as a lead of its own. */
  companyOf?(lead: Lead): LeadFields | undefined;
  /** What is expected of a step for this lead, see `OddsReader`; absent where nothing is learned: then general figures count. */
  odds?(providerId: string, operation: OperationName, lead: Lead, missed?: readonly string[]): Odds | undefined;
  /** Puts the planned steps of a waterfall with a learned order into that order. Never adds a step, never loses one. */
  arrange?(waterfall: Waterfall, steps: readonly PlannedStep[], lead: Lead): readonly PlannedStep[];
}

/** A planned step before it has a task: `skip` says why it will not be asked. */
export interface PlannedStep {
  readonly source: 'pattern' | 'provider';
  readonly providerId?: string;
  readonly operation?: OperationName;
  readonly route?: Route;
  readonly creditsMax: Micro;
  readonly guess?: string;
  /** What the guess rests on, where addresses of the domain are known. */
  readonly basis?: GuessBasis;
  readonly skip?: SkipReason;
  /** A first step: the field of the lead that it finds. */
  readonly finds?: FieldKey;
  /** Field that a first step has to find before this one can be asked. */
  readonly needs?: FieldKey;
  /** Which guess is made when the domain is found. */
  readonly guessAt?: number;
  readonly timeoutMs?: number;
}
