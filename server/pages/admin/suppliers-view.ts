import { html } from 'hono/html';
import { CENT, centsText } from '../../../lib/domain/ledger/invoice.ts';
import type { AskedRange } from '../../admin/account.ts';
import type { SupplierCost } from '../../admin/supplier-cost.ts';
import { page, type Frame, type Html } from '../frame.ts';
import { card, empty, note } from '../parts.ts';
import { money } from './amounts.ts';
import { askForm, dayInputs, linkButton, rangeText, segments } from './controls.ts';
import { operationName, providerName, type Names } from './words.ts';

export interface SuppliersView {
  readonly range: AskedRange;
  readonly cost: SupplierCost;
  readonly names: Names;
  link(change: Readonly<Record<string, string | undefined>>, path?: string): string;
}

const count = (n: number): Html => html`<span${n === 0 ? html` class="k-3"` : ''}>${new Intl.NumberFormat('en').format(n)}</span>`;
const BILLED_WORDS = { found: 'for answers', call: 'for every call', free: 'never' } as const;

export function suppliersPage(frame: Frame, view: SuppliersView): Html {
  const { cost } = view;
  return page(frame, {
    title: 'Supplier cost',
    lead: 'What providers were asked with the account’s keys, and what of that was sold. Misses and checks are never taken from a meter: they are the account’s own cost.',
    actions: linkButton('CSV', view.link({}, '/suppliers.csv'), 'plain', 'download'),
    current: 'suppliers',
  }, html`
${view.range.wrong === null ? '' : note('warn', 'These days cannot be shown.', view.range.wrong)}
<div class="p-tools">${segments('Time', [['month', 'This month'], ['last', 'Last month'], ['year', 'A year']].map(([range = '', text = '']) => ({ text, href: view.link({ range, from: undefined, to: undefined }), on: view.range.preset === range })))}
${askForm('/suppliers', 'Choose days', dayInputs(view.range))}</div>
${cost.lines.length === 0
    ? card(rangeText(view.range), empty('No provider was asked in this time.', 'Calls with the account’s keys are counted here, answered or not.'))
    : html`<div class="p-tiles">
${tile('Asked', new Intl.NumberFormat('en').format(cost.total.asked), 'calls with the account’s keys')}
${tile('Sold', new Intl.NumberFormat('en').format(cost.total.sold), 'answers that were charged')}
${tile('Not sold, but billed', new Intl.NumberFormat('en').format(cost.total.billedUnsold), 'misses, checks and rejected answers that the supplier takes money for')}
${tile('Known cost of those', `about ${centsText(Math.round(cost.total.costUnsold / CENT))} USD`, cost.total.unknown === 0 ? 'every supplier’s price is documented' : `${new Intl.NumberFormat('en').format(cost.total.unknown)} more calls at prices nobody documents`)}
</div>
${card('By provider', html`<div class="p-scroll" role="region" aria-label="Calls by provider" tabindex="0"><table class="p-table"><caption class="k-vh">Calls to suppliers, ${rangeText(view.range)}</caption>
<thead><tr><th scope="col">Provider</th><th scope="col">Operation</th><th scope="col" class="p-number">Asked</th><th scope="col" class="p-number">Sold</th><th scope="col" class="p-number">No result</th><th scope="col" class="p-number">Not sold</th><th scope="col" class="p-number">Checks</th><th scope="col" class="p-number">Failed</th><th scope="col" class="p-after">Bills</th><th scope="col" class="p-number">Cost not sold</th></tr></thead>
<tbody>${cost.lines.map((line) => html`<tr><th scope="row">${providerName(view.names, line.providerId)}</th><td>${operationName(line.operation)}</td><td class="p-number">${count(line.asked)}</td><td class="p-number">${count(line.calls.sold)}</td><td class="p-number">${count(line.calls.miss)}</td><td class="p-number">${count(line.calls.unsold)}</td><td class="p-number">${count(line.calls.check)}</td><td class="p-number">${count(line.calls.failed)}</td><td class="k-2 k-nowrap p-after">${line.charged === null ? 'not known' : BILLED_WORDS[line.charged]}</td><td class="p-number">${line.costUnsold === null ? html`<span class="k-3">not documented</span>` : line.costUnsold === 0 ? html`<span class="k-3">0</span>` : money(line.costUnsold)}</td></tr>
`)}</tbody></table></div>
<p class="k-sm k-3">“No result” is a miss. “Not sold” is an answer that the verifier rejected or that came too late. “Checks” are addresses verified for another provider’s answer. Costs are worked out from the words of each provider’s price page and are about right at best.</p>`)}`}`);
}

const tile = (title: string, value: string, text: string): Html => html`<section class="k-card p-tile"><h2 class="k-sm k-2">${title}</h2><p class="p-tile__n">${value}</p><p class="k-sm k-3">${text}</p></section>`;
