/**
 * Partners with known rates, for measuring the learned order. Each lead's fate with each partner is drawn once, so all
 * orders are tried on the very same leads and find an answer for the very same ones: coverage is equal by construction.
 */
import type { LeadId, RunId, TaskId } from '../../lib/core/ids.ts';
import { addCells, evidenceOf, type EvidenceCell } from '../../lib/domain/learning/evidence.ts';
import type { PlannedStep } from '../../lib/domain/enrichment/plan.ts';
import type { Step, Task } from '../../lib/domain/enrichment/run.ts';
import type { Waterfall } from '../../lib/domain/enrichment/waterfall.ts';
import { NOTHING, micro } from '../../lib/domain/ledger/amount.ts';
import type { Lead, Route } from '../../lib/domain/lead/lead.ts';
import { stepCost, type StepCost } from '../../lib/domain/learning/cost.ts';
import { createRng, type Rng } from './rng.ts';

export interface Partner {
  readonly id: string;
  readonly route: Route;
  /** Micro-Credits of an answer through the account, or the partner's own price in micro-USD. */
  readonly price: number;
  readonly charged: 'found' | 'call' | 'free';
  readonly valid: number;
  readonly latencyMs: number;
  /** Chance to give an answer for a findable lead, by country; `other` for the rest. */
  readonly rates: Readonly<Record<string, number>>;
  /** Sells the data of another one: hits only where that one hits, with this chance. */
  readonly resells?: string;
}
export interface Scenario {
  readonly name: string;
  readonly findable: Readonly<Record<string, number>>;
  readonly countries: readonly string[];
  /** In the order they ship. */
  readonly partners: readonly Partner[];
}

const CREDIT_MICRO_USD = 50_000;
const credits = (n: number): number => n * 1_000_000;

/** Everything through the account: only answers cost, so the price decides. */
export const ACCOUNT_ONLY: Scenario = {
  name: 'through the account',
  findable: { de: 0.8, us: 0.9, fr: 0.7 },
  countries: ['de', 'us', 'fr'],
  partners: [
    { id: 'alder', route: 'account', price: credits(1.5), charged: 'found', valid: 0.95, latencyMs: 2_500, rates: { other: 0.6 } },
    { id: 'birch', route: 'account', price: credits(1), charged: 'found', valid: 0.85, latencyMs: 1_500, rates: { de: 0.2, other: 0.55 } },
    { id: 'cedar', route: 'account', price: credits(1), charged: 'found', valid: 0.9, latencyMs: 900, rates: { other: 0.45 } },
    { id: 'daphne', route: 'account', price: credits(2.5), charged: 'found', valid: 0.97, latencyMs: 3_000, rates: { other: 0.7 } },
    { id: 'elm', route: 'account', price: credits(0.5), charged: 'found', valid: 0.7, latencyMs: 2_000, rates: { us: 0.4, other: 0.12 } },
  ],
};

/** Own keys of every kind beside the account: partners that bill each call, each hit, or nothing, strong in one country and weak in another; one resells another's data. */
export const MIXED_KEYS: Scenario = {
  name: 'own keys and the account',
  findable: { de: 0.8, us: 0.92, fr: 0.75 },
  countries: ['de', 'us', 'fr'],
  partners: [
    { id: 'alder', route: 'own', price: 25_000, charged: 'call', valid: 0.95, latencyMs: 1_500, rates: { us: 0.65, de: 0.2, other: 0.15 } },
    { id: 'birch', route: 'own', price: 30_000, charged: 'found', valid: 0.6, latencyMs: 1_200, rates: { other: 0.5 } },
    { id: 'cedar', route: 'account', price: credits(0.8), charged: 'found', valid: 0.9, latencyMs: 900, rates: { de: 0.6, other: 0.35 } },
    { id: 'daphne', route: 'own', price: 12_000, charged: 'call', valid: 0.9, latencyMs: 2_000, rates: { de: 0.5, fr: 0.55, other: 0.1 } },
    { id: 'elm', route: 'own', price: 10_000, charged: 'call', valid: 0.95, latencyMs: 800, rates: { other: 0.55 }, resells: 'alder' },
    { id: 'fir', route: 'free', price: 0, charged: 'free', valid: 0.8, latencyMs: 4_000, rates: { us: 0.12, other: 0.05 } },
  ],
};

