/** Every line of the statement in words, the same on the page and in the file. */
import { ENRICHMENT_WORDS } from '../enrichment/words.ts';
import { OPERATIONS, isOperation } from '../enrichment/operation.ts';
import { formatMicro, micro } from './amount.ts';
import { REPEATED } from './charge.ts';
import { TAKEN_BACK } from './lots.ts';
import type { Entry, EntryKind, KindGroup } from './statement.ts';

export interface Explained {
  /** A few words: "Work email, Hunter". */
  readonly title: string;
  /** One or two sentences: what happened, and what it cost or why it cost nothing. */
  readonly text: string;
}
type NameOf = (providerId: string) => string;

export const GROUP_WORDS: Readonly<Record<KindGroup, string>> = {
  taken: 'Charged',
  missed: 'Not charged',
  granted: 'Granted',
  reversed: 'Reversed',
  expired: 'Expired',
  aside: 'Set aside',
  notices: 'Notices',
};
export const KIND_WORDS: Readonly<Record<EntryKind, string>> = {
  grant: 'Granted', reserve: 'Held', post: 'Charged', void: 'Not charged', expire: 'Expired', spend: 'Charged', reversal: 'Reversed', lease: 'Set aside', lease_return: 'Given back', plan: 'Plan', limit: 'Limit', erase: 'Erased',
};
export const ROUTE_WORDS = { own: 'own key', free: 'free source', account: 'account' } as const;

/** "Work email"; a question whose kind is not known is "Question", a delivery "Record sent". */
export function subjectOf({ enrichment, operation }: Pick<Entry, 'enrichment' | 'operation'>): string {
  if (enrichment !== undefined && Object.hasOwn(ENRICHMENT_WORDS, enrichment)) return ENRICHMENT_WORDS[enrichment as keyof typeof ENRICHMENT_WORDS].noun;
  if (operation !== undefined && isOperation(operation)) return OPERATIONS[operation].label;
  return isDelivery(operation) ? 'Record sent' : 'Question';
}
/** A record that was sent to a destination. */
export const isDelivery = (operation: string | undefined): boolean => operation !== undefined && /^(?:deliver|send|export)/.test(operation);

const GRANTS: Readonly<Record<string, readonly [string, string]>> = {
  plan: ['Monthly amount of the plan', 'What the plan gives for the month.'],
  upgrade: ['Plan raised', 'The difference to the larger plan for the rest of the month.'],
  topup: ['Top-up', 'Bought once, at the price of a Credit and 30 %. It lasts twelve months and is used last.'],
  promo: ['Promotion', 'Given for free. It is used first.'],
  adjust: ['Correction by an admin', 'Added by hand.'],
  refund: ['Given back', 'Value of a reversed charge whose month had ended.'],
};
const EXPIRED: Readonly<Record<string, string>> = {
  period_end: 'The month of the plan ended. Actions do not carry over.',
  over_cap: 'Data Credits carry over up to twice the monthly amount. This was above it.',
  released_late: 'A hold ended after its month: what it gave back had expired by then.',
  returned_late: 'A reversal came after its month: what it gave back had expired by then.',
  lease_late: 'A device gave back after its month what it had not needed: it had expired by then.',
  lapsed: 'Set aside for a device that did not say within 35 days what became of it.',
  lot_end: 'A top-up or a promotion reached its last day.',
};
const VOIDS: Readonly<Record<string, string>> = {
  no_result: 'Nobody knew an answer.',
  rejected_by_verifier: 'The answer did not pass the check.',
  rejected: 'The answer did not pass the check.',
  provider_failed: 'The provider had a fault.',
  stopped: 'It was stopped.',
  erased: 'The lead was erased before anybody was asked.',
  limit: 'The workspace has paid this provider what it wants to pay it today, so it was not asked.',
  expired: 'The call ended without a word and its hold ran out.',
  abandoned: 'The call was lost and given up.',
  timeout: 'The provider took too long.',
  not_delivered: 'The destination did not take the record.',
  delivery_unknown: 'The destination did not say whether it has the record.',
  left_out: 'The record was left out.',
};

/** What a table says of a code that a server wrote: a code such as `toString` is unknown like any other. */
const known = <T>(table: Readonly<Record<string, T>>, code: string): T | undefined => (Object.hasOwn(table, code) ? table[code] : undefined);

