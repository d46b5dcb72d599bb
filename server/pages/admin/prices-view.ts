import { html } from 'hono/html';
import { UNIT, formatMicro, micro } from '../../../lib/domain/ledger/amount.ts';
import { creditsMoney } from '../../../lib/domain/ledger/prices.ts';
import { topUpCost } from '../../../lib/domain/ledger/plan-facts.ts';
import { premiumOf } from '../../admin/plan-money.ts';
import type { BookDifference, PriceError, PriceField, PriceForm } from '../../admin/price-draft.ts';
import type { KnownPriceBook } from '../../ledger/price-books.ts';
import type { StoredPriceBook } from '../../ledger/store.ts';
import { form, page, type Frame, type Html } from '../frame.ts';
import { button, card, empty, field, moment, note } from '../parts.ts';
import { money } from './amounts.ts';
import { askForm, linkButton } from './controls.ts';
import { operationName, providerName, type Names } from './words.ts';

export interface PriceLine {
  readonly key: string;
  readonly operation: string;
  readonly providerId: string;
  readonly credits: number;
  /** What the supplier is known to take for a result, micro-USD. */
  readonly cost: number | null;
  readonly hasKey: boolean;
}
export interface PricesView {
  readonly book: StoredPriceBook;
  readonly history: readonly KnownPriceBook[];
  readonly lines: readonly PriceLine[];
  readonly count: number;
  readonly search: string;
  readonly isOperator: boolean;
  readonly names: Names;
  readonly said: Html | string;
}
const credits = (u: number): string => formatMicro(micro(u));

export const pricesPage = (frame: Frame, view: PricesView): Html =>
  page(frame, {
    title: 'Price book',
    lead: `Version ${view.book.version} is in force. A charge keeps the version it was quoted with; versions are never changed.`,
    actions: html`${linkButton('CSV', `/prices.csv?version=${view.book.version}`, 'plain', 'download')}${view.isOperator ? linkButton('New version', '/prices/new', 'primary', 'plus') : ''}`,
    current: 'prices',
  }, html`
${view.said}
<div class="p-two">${card('Versions', history(view))}${card('Money', html`<dl class="p-rows"><div><dt>One Data Credit</dt><dd>${money(view.book.creditMicroUsd)}</dd></div><div><dt>One Data Credit as a top-up, ${premiumOf(view.book)} % more</dt><dd>${money(topUpCost(micro(UNIT), view.book.creditMicroUsd, premiumOf(view.book)))}</dd></div>${tierRows(view.book)}</dl>${view.isOperator ? '' : html`<p class="k-sm k-3">Prices are the same for every workspace of this server. Its operator changes them.</p>`}`)}</div>
${card('Prices of results', html`${askForm('/prices', 'Find prices', html`<label class="p-pick"><span>Operation or provider</span><input type="search" name="find" value="${view.search}" maxlength="60"></label>`)}${prices(view)}`, html`<span class="k-3 k-sm">${view.lines.length} of ${view.count}</span>`)}`);

const tierRows = (book: StoredPriceBook): Html[] => book.actionTiers.map((tier, i) => html`<div><dt>Actions ${tier.upTo === null ? `from ${number((book.actionTiers[i - 1]?.upTo ?? 0) + 1)}` : `up to ${number(tier.upTo)}`}</dt><dd>${money(tier.microUsd)} each</dd></div>`);
const number = (n: number): string => new Intl.NumberFormat('en').format(n);

