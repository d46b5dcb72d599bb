/** How the pages call what the ledger names by codes. */
import type { LedgerEvent } from '../../../lib/contracts/account-api.ts';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { ENRICHMENTS } from '../../../lib/domain/enrichment/enrichments.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { OPERATIONS, isOperation } from '../../../lib/domain/enrichment/operation.ts';

/** Names for the ids of one workspace. */
export interface Names {
  readonly members: ReadonlyMap<string, string>;
  readonly catalogue: ReadonlyMap<string, Manifest>;
  /** What the workspace calls its tables and waterfalls, as far as its devices have said it; by kind and reference. */
  readonly labels?: ReadonlyMap<string, string>;
}

export const memberName = (names: Names, id: string): string => (id === '' ? 'Nobody' : names.members.get(id) ?? 'Former member');
export const providerName = (names: Names, id: string): string => (id === '' ? 'No provider' : names.catalogue.get(id)?.name ?? id);
export const operationName = (operation: string): string => (isOperation(operation) ? OPERATIONS[operation].label : operation);
export const enrichmentName = (id: string): string => {
  if (id === '') return 'Nothing named';
  const known: Readonly<Record<string, { readonly noun: string }>> = ENRICHMENTS;
  return Object.hasOwn(known, id) ? known[id]?.noun ?? id : id;
};
/** The last characters: the first ones of ids made in one hour are alike. */
export const shortId = (id: string): string => (id.length > 10 ? `…${id.slice(-8)}` : id);
export const runName = (id: string): string => (id === '' ? 'No run' : `Run ${shortId(id)}`);

const MADE_FOR = { table: 'Table', waterfall: 'Waterfall' } as const;
export const labelKey = (kind: keyof typeof MADE_FOR, ref: string): string => `${kind} ${ref}`;
/** A delivery is of no waterfall, and older entries say neither. */
const NOT_SAID = { table: 'Not said', waterfall: 'None or not said' } as const;
/** A table or a waterfall of a charge; what ships with Kiln is named by its reference. */
export const madeForName = (names: Names, kind: keyof typeof MADE_FOR, ref: string): string =>
  ref === '' ? NOT_SAID[kind] : names.labels?.get(labelKey(kind, ref)) ?? (kind === 'waterfall' ? WATERFALL_TEMPLATES.find(({ id }) => id === ref)?.name : undefined) ?? `${MADE_FOR[kind]} ${shortId(ref)}`;

type Kind = LedgerEvent['kind'] | 'lease' | 'lease_return' | 'plan' | 'limit' | 'erase';
export const KIND_WORDS: Readonly<Record<string, string>> = {
  grant: 'Granted',
  post: 'Bought',
  spend: 'Used on a device',
  reversal: 'Reversed',
  expire: 'Expired',
  void: 'Nothing charged',
  reserve: 'Held',
  lease: 'Set aside for a device',
  lease_return: 'Given back by a device',
  plan: 'Plan changed',
  limit: 'Limit reached',
  erase: 'Leads erased',
} satisfies Record<Kind, string>;
/** Kinds that a statement can be asked for, in the order of the list. */
export const STATEMENT_KINDS = ['grant', 'post', 'spend', 'reversal', 'expire', 'void', 'lease', 'lease_return', 'plan', 'limit', 'erase'] as const;

const CODE_WORDS: Readonly<Record<string, string>> = {
  plan: 'Plan',
  topup: 'Top-up',
  promo: 'Gift',
  adjust: 'Adjustment',
  refund: 'Refund',
  taken_back: 'Grant taken back',
  period_end: 'End of the month',
  lot_end: 'Its time was over',
  upgrade: 'Larger plan',
  lapsed_spent: 'Set aside, used late',
  over_cap: 'Above twice the monthly amount',
  released_late: 'Came back after its month',
  returned_late: 'Reversed after its month',
  lapsed: 'Set aside and never used',
  deduplicated: 'Repeated, free',
  no_result: 'No result',
  rejected_by_verifier: 'Rejected by the verifier',
  provider_failed: 'Provider failed',
  no_provider_key: 'No key for the provider',
  limit: 'The provider’s limit of the day',
  stopped: 'Stopped',
  erased: 'Lead erased',
  lost: 'Answer lost',
  hold_expired: 'Took too long',
};
/** `member_data_credits_month_75`, as the feed names a limit that is reached. */
function limitWords(code: string): string | undefined {
  const ofProvider = /^provider_day_(\d+)$/.exec(code)?.[1];
  if (ofProvider !== undefined) return `${ofProvider} % of what the provider may be paid a day`;
  const [, scope, meter, span, share] = /^(workspace|member)_(actions|data_credits)_(hour|day|month)_(\d+)$/.exec(code) ?? [];
  return share === undefined ? undefined : `${share} % of ${scope === 'member' ? 'the member’s' : 'the workspace’s'} ${meter === 'actions' ? 'Actions' : 'Data Credits'} ${span === 'hour' ? 'an' : 'a'} ${span}`;
}
export const codeWords = (code: string): string => CODE_WORDS[code] ?? limitWords(code) ?? code.replaceAll('_', ' ').replace(/^./, (c) => c.toUpperCase());

export const METER_WORDS = { actions: 'Actions', data_credits: 'Data Credits' } as const;
export const ROUTE_WORDS: Readonly<Record<string, string>> = { account: 'Account', own: 'Own key', free: 'Free source' };
export const ROLE_WORDS = { admin: 'Admin', editor: 'Editor', viewer: 'Viewer' } as const;
