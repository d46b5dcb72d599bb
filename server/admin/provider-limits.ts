import type { Manifest } from '../../lib/contracts/manifest.ts';
import { isOperation } from '../../lib/domain/enrichment/operation.ts';
import { costOfCall } from '../gateway/call-cost.ts';
import { providerBudgets, type ProviderBudget } from '../ledger/provider-budgets.ts';
import type { StoredPriceBook } from '../ledger/store.ts';
import { DAY_MS, dayOf, dayStart } from './days.ts';
import { one, type Sql } from '../sql/sql.ts';

/** What an account pays a provider today, and what one more call could add. */
export interface BudgetLine extends ProviderBudget {
  /** The dearest call, micro-USD; null = no call has a known cost. */
  readonly dearest: number | null;
  /** Operations whose cost nobody says: under a limit they are not asked. */
  readonly unknown: readonly string[];
}
/** What each of these providers is paid today, whether it was asked before or not. */
export async function budgetLines(sql: Sql, facts: { readonly accountId: string; readonly providerIds: readonly string[]; readonly book: StoredPriceBook; readonly catalogue: ReadonlyMap<string, Manifest> }): Promise<BudgetLine[]> {
  const known = new Map((await providerBudgets(sql, facts.accountId)).map((budget) => [budget.providerId, budget]));
  const { now } = await one<{ now: number }>(sql, 'select kiln_now() as now');
  return facts.providerIds.map((providerId) => {
    const manifest = facts.catalogue.get(providerId);
    const costs = Object.keys(manifest?.operations ?? {}).filter(isOperation).map((operation) => ({ operation, worst: costOfCall(manifest, facts.book, providerId, operation).worst }));
    const priced = costs.flatMap(({ worst }) => (worst === null ? [] : [worst]));
    return {
      ...(known.get(providerId) ?? { providerId, limit: null, used: 0, out: 0, endsAt: dayStart(dayOf(now)) + DAY_MS }),
      dearest: priced.length === 0 ? null : Math.max(...priced),
      unknown: costs.flatMap(({ operation, worst }) => (worst === null ? [operation] : [])),
    };
  });
}
