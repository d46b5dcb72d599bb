import { isOwnProvider } from '../contracts/own-provider/draft.ts';
import { isFreeMailDomain } from '../capture/free-mail.ts';
import { FIELDS } from '../domain/lead/fields.ts';
import type { Lead, LeadFields } from '../domain/lead/lead.ts';
import { textOf } from '../domain/lead/merge.ts';
import { isBlocked } from '../domain/contact/do-not-contact.ts';
import { micro, ZERO, type Micro } from '../domain/ledger/amount.ts';
import type { OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import { countsTaken, limitedTables } from '../domain/enrichment/caps.ts';
import { usableVerifier, type PlanContext } from '../domain/enrichment/plan.ts';
import type { SkipReason } from '../domain/enrichment/run.ts';
import type { QuoteMeters } from '../domain/enrichment/quote-run.ts';
import type { Waterfall } from '../domain/enrichment/waterfall.ts';
import { needsKey } from '../providers/request.ts';
import { knownAddresses } from './known-addresses.ts';
import { isOwnSource } from '../providers/own-source.ts';
import type { Deps } from './deps.ts';

type PlanDeps = Pick<Deps, 'store' | 'catalogue' | 'engine' | 'now' | 'online'>;

/** A picture of keys and prices as they are now; planning and quoting on it are pure. @param leads those whose companies a condition may ask about */
export async function planContext(deps: PlanDeps, waterfall?: Waterfall, leads: readonly Lead[] = []): Promise<PlanContext> {
  const [account, settings, keys, companies, isListed] = await Promise.all([deps.store.meta.get('account'), deps.store.meta.settings(), deps.store.keys.list(), companiesOf(deps, waterfall, leads), deps.store.doNotContact.lookup()]);
  const environment = settings.sandboxUrl ? 'sandbox' : 'live';
  const own = new Set(keys.filter((k) => k.environment === environment && k.status !== 'rejected' && k.status !== 'empty').map((k) => k.providerId));
  const keyed = new Set(keys.filter((k) => k.environment === environment).map((k) => k.providerId));
  // A real account never pays for practice; one that is itself a sandbox has play money, and without one Actions are only counted.
  const isPractice = environment === 'sandbox' && account?.sandbox !== true;
  const refusals = await refusalsOf(deps, settings.sandboxUrl);
  const isThere = (providerId: string): boolean => !isOwnProvider(providerId) || (environment === 'live' && deps.catalogue.has(providerId));
  const price = (providerId: string, operation: OperationName): Micro => micro(account?.priceBook.data[`${operation}@${providerId}`] ?? 0);
  const route: PlanContext['route'] = (providerId, operation) => {
    const manifest = deps.catalogue.get(providerId);
    if (!manifest?.operations[operation] || !isThere(providerId)) return null;
    if (isPractice && account) return 'practice';
    if (own.has(providerId)) return 'own';
    if (!needsKey(manifest)) return 'free';
    // What the person has made up is nobody's business but theirs, whatever a price book says.
    if (isOwnProvider(providerId)) return null;
    return account?.priceBook.providers.includes(providerId) && `${operation}@${providerId}` in account.priceBook.data ? 'account' : isPractice && !keyed.has(providerId) ? 'practice' : null;
  };
  // Without a verifier nothing is guessed, and nobody need be known.
  const known = await knownOf(deps, waterfall && usableVerifier(waterfall, { route }) ? waterfall : undefined, leads, settings.sandboxUrl !== null);
  return {
    now: deps.now(),
    route,
    price,
    isThere,
    missingInput: (providerId, operation, input) => deps.engine.missingInput(providerId, operation, input),
    refusal: (providerId, input) => refusals.get(providerId)?.(input) ?? null,
    knownAt(domain, lead) {
      const all = known.get(domain) ?? [];
      return all.some((k) => k.leadId === lead.id) ? all.filter((k) => k.leadId !== lead.id) : all;
    },
    isFreeMailDomain,
    isBlocked: (lead) => isBlocked(lead, isListed),
    companyOf: (lead) => companies.get(domainOf(lead) ?? ''),
  };
}

type Refusals = ReadonlyMap<string, (input: OperationInput) => SkipReason | null>;

/** What Kiln's own sources may not be asked about as things are. */
async function refusalsOf(deps: Pick<Deps, 'catalogue'>, sandboxUrl: string | null): Promise<Refusals> {
  const sources = [...deps.catalogue.values()].filter(isOwnSource);
  return new Map(await Promise.all(sources.map(async (source) => [source.id, await source.refusals(sandboxUrl)] as const)));
}

/** What people of the own tables say of the addresses at the domains of these leads; looked up only where addresses are guessed. */
async function knownOf(deps: Pick<Deps, 'store'>, waterfall: Waterfall | undefined, leads: readonly Lead[], isPractice: boolean): Promise<ReturnType<typeof knownAddresses>> {
  const guesses = waterfall?.steps.some((step) => step.source === 'pattern' && !step.isOff) === true;
  const domains = new Set(guesses ? leads.flatMap((lead) => domainOf(lead) ?? []).filter((domain) => !isFreeMailDomain(domain)) : []);
  return knownAddresses(await deps.store.waterfalls.peopleAt([...domains]), domains, isPractice);
}

const domainOf = (lead: Lead): string | undefined => (lead.kind === 'person' ? textOf(lead.fields, 'companyDomain')?.toLowerCase() : undefined);

/** Companies that stand in a table of their own, by domain, where a condition asks about one. The one with the most facts counts. */
async function companiesOf(deps: Pick<Deps, 'store'>, waterfall: Waterfall | undefined, leads: readonly Lead[]): Promise<ReadonlyMap<string, LeadFields>> {
  const tested = waterfall?.steps.flatMap((s) => s.only?.tests ?? []) ?? [];
  const asks = waterfall?.kind === 'person' && tested.some(({ field }) => field === 'country' || !(FIELDS[field].kinds as readonly string[]).includes('person'));
  const found = new Map<string, LeadFields>();
  if (!asks) return found;
  for (const company of await deps.store.waterfalls.companiesAt([...new Set(leads.flatMap((lead) => domainOf(lead) ?? []))])) {
    const domain = textOf(company.fields, 'domain')?.toLowerCase() ?? '';
    const known = found.get(domain);
    if (!known || Object.keys(known).length < Object.keys(company.fields).length) found.set(domain, company.fields);
  }
  return found;
}

/**
 * What the meters say at this moment. Without an account Actions are not limited and there are no Data Credits.
 * @param leads those whose tables' limits count
 */
export async function quoteMeters(deps: PlanDeps, leads: readonly Lead[] = []): Promise<QuoteMeters> {
  const [account, available, limits] = await Promise.all([deps.store.meta.get('account'), deps.store.ledger.spendable(deps.online()), deps.store.meta.get('limits')]);
  const taken = limits && countsTaken(limits) ? await deps.store.waterfalls.taken(deps.now(), limitedTables(limits, leads.map(({ tableId }) => tableId))) : undefined;
  return {
    available,
    creditsMonthly: micro(account?.plan.creditsMonthly ?? ZERO),
    ...(account ? { prices: { book: account.priceBook, usedActions: micro(account.balances.find((b) => b.meter === 'actions')?.spent ?? 0) } } : {}),
    ...(account?.limits ? { accountLimits: account.limits } : {}),
    online: deps.online(),
    ...(limits ? { limits } : {}),
    ...(taken ? { taken } : {}),
  };
}
