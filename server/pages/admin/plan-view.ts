import { html } from 'hono/html';
import type { Balance } from '../../../lib/contracts/account-api.ts';
import { micro, type Amounts } from '../../../lib/domain/ledger/amount.ts';
import { centsText } from '../../../lib/domain/ledger/money-text.ts';
import type { Invoice } from '../../admin/invoice.ts';
import type { AccountFacts, PlanFacts } from '../../admin/account.ts';
import { planMoney, tierName, tierParts, wholeActions } from '../../admin/plan-money.ts';
import type { StoredPriceBook } from '../../ledger/store.ts';
import { page, type Frame, type Html } from '../frame.ts';
import { icon } from '../icons.ts';
import { card, confirm, note } from '../parts.ts';
import { planChange } from '../../../lib/domain/ledger/plan-change.ts';
import { amountText, meterTitle, money, withUnit } from './amounts.ts';
import { dayText } from './controls.ts';

export interface PlanView {
  readonly account: AccountFacts;
  readonly plans: readonly PlanFacts[];
  readonly book: StoredPriceBook;
  readonly balances: readonly Balance[];
  readonly invoice: Invoice;
  /** Version of the price book that was in force when the month began. */
  readonly invoiceBook: number;
  /** The plan of the next month, if a change waits. */
  readonly waiting: PlanFacts | null;
  readonly newId: () => string;
  readonly said: Html | string;
}

const whole = (n: number): string => new Intl.NumberFormat('en').format(n);

export const planPage = (frame: Frame, view: PlanView): Html =>
  page(frame, {
    title: 'Plan',
    lead: `${view.account.plan.name}: ${withUnit('actions', view.account.plan.actions)} and ${amountText(view.account.plan.credits)} Data Credits a month. Renews on ${dayText(view.account.period.endsAt)}.`,
    current: 'plan',
  }, html`
${view.said}
${view.waiting === null ? '' : note('info', `${view.waiting.name} begins on ${dayText(view.account.period.endsAt)}.`, 'Until then nothing changes. Choosing another plan replaces this.')}
<div class="p-plans">${view.plans.map((plan) => planCard(frame, view, plan))}</div>
<div class="p-two">${card('What an Action costs', tiers(view))}${card('This month in money', invoice(view), html`<span class="k-3 k-sm">price book ${view.invoiceBook}</span>`)}</div>`);

function planCard(frame: Frame, view: PlanView, plan: PlanFacts): Html {
  const isCurrent = plan.planId === view.account.plan.planId;
  return html`<section class="k-card p-box p-plan${isCurrent ? ' is-current' : ''}"><div class="p-box__h"><h2>${plan.name}</h2>${isCurrent ? html`<span class="k-tag k-tag--ember">Current</span>` : ''}</div>
<dl class="p-rows"><div><dt>${meterTitle('actions')}</dt><dd>${amountText(plan.actions)} a month</dd></div><div><dt>${meterTitle('data_credits')}</dt><dd>${amountText(plan.credits)} a month</dd></div><div><dt>Price</dt><dd>${money(planMoney(plan, view.book))} a month</dd></div></dl>
${isCurrent ? html`<p class="k-sm k-2">Actions do not carry over. Data Credits do, up to ${amountText(2 * plan.credits)}.</p>` : changeOf(frame, view, plan)}</section>`;
}

/** What a change to this plan means today, and the button that asks before it is made. */
function changeOf(frame: Frame, view: PlanView, plan: PlanFacts): Html {
  if (plan.planId === view.waiting?.planId) return html`<p class="k-sm k-2">Chosen for ${dayText(view.account.period.endsAt)}.</p>`;
  const amounts = (of: PlanFacts): Amounts => ({ actions: micro(of.actions), credits: micro(of.credits) });
  const change = planChange(amounts(view.account.plan), amounts(plan), view.account.period, view.account.now);
  const what = change.kind === 'now' ? `At once, with ${withUnit('actions', change.added.actions)} and ${withUnit('data_credits', change.added.credits)} more for the rest of this month.` : `From ${dayText(view.account.period.endsAt)} on. What this month gave is not taken back.`;
  return html`<p class="k-sm k-2">${what}</p>${confirm(frame, { text: `Change to ${plan.name}`, question: `Change the plan to ${plan.name}? ${what}`, action: '/plan', fields: { id: view.newId(), plan: plan.planId }, yes: `Change to ${plan.name}` })}`;
}

/** The tiers with the account's own numbers in them. */
function tiers(view: PlanView): Html {
  const capacity = wholeActions(view.account.plan.actions);
  const used = wholeActions(view.balances.find((balance) => balance.meter === 'actions')?.spent ?? 0);
  const parts = tierParts(view.book.actionTiers, capacity);
  const usedParts = tierParts(view.book.actionTiers, used);
  const sum = parts.reduce((all, part) => all + part.microUsd, 0);
  return html`<p class="k-2">The more Actions a plan has, the less each further one costs, and always less than a cent. Your ${whole(capacity)} cost ${money(sum)} a month${capacity === 0 ? '' : html`, ${average(sum, capacity)} each`}.</p>
<div class="p-scroll" role="region" aria-label="Tiers" tabindex="0"><table class="p-table"><caption class="k-vh">Prices of Actions by tier</caption><thead><tr><th scope="col">Actions</th><th scope="col" class="p-number">Each</th><th scope="col" class="p-number">In your plan</th><th scope="col" class="p-number">Used so far</th><th scope="col" class="p-number">Cost</th></tr></thead>
<tbody>${parts.map((part, i) => html`<tr><th scope="row" class="k-nowrap">${tierName(part.tier, part.from)}</th><td class="p-number">${money(part.tier.microUsd)}</td><td class="p-number">${part.count === 0 ? html`<span class="k-3">0</span>` : whole(part.count)}</td><td class="p-number k-2">${whole(usedParts[i]?.count ?? 0)}</td><td class="p-number">${part.microUsd === 0 ? html`<span class="k-3">0</span>` : money(part.microUsd)}</td></tr>
`)}<tr class="p-total"><th scope="row">In all</th><td></td><td class="p-number">${whole(capacity)}</td><td class="p-number">${whole(used)}</td><td class="p-number">${money(sum)}</td></tr></tbody></table></div>
<p class="k-sm k-3">A month’s Actions are paid with the plan. Using them costs nothing more: they are counted, not priced.</p>`;
}
const average = (microUsd: number, count: number): string => `${(microUsd / count / 10_000).toFixed(3)} cents`;

function invoice(view: PlanView): Html {
  const lines = view.invoice.lines;
  const sum = lines.reduce((all, line) => all + line.cents, 0);
  return html`<table class="p-table"><caption class="k-vh">Lines of this month</caption><thead class="k-vh"><tr><th scope="col">What</th><th scope="col">USD</th></tr></thead><tbody>${lines.map((line) => html`<tr><th scope="row">${line.text}</th><td class="p-number">${centsText(line.cents)}</td></tr>
`)}<tr class="p-total"><th scope="row">In all, USD</th><td class="p-number">${centsText(view.invoice.totalCents)}</td></tr></tbody></table>
${sum === view.invoice.totalCents
    ? html`<p class="p-adds">${icon('check')}<span>The lines give the total. It is the exact sum, ${money(view.invoice.exactMicroUsd)}, rounded once, half to even.</span></p>`
    : note('bad', 'The lines do not give the total.', 'Tell whoever runs this server.')}
<p class="k-sm k-3">Kiln counts; it does not collect money. Whoever runs this server does.</p>`;
}