/** As before, and one more that is dear, slow and knows hardly anybody: worth leaving out when not every last answer is wanted. */
export const POOR_TAIL: Scenario = {
  ...MIXED_KEYS,
  name: 'one of them dear and poor',
  partners: [...MIXED_KEYS.partners, { id: 'gorse', route: 'own', price: 60_000, charged: 'call', valid: 0.9, latencyMs: 5_000, rates: { other: 0.02 } }],
};

export const WATERFALL: Waterfall = {
  id: 'order', name: 'Find work email', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'],
  steps: [], stopAfterSameRejected: 9, freshnessDays: 30, order: 'learned',
};

export type Fate = 'accepted' | 'rejected' | 'no-result';
export interface SimLead {
  readonly lead: Lead;
  readonly country: string;
  readonly fates: ReadonlyMap<string, Fate>;
}

export function leadOf(scenario: Scenario, rng: Rng, n: number): SimLead {
  const country = rng.pick(scenario.countries);
  const isFindable = rng.chance(scenario.findable[country] ?? 0.8);
  const hits = new Map<string, boolean>();
  const fates = new Map<string, Fate>();
  for (const partner of scenario.partners) {
    const rate = partner.rates[country] ?? partner.rates.other ?? 0;
    const may = partner.resells === undefined ? isFindable : hits.get(partner.resells) === true;
    const hit = rng.chance(rate) && may;
    hits.set(partner.id, hit);
    fates.set(partner.id, !hit ? 'no-result' : rng.chance(partner.valid) ? 'accepted' : 'rejected');
  }
  const fields = { country: { values: [{ value: country, confidence: 90, provenance: { origin: 'page' as const, at: 1 } }] } };
  return { country, fates, lead: { id: `l${n}` as LeadId, tableId: 't' as never, kind: 'person', fields, keys: [], order: n, createdAt: 1, updatedAt: 1 } };
}

export const stepOf = (partner: Partner): PlannedStep => ({ source: 'provider', providerId: partner.id, operation: 'find-work-email', route: partner.route, creditsMax: micro(partner.route === 'account' ? partner.price : 0) });

export const costOf = (partner: Partner): StepCost =>
  stepCost({
    route: partner.route, operation: 'find-work-email', charged: partner.charged, credits: micro(partner.route === 'account' ? partner.price : 0),
    ...(partner.route === 'own' ? { ownPriceMicroUsd: partner.price } : {}), money: { creditMicroUsd: CREDIT_MICRO_USD, actionMicroUsd: 4_000 },
  });

export interface Asked {
  readonly moneyMicroUsd: number;
  readonly found: boolean;
  readonly asked: readonly { readonly partner: Partner; readonly fate: Fate }[];
}

/** Asks one after the other until one answer is accepted, and adds up what it really costs. */
export function ask(lead: SimLead, order: readonly Partner[]): Asked {
  let moneyMicroUsd = 0;
  const asked: { partner: Partner; fate: Fate }[] = [];
  for (const partner of order) {
    const fate = lead.fates.get(partner.id) ?? 'no-result';
    const cost = costOf(partner);
    asked.push({ partner, fate });
    moneyMicroUsd += cost.perCall + (fate === 'no-result' ? 0 : cost.perHit) + (fate === 'accepted' ? cost.perAccepted : 0);
    if (fate === 'accepted') return { moneyMicroUsd, found: true, asked };
  }
  return { moneyMicroUsd, found: false, asked };
}

/** The task that such a lead leaves behind: the learning sees what the product sees. */
export function taskOf(lead: SimLead, result: Asked, at: number, rng: Rng): Task {
  const steps = result.asked.map(({ partner, fate }, index) => ({
    ...stepOf(partner), index, state: fate, chargeId: `c${index}`, attempts: 1, tookMs: Math.round(partner.latencyMs * (0.5 + rng.next())),
  })) as unknown as Step[];
  return { id: `t${lead.lead.id}` as TaskId, runId: 'r' as RunId, leadId: lead.lead.id, enrichment: 'work-email', state: result.found ? 'found' : 'no-result', steps, createdAt: at, endedAt: at, notBefore: 0, held: NOTHING, charged: NOTHING };
}

/** The evidence of many tasks, in memory, as the store keeps it. */
export class Evidence {
  readonly cells = new Map<string, EvidenceCell>();
  add(task: Task, lead: Lead): void {
    for (const cell of evidenceOf(task, { waterfall: WATERFALL }, lead)) this.cells.set(cell.key, addCells(this.cells.get(cell.key), cell));
  }
}

export const rngOf = createRng;