/** A line in words. @param nameOf the name of a provider by its id */
export function explain(entry: Entry, nameOf: NameOf): Explained {
  const what = subjectOf(entry);
  const who = entry.providerId === undefined ? '' : nameOf(entry.providerId);
  const title = who === '' ? what : `${what}, ${who}`;
  const code = entry.code ?? '';
  switch (entry.kind) {
    case 'grant': {
      if (code === TAKEN_BACK) return { title: 'Grant taken back', text: takenBackText(entry) };
      const [name, text] = known(GRANTS, code) ?? ['Granted', code === '' ? 'Added to the account.' : `Added to the account (${plain(code)}).`];
      return { title: name, text };
    }
    case 'reserve':
      return { title: `${title}, held`, text: `${amountsOf(entry)} held while the question is out. Nothing is taken yet.` };
    case 'post':
      return { title, text: `Answered${who === '' ? '' : ` by ${who}`} through the account. ${amountsOf(entry)} taken${code === 'restored' ? '. Told again by a device after the server was restored.' : ', the rest of what was held is free again.'}` };
    case 'spend':
      return { title, text: spendText(entry, who) };
    case 'void':
      if (code === REPEATED) return { title: `${title}, repeated`, text: repeatedText(entry) };
      return { title: `${title}, no charge`, text: `${known(VOIDS, code) ?? (code === '' ? 'No answer.' : `Ended without an answer (${plain(code)}).`)} It cost nothing, and what was held is free again.` };
    case 'expire':
      if (entry.actions > 0 || entry.credits > 0) return { title: 'Expired, taken back', text: 'A device told later what it had spent of a share that counted as expired: the share pays for it after all.' };
      return { title: 'Expired', text: known(EXPIRED, code) ?? `No longer usable${code === '' ? '' : ` (${plain(code)})`}.` };
    case 'reversal':
      return { title: `${title}, reversed`, text: `${amountsOf(entry)} given back${code === '' ? '' : `: ${plain(code)}`}. The charge stays in the statement; this line is its other half. Limits set on a device still count the charge until their time is over.` };
    case 'lease':
      return { title: 'Set aside for a device', text: `${amountsOf(entry)} moved to a device, so that it can work without asking. Nothing is spent by that.` };
    case 'lease_return':
      return { title: 'Given back by a device', text: `${amountsOf(entry)} that a device did not need can be spent by all again.` };
    case 'plan':
      return { title: 'Plan changed', text: code === '' ? 'The plan of the account was changed.' : `The plan of the account was changed (${plain(code)}).` };
    case 'erase':
      return { title: 'Leads erased', text: 'A device erased leads everywhere. What was bought for them was deleted; what it had cost stays.' };
    case 'limit':
      return { title: 'Limit', text: code.startsWith('provider_') ? providerLimitText(code, who) : limitText(code) };
  }
}

/** Given at once nothing was held; whoever waited for the answer had made a hold. */
const repeatedText = (entry: Entry): string =>
  entry.actions === 0 && entry.credits === 0
    ? 'Repeated, free: the account had bought this answer already.'
    : `Repeated, free: the same was being asked already, and its answer is given here as well. ${amountsOf(entry)} that were held are free again.`;

/** What was free of a lot, by the hand of an admin. */
const takenBackText = (entry: Entry): string =>
  `An admin took back ${amountsOf(entry)} of what ${entry.reverses === undefined ? 'was' : `entry ${entry.reverses} had`} granted. It was free: nothing that was held, set aside or used is touched. The grant stays in the statement.`;

function spendText(entry: Entry, who: string): string {
  if (entry.actions === 0 && entry.credits === 0) return `Decided on a device${who === '' ? '' : ` with ${who}`}. It cost nothing.`;
  if (isDelivery(entry.operation)) return `${amountsOf(entry)} for a record that arrived${who === '' ? '' : ` at ${who}`}.`;
  const by = entry.route === 'own' ? 'by your own key' : entry.route === 'free' ? 'by a free source' : 'on a device';
  return `Answered ${by}${entry.code === 'late' ? ', told late' : ''}. ${amountsOf(entry)} taken. Data Credits are not needed for it.`;
}

/** What the workspace pays one provider a day: "provider_day_90". */
function providerLimitText(code: string, who: string): string {
  const share = /_(75|90|100)$/.exec(code)?.[1] ?? '100';
  const name = `What the workspace wants to pay ${who === '' ? 'a provider' : who} a day`;
  return share === '100' ? `${name} is reached: until the day is over in UTC it is not asked for the account, and other sources go on.` : `${name} was used by ${share} %.`;
}

/** Codes of limits name scope, meter, window and share: "member_data_credits_day_90". */
function limitText(code: string): string {
  const share = /(?:^|\D)(75|90|100)$/.exec(code)?.[1];
  const scope = code.includes('member') ? 'the member' : 'the workspace';
  const window = (['hour', 'day', 'month'] as const).find((w) => code.includes(w));
  const meter = code.includes('credits') ? ' for Data Credits' : code.includes('actions') ? ' for Actions' : '';
  const name = `The limit of ${scope}${meter}${window ? ` a ${window}` : ''}`;
  return share === undefined ? `${name} changed or was reached.` : share === '100' ? `${name} was reached. What would go beyond it is refused and costs nothing.` : `${name} was used by ${share} %.`;
}

/** Both amounts without their sign: "1 Action and 1.5 Credits". */
function amountsOf({ actions, credits }: Entry): string {
  const parts = [
    actions === 0 ? '' : `${formatMicro(micro(Math.abs(actions)))} ${Math.abs(actions) === 1_000_000 ? 'Action' : 'Actions'}`,
    credits === 0 ? '' : `${formatMicro(micro(Math.abs(credits)))} ${Math.abs(credits) === 1_000_000 ? 'Credit' : 'Credits'}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'Nothing' : parts.join(' and ');
}

const plain = (code: string): string => code.replace(/[._-]+/g, ' ').trim();

/** Everything of a line that a search looks through. */
export function searchWords(entry: Entry, nameOf: NameOf): string {
  const { title, text } = explain(entry, nameOf);
  return [title, text, KIND_WORDS[entry.kind], entry.member, entry.chargeId, entry.operation, entry.code, entry.route === undefined ? '' : ROUTE_WORDS[entry.route]].filter(Boolean).join(' ');
}
