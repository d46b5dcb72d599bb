import type { LeadId, TableId } from '../../../lib/core/ids.ts';
import type { OperationInput, OperationName } from '../../../lib/domain/enrichment/operation.ts';
import type { PlanContext } from '../../../lib/domain/enrichment/plan.ts';
import type { QuoteMeters } from '../../../lib/domain/enrichment/quote-run.ts';
import type { Waterfall, WaterfallStep } from '../../../lib/domain/enrichment/waterfall.ts';
import type { Odds } from '../../../lib/domain/learning/odds.ts';
import type { FieldKey, LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { Lead, LeadFields, Route } from '../../../lib/domain/lead/lead.ts';
import { micro, UNIT } from '../../../lib/domain/ledger/amount.ts';

export const NOW = 100 * 86_400_000;

export const fieldsOf = (texts: Partial<Record<FieldKey, string>>): LeadFields =>
  Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, { values: [{ value, confidence: 90, provenance: { origin: 'page', at: NOW } }] }]));
export const leadOf = (texts: Partial<Record<FieldKey, string>>, kind: LeadKind = 'person'): Lead => ({ id: 'lead' as LeadId, tableId: 'table' as TableId, kind, fields: fieldsOf(texts), keys: [], order: 1, createdAt: 1, updatedAt: 1 });

/** Needs as providers have them: an email wants a domain, a domain wants a name. */
const missing = (operation: OperationName, input: OperationInput): string[] | null => {
  if (operation === 'find-domain') return input.companyName ? null : ['companyName'];
  if (operation === 'enrich-company') return input.domain || input.companyName ? null : ['domain'];
  if (operation === 'verify-email') return input.email ? null : ['email'];
  return input.companyDomain ? null : ['companyDomain'];
};

export function contextOf(routes: Record<string, Route>, prices: Record<string, number> = {}, more: Partial<PlanContext> = {}): PlanContext {
  return {
    now: NOW,
    route: (providerId) => routes[providerId] ?? null,
    price: (providerId) => micro(prices[providerId] ?? 0),
    missingInput: (_provider, operation, input) => missing(operation, input),
    isFreeMailDomain: (domain) => domain === 'gmail.com',
    ...more,
  };
}

type ProviderStep = Extract<WaterfallStep, { source: 'provider' }>;
export const step = (providerId: string, more: Partial<ProviderStep> = {}): ProviderStep => ({ source: 'provider', providerId, operation: 'find-work-email', ...more });
export const waterfallOf = (steps: readonly WaterfallStep[], more: Partial<Waterfall> = {}): Waterfall => ({
  id: 'mine', name: 'Mine', enrichment: 'work-email', kind: 'person', wanted: ['workEmail'], steps, stopAfterSameRejected: 2, freshnessDays: 30, ...more,
});

export const metersOf = (more: Partial<QuoteMeters> = {}): QuoteMeters => ({
  available: null, creditsMonthly: micro(2_500 * UNIT), online: true,
  prices: { book: { actionsPerResult: micro(UNIT), actionTiers: [{ upTo: null, microUsd: 4_000 }], data: {}, creditMicroUsd: 50_000 }, usedActions: micro(0) },
  ...more,
});

export const oddsOf = (accepted: number, n: number): Odds => {
  const share = { mean: accepted, low: accepted, high: accepted };
  return { accepted: share, hit: share, valid: { mean: 1, low: 1, high: 1 }, n, basis: 'all', latencyMs: 900, costMicroUsd: 0 };
};
