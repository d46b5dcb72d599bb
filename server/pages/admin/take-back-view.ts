import { html } from 'hono/html';
import { isGivenByHand } from '../../../lib/domain/ledger/lots.ts';
import type { LotLine } from '../../admin/lots.ts';
import { form, page, type Frame, type Html } from '../frame.ts';
import { button, field, note } from '../parts.ts';
import { amountText, withUnit } from './amounts.ts';
import { dayText, linkButton } from './controls.ts';
import { METER_WORDS, codeWords, memberName, type Names } from './words.ts';

export interface TakeBackForm {
  readonly amount: string;
  readonly reason: string;
}
export interface TakeBackErrors {
  readonly amount?: string;
  readonly reason?: string;
}

const told = (error: string | undefined): { readonly error?: string } => (error === undefined ? {} : { error });
const back = (text: string): Html => linkButton(text, '/grants', 'ghost');

const lotFacts = (lot: LotLine, names: Names): Html => html`<dt>Lot</dt><dd>${codeWords(lot.source)} of ${withUnit(lot.meter, lot.amount)}, ${dayText(lot.effectiveAt)}${lot.reason === '' && lot.actor === '' ? '' : html`<span class="p-sub">${lot.reason === '' ? '' : `“${lot.reason}” `}${lot.actor === '' ? '' : memberName(names, lot.actor)}</span>`}</dd>`;

/** Asks how much and why; the next page says what it will do and does it. */
export const takeBackPage = (frame: Frame, lot: LotLine, shown: TakeBackForm, errors: TakeBackErrors, names: Names): Html =>
  page(frame, { title: 'Take back a grant', lead: 'What is free of a lot can be taken back; what is held, set aside for a device or used stays as it is.', current: 'grants' }, html`
<section class="k-card p-box"><dl class="p-facts">${lotFacts(lot, names)}<dt>Free</dt><dd>${withUnit(lot.meter, lot.available)}</dd><dt>Held or set aside</dt><dd>${amountText(lot.aside)}</dd><dt>Used</dt><dd>${amountText(lot.spent)}</dd></dl>
${!isGivenByHand(lot.source) ? html`${note('info', 'This lot cannot be taken back.', 'Only top-ups, gifts and adjustments can be; other lots follow from the plan or from a reversal.')}<div class="p-end">${back('Back to the grants')}</div>` : lot.available === 0 ? html`${note('info', 'Nothing of this lot is free now.', 'What is held or set aside may come back; what was used can be given back by reversing its charge.')}<div class="p-end">${back('Back to the grants')}</div>` : html`<form method="get" action="/grants/take-back/check" class="p-form"><input type="hidden" name="lot" value="${lot.lotId}">
${field({ label: 'Amount', name: 'amount', value: shown.amount, maxLength: 20, hint: `All that is free is ${amountText(lot.available)}. A smaller amount leaves the rest.`, ...told(errors.amount) })}
${field({ label: 'Reason', name: 'reason', value: shown.reason, maxLength: 300, hint: 'Such as: granted twice. Kept in the statement and the audit.', ...told(errors.reason) })}
<div class="p-end">${button('See what this takes back')}${back('Back to the grants')}</div></form>`}</section>`);

export interface TakeBackCheck {
  readonly id: string;
  readonly lot: LotLine;
  readonly amount: number;
  readonly reason: string;
  /** Of the meter, before. */
  readonly available: number;
}

export const checkTakeBackPage = (frame: Frame, { id, lot, amount, reason, available }: TakeBackCheck, names: Names): Html =>
  page(frame, { title: `Take back ${withUnit(lot.meter, amount)}?`, current: 'grants' }, html`
<section class="k-card p-box"><dl class="p-facts">${lotFacts(lot, names)}<dt>Meter</dt><dd>${METER_WORDS[lot.meter]}</dd><dt>Amount</dt><dd>${amountText(amount)}</dd><dt>Free of the lot then</dt><dd>${amountText(lot.available - amount)}, now ${amountText(lot.available)}</dd><dt>To spend then</dt><dd>${amountText(Math.max(0, available - amount))}, now ${amountText(available)}</dd><dt>Reason</dt><dd>${reason}</dd></dl>
<p class="k-2 k-sm">It becomes an entry of the statement that names the grant’s; the grant itself is never edited or deleted. What is held, set aside or used is not touched.${lot.source === 'topup' ? ' What is taken back of a top-up is not on the invoice of its month.' : ''}</p>
${form(frame, '/grants/take-back', html`${Object.entries({ id, lot: lot.lotId, amount: amountText(amount), reason }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<div class="p-end">${button(`Take back ${withUnit(lot.meter, amount)}`, 'stop')}${back('Do not take back')}</div>`)}</section>`);