function prices(view: PricesView): Html {
  if (view.lines.length === 0) return empty('No price fits.', html`<a href="/prices">Show all ${view.count}</a>`);
  return html`<div class="p-scroll" role="region" aria-label="Prices of results" tabindex="0"><table class="p-table"><caption class="k-vh">Prices of results, in Data Credits</caption>
<thead><tr><th scope="col">Operation</th><th scope="col">Provider</th><th scope="col" class="p-number">Credits</th><th scope="col" class="p-number">In money</th><th scope="col" class="p-number">Supplier takes</th><th scope="col" class="p-after">Can be bought</th></tr></thead>
<tbody>${view.lines.map((line) => html`<tr><th scope="row">${operationName(line.operation)}<span class="p-sub k-mono">${line.key}</span></th><td>${providerName(view.names, line.providerId)}</td><td class="p-number">${credits(line.credits)}</td><td class="p-number k-2">${money(sellsFor(line, view.book))}</td><td class="p-number">${line.cost === null ? html`<span class="k-3">not documented</span>` : html`about ${money(line.cost)}${line.cost > sellsFor(line, view.book) ? html` <span class="k-tag k-tag--warn">above the price</span>` : ''}`}</td><td class="p-after">${line.hasKey ? html`<span class="k-tag k-tag--ok">yes</span>` : html`<span class="k-3">no key</span>`}</td></tr>
`)}</tbody></table></div>
<p class="k-sm k-3">“Supplier takes” is worked out from the words of the provider’s price page. Where it is not documented, the price is a placeholder of this program.</p>`;
}
const sellsFor = (line: PriceLine, book: StoredPriceBook): number => creditsMoney(micro(line.credits), book.creditMicroUsd);

const history = (view: PricesView): Html => html`<table class="p-table"><caption class="k-vh">Versions of the price book</caption><thead><tr><th scope="col">Version</th><th scope="col">In force from</th><th scope="col"><span class="k-vh">State</span></th></tr></thead>
<tbody>${view.history.map((one) => html`<tr><th scope="row"><a href="/prices/version?n=${one.version}">Version ${one.version}</a><span class="p-sub k-mono">${one.hash.slice(0, 12)}</span></th><td class="k-2">${moment(one.effectiveFrom)}</td><td>${one.isInForce ? html`<span class="k-tag k-tag--ok">in force</span>` : one.version > view.book.version ? html`<span class="k-tag">to come</span>` : ''}</td></tr>
`)}</tbody></table>`;

/** One version beside the one before it. */
export const versionPage = (frame: Frame, version: { readonly book: StoredPriceBook; readonly before: StoredPriceBook | null; readonly difference: BookDifference | null; readonly effectiveFrom: number; readonly reason: string }, names: Names): Html =>
  page(frame, { title: `Price book, version ${version.book.version}`, lead: html`In force from ${moment(version.effectiveFrom)}.${version.reason === '' ? '' : ` “${version.reason}”`}`, actions: linkButton('CSV', `/prices.csv?version=${version.book.version}`, 'plain', 'download'), current: 'prices' }, html`
${version.difference === null || version.before === null ? card('What it changed', empty('This is the first version.', `It has ${Object.keys(version.book.data).length} prices.`)) : card(`What it changed of version ${version.before.version}`, differenceTable(version.before, version.book, version.difference, names))}
${card('Actions and Data Credits', html`<dl class="p-rows"><div><dt>One Data Credit</dt><dd>${money(version.book.creditMicroUsd)}</dd></div>${tierRows(version.book)}</dl>`)}
<p><a href="/prices">All versions</a></p>`);

export function differenceTable(before: StoredPriceBook, after: StoredPriceBook, difference: BookDifference, names: Names): Html {
  const price = (u: number | null): Html => (u === null ? html`<span class="k-3">no price</span>` : html`${credits(u)}`);
  return html`${difference.credit ? html`<p>One Data Credit: ${money(before.creditMicroUsd)} becomes <b class="k-strong">${money(after.creditMicroUsd)}</b>.</p>` : ''}
${difference.tiers ? html`<p>Tiers: ${tiersText(before)} become <b class="k-strong">${tiersText(after)}</b>.</p>` : ''}
${difference.prices.length === 0 ? '' : html`<div class="p-scroll" role="region" aria-label="Changed prices" tabindex="0"><table class="p-table"><caption class="k-vh">Changed prices, in Data Credits</caption><thead><tr><th scope="col">Operation</th><th scope="col">Provider</th><th scope="col" class="p-number">Before</th><th scope="col" class="p-number">After</th><th scope="col" class="p-after">Change</th></tr></thead><tbody>${difference.prices.map((change) => {
    const [operation = '', providerId = ''] = change.key.split('@');
    return html`<tr><th scope="row">${operationName(operation)}</th><td>${providerName(names, providerId)}</td><td class="p-number k-2">${price(change.before)}</td><td class="p-number">${price(change.after)}</td><td class="p-after">${change.before === null ? 'new' : change.after === null ? 'taken away' : change.after > change.before ? html`<span class="p-up">dearer</span>` : html`<span class="p-down">cheaper</span>`}</td></tr>
`;
  })}</tbody></table></div>`}`;
}
const tiersText = (book: StoredPriceBook): string => book.actionTiers.map((tier) => `${tier.upTo === null ? 'more' : `to ${number(tier.upTo)}`} ${money(tier.microUsd)}`).join(', ');

