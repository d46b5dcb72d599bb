import { html } from 'hono/html';
import type { KeyCheckOutcome } from '../../../lib/providers/engine-api.ts';
import { button, card, confirm, empty, field, moment, note, select } from '../parts.ts';
import { form, page, type Frame, type Html } from '../frame.ts';
import { icon } from '../icons.ts';
import { withUnit } from './amounts.ts';
import { budgetCard, type BudgetView } from './budget-view.ts';
import { operationName, providerName, type Names } from './words.ts';

export interface KeyLine {
  readonly providerId: string;
  readonly last4: string;
  readonly updatedAt: number;
  /** Operations with a price, in micro-credits. */
  readonly priced: readonly { readonly operation: string; readonly credits: number }[];
  /** Operations that cannot be bought because nothing says what they cost. */
  readonly unpriced: readonly string[];
}
export interface KeysView {
  readonly keys: readonly KeyLine[];
  /** Providers whose key can be stored. */
  readonly providers: readonly { readonly id: string; readonly name: string; readonly label: string; readonly help: string | null }[];
  readonly names: Names;
  readonly said: Html | string;
  readonly error?: string;
  readonly chosen?: string;
  readonly budget: BudgetView;
}

export const keysPage = (frame: Frame, view: KeysView): Html =>
  page(frame, { title: 'Provider keys', lead: 'Members buy answers with these keys and pay in Data Credits. A key goes in and never comes out: it is stored encrypted and used by this server alone.', current: 'keys' }, html`
${view.said}
${card('Stored keys', view.keys.length === 0 ? empty('No key is stored.', 'Without one nothing can be bought with Data Credits; own keys and free sources work all the same.') : keyTable(frame, view))}
${card('Store a key', form(frame, '/keys', html`<div class="p-line">${select({ label: 'Provider', name: 'provider', value: view.chosen ?? '', options: view.providers.map((one) => ({ value: one.id, text: one.name })) })}
${field({ label: 'Key', name: 'key', type: 'password', autocomplete: 'off', maxLength: 4_000, mono: true, ...(view.error === undefined ? {} : { error: view.error }) })}${button('Store key', 'primary')}</div>
<p class="k-sm k-3">A key that is stored already is replaced. Test it afterwards: storing asks nobody.</p>`, 'p-form'))}
${budgetCard(frame, view.budget)}`);

function keyTable(frame: Frame, view: KeysView): Html {
  return html`<div class="p-scroll" role="region" aria-label="Stored keys" tabindex="0"><table class="p-table"><caption class="k-vh">Stored keys</caption><thead><tr><th scope="col">Provider</th><th scope="col">Key</th><th scope="col">Stored</th><th scope="col">What can be bought</th><th scope="col" class="p-actions"><span class="k-vh">What to do</span></th></tr></thead>
<tbody>${view.keys.map((key) => {
    const name = providerName(view.names, key.providerId);
    return html`<tr><th scope="row">${name}</th><td class="k-mono k-nowrap">${key.last4 === '' ? html`<span class="k-3">hidden</span>` : `…${key.last4}`}</td><td class="k-2 k-nowrap">${moment(key.updatedAt)}</td>
<td>${key.priced.length === 0 ? html`<span class="k-3">nothing: no operation has a price</span>` : html`<details class="p-entry"><summary>${key.priced.length} ${key.priced.length === 1 ? 'operation' : 'operations'}${icon('down')}</summary><dl class="p-rows">${key.priced.map((one) => html`<div><dt>${operationName(one.operation)}</dt><dd>${withUnit('data_credits', one.credits)}</dd></div>`)}</dl></details>`}${key.unpriced.length === 0 ? '' : html`<span class="p-sub">without a price: ${key.unpriced.map(operationName).join(', ')}</span>`}</td>
<td class="p-actions">${form(frame, '/keys/check', html`<input type="hidden" name="provider" value="${key.providerId}">${button('Test', 'plain', { small: true })}`, 'p-inline')}${confirm(frame, { text: 'Remove', about: name, question: `Remove the key of ${name}? Members can no longer buy from it. Nothing that was bought is lost.`, action: '/keys/remove', fields: { provider: key.providerId }, yes: 'Remove key' })}</td></tr>
`;
  })}</tbody></table></div>`;
}

const KEY_WORDS: Readonly<Record<KeyCheckOutcome['status'], readonly ['ok' | 'warn' | 'bad' | 'info', string]>> = {
  works: ['ok', 'accepts the key.'],
  empty: ['warn', 'accepts the key, and nothing is left on it.'],
  rejected: ['bad', 'does not accept the key.'],
  unchecked: ['info', 'has no way to test a key without paying.'],
  unreachable: ['warn', 'could not be reached.'],
};
/** What a test of a key said; never the key. */
export function checkNote(name: string, outcome: KeyCheckOutcome): Html {
  const [kind, text] = KEY_WORDS[outcome.status];
  const more = [outcome.creditsLeft === undefined ? '' : `${outcome.creditsLeft.slice(0, 40)} left there.`, outcome.detail?.slice(0, 300) ?? ''].filter((part) => part !== '').join(' ');
  return note(kind, `${name} ${text}`, more);
}
