import { html } from 'hono/html';
import type { GrantSource, GrantWish } from '../../admin/changes.ts';
import type { LotLine } from '../../admin/lots.ts';
import { isGivenByHand } from '../../../lib/domain/ledger/lots.ts';
import { topUpCost } from '../../../lib/domain/ledger/plan-facts.ts';
import type { ChargeRecord } from '../../ledger/store.ts';
import { UNIT, micro } from '../../../lib/domain/ledger/amount.ts';
import { form, page, type Frame, type Html } from '../frame.ts';
import { button, card, empty, field, note, select } from '../parts.ts';
import { amountText, cell, meterTitle, money, withUnit } from './amounts.ts';
import { dayText, linkButton } from './controls.ts';
import { METER_WORDS, codeWords, memberName, operationName, providerName, type Names } from './words.ts';

export interface GrantForm {
  readonly meter: string;
  readonly source: string;
  readonly amount: string;
  readonly expires: string;
  readonly reason: string;
}
export interface GrantErrors {
  readonly amount?: string;
  readonly expires?: string;
  readonly reason?: string;
}
export interface GrantsView {
  readonly form: GrantForm;
  readonly errors: GrantErrors;
  readonly open: readonly LotLine[];
  readonly given: readonly LotLine[];
  readonly creditMicroUsd: number;
  /** Of a top-up, percent. */
  readonly premium: number;
  readonly names: Names;
  readonly said: Html | string;
}

export const SOURCE_WORDS: Readonly<Record<GrantSource, string>> = { topup: 'Top-up', promo: 'Gift', adjust: 'Adjustment' };

export const grantsPage = (frame: Frame, view: GrantsView): Html =>
  page(frame, { title: 'Grants', lead: 'What can be spent comes in lots. Gifts are used first, then the plan’s, then adjustments and refunds, top-ups last; within a kind the one that ends soonest.', current: 'grants' }, html`
${view.said}
<div class="p-two">${card('Add to a meter', grantForm(view))}${card('A top-up in money', html`<dl class="p-rows"><div><dt>100 Data Credits with the plan</dt><dd>${money(100 * view.creditMicroUsd)}</dd></div><div><dt>100 Data Credits as a top-up</dt><dd>${money(topUpCost(micro(100 * UNIT), view.creditMicroUsd, view.premium))}</dd></div></dl>
<p class="k-2">A top-up costs ${view.premium} % more than Data Credits of the plan; Actions on top are the next ones of their tiers, without a premium. It lasts twelve months and does not count towards twice the monthly amount, above which Data Credits of the plan end.</p>`)}</div>
${card('What can be used, in the order of its use', lots(view, view.open, 'Nothing is left of any lot.'))}
${card('Given by hand', lots(view, view.given, 'Nothing was given by hand yet.'))}`);

/** Asks only; the next page says what it will do and does it. */
const grantForm = (view: GrantsView): Html => html`<form method="get" action="/grants/check" class="p-form">
<div class="p-line">${select({ label: 'Kind', name: 'source', value: view.form.source, options: (['topup', 'promo', 'adjust'] as const).map((value) => ({ value, text: SOURCE_WORDS[value] })) })}
${select({ label: 'Meter', name: 'meter', value: view.form.meter, options: (['data_credits', 'actions'] as const).map((value) => ({ value, text: METER_WORDS[value] })) })}
${field({ label: 'Amount', name: 'amount', value: view.form.amount, maxLength: 20, placeholder: '500', ...told(view.errors.amount) })}</div>
${field({ label: 'Ends on', name: 'expires', type: 'date', value: view.form.expires, required: false, hint: 'Empty: twelve months for a top-up, else never.', ...told(view.errors.expires) })}
${field({ label: 'Reason', name: 'reason', value: view.form.reason, maxLength: 300, required: false, hint: 'Needed for an adjustment; kept in the statement and the audit.', ...told(view.errors.reason) })}
${button('See what this adds')}</form>`;
const told = (error: string | undefined): { readonly error?: string } => (error === undefined ? {} : { error });

