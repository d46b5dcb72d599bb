import { html } from 'hono/html';
import type { BudgetLine } from '../../admin/provider-limits.ts';
import { reachedShare } from '../../admin/warnings.ts';
import { form, type Frame, type Html } from '../frame.ts';
import { button, card, confirm, empty, field, moment, select } from '../parts.ts';
import { bar, money, percent } from './amounts.ts';
import { operationName, providerName, type Names } from './words.ts';

export interface BudgetForm {
  readonly provider: string;
  readonly amount: string;
  readonly error?: string;
}
export interface BudgetView {
  readonly budgets: readonly BudgetLine[];
  readonly form: BudgetForm;
  readonly id: string;
  readonly newId: () => string;
  readonly names: Names;
}

/** The most that is paid a provider in a day, and how far today has used it. */
export const budgetCard = (frame: Frame, view: BudgetView): Html => card('Paid to providers today', html`
${view.budgets.length === 0 ? empty('Nothing to pay yet.', 'Store a key first; what its calls cost is then counted here.') : html`${table(frame, view)}
${form(frame, '/keys/limit', html`<input type="hidden" name="id" value="${view.id}"><div class="p-line">${select({ label: 'Paid to', name: 'provider', id: 'f-limit-provider', value: view.form.provider, options: view.budgets.map((line) => ({ value: line.providerId, text: providerName(view.names, line.providerId) })) })}
${field({ label: 'At most a day, USD', name: 'amount', value: view.form.amount, maxLength: 20, placeholder: '20', ...(view.form.error === undefined ? {} : { error: view.form.error }) })}${button('Set limit', 'primary')}</div>
<p class="k-sm k-3">A call that could go beyond it is not made, costs nobody anything, and the next source is asked. Calls on their way count with the most they can cost. Days are those of UTC, as for all limits. Costs are the suppliers’ documented prices, else what the price book sells a result for.</p>`, 'p-form')}`}`);

function table(frame: Frame, view: BudgetView): Html {
  return html`<div class="p-scroll" role="region" aria-label="Paid to providers today" tabindex="0"><table class="p-table p-limits"><caption class="k-vh">What each provider is paid today</caption><thead><tr><th scope="col">Provider</th><th scope="col" class="p-number">Paid today</th><th scope="col" class="p-number">On its way</th><th scope="col" class="p-number">At most a day</th><th scope="col" class="p-after">Share</th><th scope="col">Begins again</th><th scope="col" class="p-actions"><span class="k-vh">What to do</span></th></tr></thead>
<tbody>${view.budgets.map((line) => {
    const name = providerName(view.names, line.providerId);
    return html`<tr><th scope="row">${name}${callWords(line)}</th><td class="p-number">${paid(line.used)}</td><td class="p-number">${paid(line.out)}</td><td class="p-number">${line.limit === null ? html`<span class="k-3">no limit</span>` : money(line.limit)}</td><td class="p-after">${line.limit === null ? '' : share(line.limit, line.used + line.out)}</td><td class="k-2 k-nowrap">${line.limit === null ? '' : moment(line.endsAt)}</td>
<td class="p-actions">${line.limit === null ? '' : confirm(frame, { text: 'Remove', about: `the limit of ${name}`, question: `Remove the limit of ${money(line.limit)} a day for ${name}?`, action: '/keys/limit/remove', fields: { id: view.newId(), provider: line.providerId }, yes: 'Remove limit' })}</td></tr>
`;
  })}</tbody></table></div>`;
}

const paid = (microUsd: number): Html => html`<span${microUsd === 0 ? html` class="k-3"` : ''}>${money(microUsd)}</span>`;

function callWords({ dearest, unknown }: BudgetLine): Html {
  const known = dearest === null ? '' : dearest === 0 ? 'its calls are free' : `up to ${money(dearest)} a call`;
  return html`${known === '' ? '' : html`<span class="p-sub k-nowrap">${known}</span>`}${unknown.length === 0 ? '' : html`<span class="p-sub">under a limit not asked, because nobody says what it costs: ${unknown.map(operationName).join(', ')}</span>`}`;
}

function share(limit: number, used: number): Html {
  const reached = reachedShare(used, limit);
  return html`<span class="p-share">${bar('data_credits', Math.max(limit, 1), [{ value: Math.min(used, limit), look: 'used' }], reached !== null && reached >= 90 ? 'warn' : 'plain')}<span class="k-sm ${reached === 100 ? 'k-bad' : reached === null ? 'k-3' : 'k-warn'}">${percent(used, limit)} %${reached === 100 ? ', used up' : ''}</span></span>`;
}
