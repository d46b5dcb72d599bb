import { isFreeMailDomain } from '../capture/free-mail.ts';
import { micro, ZERO, type Micro } from '../domain/ledger/amount.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import type { PlanContext } from '../domain/enrichment/plan.ts';
import type { QuoteMeters } from '../domain/enrichment/quote-run.ts';
import { WATERFALL_TEMPLATES } from '../domain/enrichment/templates.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { needsKey } from '../providers/request.ts';
import type { Deps } from './deps.ts';

type PlanDeps = Pick<Deps, 'store' | 'catalogue' | 'engine' | 'now' | 'online'>;

export async function findWaterfall(deps: Pick<Deps, 'store'>, id: string): Promise<Waterfall | undefined> {
  return (await allWaterfalls(deps)).find((w) => w.id === id);
}
/** User-made ones first; one with a template's id replaces it. */
export async function allWaterfalls(deps: Pick<Deps, 'store'>): Promise<Waterfall[]> {
  const own = await deps.store.waterfalls.list();
  return [...own, ...WATERFALL_TEMPLATES.filter((t) => !own.some((w) => w.id === t.id))];
}

/** A picture of keys and prices as they are now; planning and quoting on it are pure. */
export async function planContext(deps: PlanDeps): Promise<PlanContext> {
  const [account, settings, keys] = await Promise.all([deps.store.meta.get('account'), deps.store.meta.settings(), deps.store.keys.list()]);
  const environment = settings.sandboxUrl ? 'sandbox' : 'live';
  const own = new Set(keys.filter((k) => k.environment === environment && k.status !== 'rejected' && k.status !== 'empty').map((k) => k.providerId));
  const price = (providerId: string, operation: OperationName): Micro => micro(account?.priceBook.data[`${operation}@${providerId}`] ?? 0);
  return {
    now: deps.now(),
    route(providerId, operation) {
      const manifest = deps.catalogue.get(providerId);
      if (!manifest?.operations[operation]) return null;
      if (own.has(providerId)) return 'own';
      if (!needsKey(manifest)) return 'free';
      return account?.priceBook.providers.includes(providerId) && `${operation}@${providerId}` in account.priceBook.data ? 'account' : null;
    },
    price,
    missingInput: (providerId, operation, input) => deps.engine.missingInput(providerId, operation, input),
    isFreeMailDomain,
  };
}

/** What the meters say at this moment. Without an account Actions are not limited and there are no Data Credits. */
export async function quoteMeters(deps: PlanDeps): Promise<QuoteMeters> {
  const [account, available] = await Promise.all([deps.store.meta.get('account'), deps.store.ledger.spendable()]);
  return {
    available,
    creditsMonthly: micro(account?.plan.creditsMonthly ?? ZERO),
    ...(account ? { prices: { book: account.priceBook, usedActions: micro(account.balances.find((b) => b.meter === 'actions')?.spent ?? 0) } } : {}),
    online: deps.online(),
  };
}