export interface NewVersionView {
  readonly form: PriceForm;
  readonly reason: string;
  readonly errors: readonly PriceError[];
  readonly newest: StoredPriceBook;
}
const errorOf = (view: NewVersionView, name: PriceField): string | undefined => {
  const found = view.errors.filter((error) => error.field === name).map((error) => error.text);
  return found.length === 0 ? undefined : found.slice(0, 5).join(' ');
};

function area(view: NewVersionView, name: 'tiers' | 'changes', label: string, hint: string): Html {
  const error = errorOf(view, name);
  return html`<div class="p-area"><label for="f-${name}">${label}</label><textarea id="f-${name}" name="${name}" maxlength="6000" spellcheck="false" aria-describedby="f-${name}-told"${error === undefined ? '' : html` aria-invalid="true"`}>${view.form[name]}</textarea><p id="f-${name}-told" class="${error === undefined ? 'k-3' : 'k-bad'} k-sm">${error ?? hint}</p></div>`;
}
const withError = (view: NewVersionView, name: PriceField): { readonly error?: string } => {
  const error = errorOf(view, name);
  return error === undefined ? {} : { error };
};

export const newVersionPage = (frame: Frame, view: NewVersionView): Html =>
  page(frame, { title: 'New version of the price book', lead: `Version ${view.newest.version + 1}. It is shown beside version ${view.newest.version} before anything is published.`, current: 'prices' }, html`
${view.errors.length === 0 ? '' : note('bad', 'This version cannot be published.', 'Each field says what is wrong with it. Nothing was changed.')}
${card('Prices', form(frame, '/prices/check', html`
${area(view, 'changes', 'Changed prices', 'One a line: the operation, the provider and Credits, such as find-work-email@hunter 1.5. A dash takes a price away. What is not listed stays.')}
${area(view, 'tiers', 'Tiers of Actions', 'One a line: the last Action of the tier and the price of one in USD. The last tier is “more”. Each is under 0.01 and none is dearer than the one before.')}
<div class="p-grid">${field({ label: 'One Data Credit, USD', name: 'credit', value: view.form.credit, maxLength: 16, ...withError(view, 'credit') })}
${field({ label: 'In force from', name: 'from', type: 'date', value: view.form.from, required: false, hint: 'Midnight UTC. Empty: at once.', ...withError(view, 'from') })}</div>
${field({ label: 'Reason', name: 'reason', value: view.reason, maxLength: 300, required: false, hint: 'Kept with the version and in the audit.' })}
${button('Compare with the newest version', 'primary')}`, 'p-form'))}`);

export const checkVersionPage = (frame: Frame, view: NewVersionView & { readonly id: string; readonly book: StoredPriceBook; readonly difference: BookDifference }, names: Names): Html =>
  page(frame, { title: `Publish version ${view.book.version}?`, lead: html`In force ${view.form.from === '' ? 'at once' : html`from ${moment(Date.parse(view.book.effectiveFrom))}`}. Devices that quote with the older version are asked to quote again; charges already made keep their price.`, current: 'prices' }, html`
${card(`What changes of version ${view.newest.version}`, differenceTable(view.newest, view.book, view.difference, names))}
${form(frame, '/prices/publish', html`${Object.entries({ ...view.form, reason: view.reason, id: view.id }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<div class="p-end">${button(`Publish version ${view.book.version}`, 'primary')}${linkButton('Do not publish', '/prices', 'ghost')}</div>`)}`);
