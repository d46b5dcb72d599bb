import type { PriceBook } from '../contracts/account-api.ts';
import type { KeyStatus, ProviderSummary } from '../contracts/commands.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import { micro, type Micro } from '../domain/ledger/amount.ts';
import type { KeyRow } from '../storage/database.ts';

/** How a provider can be asked now. */
export type CardState = 'free' | 'works' | 'unchecked' | 'rejected' | 'empty' | 'unreachable' | 'account' | 'no-key';

export interface ProviderCard {
  readonly provider: ProviderSummary;
  readonly state: CardState;
  readonly key?: KeyRow;
  /** Least and most price through the account; absent when the account does not serve it. */
  readonly price?: { readonly least: Micro; readonly most: Micro };
}

export const STATE_WORDS: Readonly<Record<CardState, string>> = {
  free: 'No key needed',
  works: 'Your key works',
  unchecked: 'Key not checked yet',
  rejected: 'Key rejected',
  empty: 'Empty at provider',
  unreachable: 'Could not be reached',
  account: 'Through account',
  'no-key': 'No key yet',
};

/** A price of the book, or undefined when the account does not sell it. */
export function priceOfOperation(book: PriceBook | undefined, providerId: string, operation: OperationName): Micro | undefined {
  if (!book?.providers.includes(providerId)) return undefined;
  const price = Object.hasOwn(book.data, `${operation}@${providerId}`) ? book.data[`${operation}@${providerId}`] : undefined;
  return price === undefined ? undefined : micro(price);
}

/** The cards of the options page: own keys first, then the account, then free sources, then those without a key. */
export function providerCards(providers: readonly ProviderSummary[], keys: readonly KeyRow[], book: PriceBook | undefined, environment: KeyRow['environment']): ProviderCard[] {
  const cards = providers.map((provider): ProviderCard => {
    const key = keys.find((k) => k.providerId === provider.id && k.environment === environment);
    const prices = provider.operations.flatMap((o) => priceOfOperation(book, provider.id, o.name) ?? []);
    const price = prices.length > 0 ? { least: micro(Math.min(...prices)), most: micro(Math.max(...prices)) } : undefined;
    const state: CardState = key ? stateOfKey(key.status) : !provider.needsKey ? 'free' : price ? 'account' : 'no-key';
    return { provider, state, ...(key ? { key } : {}), ...(price ? { price } : {}) };
  });
  const rank = (c: ProviderCard): number => (c.key ? 0 : c.state === 'account' ? 1 : c.state === 'free' ? 2 : 3);
  return cards.sort((a, b) => rank(a) - rank(b) || a.provider.name.localeCompare(b.provider.name, 'en'));
}

const stateOfKey = (status: KeyStatus): CardState => status;

/** What people look for, over the operations of all providers. */
export const FILTERS = [
  { id: 'all', label: 'All', operations: [] },
  { id: 'email', label: 'Work email', operations: ['find-work-email', 'find-personal-email'] },
  { id: 'mobile', label: 'Phone', operations: ['find-mobile', 'find-phone', 'check-phone'] },
  { id: 'person', label: 'Person', operations: ['enrich-person', 'find-linkedin'] },
  { id: 'company', label: 'Company', operations: ['enrich-company', 'find-domain', 'find-technologies', 'find-open-jobs', 'find-traffic', 'find-news', 'check-domain', 'check-mail-host'] },
  { id: 'verify', label: 'Verify', operations: ['verify-email'] },
] as const satisfies readonly { readonly id: string; readonly label: string; readonly operations: readonly OperationName[] }[];
export type FilterId = (typeof FILTERS)[number]['id'];

/** True when a card fits the chosen filter and every word of the search. */
export function cardFits(card: ProviderCard, filter: FilterId, search: string): boolean {
  const wanted: readonly OperationName[] = FILTERS.find((f) => f.id === filter)?.operations ?? [];
  if (wanted.length > 0 && !card.provider.operations.some((o) => wanted.includes(o.name))) return false;
  const text = [card.provider.name, ...card.provider.operations.map((o) => o.label)].join(' ').toLocaleLowerCase('en');
  return search
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .every((word) => text.includes(word));
}