function lots(view: GrantsView, lines: readonly LotLine[], none: string): Html {
  if (lines.length === 0) return empty(none, 'Lots come with the plan each month, with top-ups, gifts and adjustments.');
  return html`<div class="p-scroll" role="region" aria-label="Lots" tabindex="0"><table class="p-table"><caption class="k-vh">Lots</caption><thead><tr><th scope="col">Lot</th><th scope="col">Meter</th><th scope="col">From</th><th scope="col">Until</th><th scope="col" class="p-number">Amount</th><th scope="col" class="p-number">Left</th><th scope="col" class="p-number">Held or set aside</th><th scope="col" class="p-number">Used</th><th scope="col" class="p-number">Expired</th><th scope="col" class="p-number">Taken back</th><th scope="col" class="p-actions p-after"><span class="k-vh">What to do</span></th></tr></thead>
<tbody>${lines.map((lot) => html`<tr><th scope="row">${codeWords(lot.source)}${lot.reason === '' && lot.actor === '' ? '' : html`<span class="p-sub">${lot.reason === '' ? '' : `“${lot.reason}” `}${lot.actor === '' ? '' : memberName(view.names, lot.actor)}</span>`}</th><td class="k-nowrap">${meterTitle(lot.meter)}</td><td class="k-2 k-nowrap">${dayText(lot.effectiveAt)}</td><td class="k-2 k-nowrap">${lot.expiresAt === null ? 'no end' : dayText(lot.expiresAt)}</td><td class="p-number">${amountText(lot.amount)}</td><td class="p-number">${cell(lot.available)}</td><td class="p-number">${cell(lot.aside)}</td><td class="p-number">${cell(lot.spent)}</td><td class="p-number">${cell(lot.expired)}</td><td class="p-number">${cell(lot.takenBack)}</td><td class="p-actions p-after">${isGivenByHand(lot.source) && lot.available > 0 ? html`<a href="/grants/take-back?lot=${encodeURIComponent(lot.lotId)}">Take back<span class="k-vh"> of ${codeWords(lot.source)}, ${withUnit(lot.meter, lot.available)}</span></a>` : ''}</td></tr>
`)}</tbody></table></div>`;
}

/** `price`: of a top-up, micro-USD. */
export const checkGrantPage = (frame: Frame, wish: GrantWish & { readonly id: string; readonly reason: string; readonly price: number | null; readonly premium: number; readonly available: number; readonly deficit: number }): Html =>
  page(frame, { title: `Add ${withUnit(wish.meter, wish.amount)}?`, current: 'grants' }, html`
<section class="k-card p-box"><dl class="p-facts"><dt>Kind</dt><dd>${SOURCE_WORDS[wish.source]}</dd><dt>Meter</dt><dd>${METER_WORDS[wish.meter]}</dd><dt>Amount</dt><dd>${amountText(wish.amount)}</dd><dt>To spend then</dt><dd>${amountText(Math.max(0, wish.available + wish.amount - wish.deficit))}, now ${amountText(wish.available)}</dd><dt>Ends</dt><dd>${wish.expiresAt === null ? 'never' : dayText(wish.expiresAt)}</dd>${wish.price === null ? '' : html`<dt>Price</dt><dd>${money(wish.price)}, ${wish.meter === 'actions' ? 'by the tiers after the Actions of this month' : `with ${wish.premium} % premium`}</dd>`}${wish.reason === '' ? '' : html`<dt>Reason</dt><dd>${wish.reason}</dd>`}</dl>
${wish.deficit > 0 ? note('info', `${amountText(wish.deficit)} of it pay for what was used beyond the balance.`) : ''}
<p class="k-2 k-sm">It becomes an entry of the statement, which is never edited or deleted.</p>
${form(frame, '/grants', html`${hidden({ id: wish.id, meter: wish.meter, source: wish.source, amount: amountText(wish.amount), expires: wish.expiresAt === null ? 'never' : String(wish.expiresAt), reason: wish.reason })}<div class="p-end">${button(`Add ${withUnit(wish.meter, wish.amount)}`, 'primary')}${linkButton('Do not add', '/grants', 'ghost')}</div>`)}</section>`);

const hidden = (fields: Readonly<Record<string, string>>): Html[] => Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

export const reversalPage = (frame: Frame, view: { readonly charge: ChargeRecord; readonly id: string; readonly reason: string; readonly error?: string }, names: Names): Html => {
  const { charge } = view;
  const isPossible = charge.state === 'posted' && charge.reversalOf === null;
  return page(frame, { title: 'Reverse a charge?', lead: 'A linked entry gives both meters back to the very lots they came from. At most once for each charge.', current: 'statement' }, html`
<section class="k-card p-box"><dl class="p-facts"><dt>Charge</dt><dd class="k-mono">${charge.chargeId}</dd><dt>Provider</dt><dd>${providerName(names, charge.providerId)}, ${operationName(charge.operation)}</dd><dt>Given back</dt><dd>${withUnit('actions', charge.posted.actions)} + ${withUnit('data_credits', charge.posted.credits)}</dd></dl>
${isPossible ? form(frame, '/reversals', html`${hidden({ id: view.id, charge: charge.chargeId })}${field({ label: 'Reason', name: 'reason', value: view.reason, maxLength: 300, hint: 'Such as: the address bounced. Kept in the statement and the audit.', ...told(view.error) })}<div class="p-end">${button('Reverse the charge', 'stop')}${linkButton('Do not reverse', '/statement', 'ghost')}</div>`, 'p-form') : note('info', 'This charge cannot be reversed.', charge.reversalOf === null ? 'Only a charge that was posted can be.' : 'It is a reversal itself.')}</section>`);
};
