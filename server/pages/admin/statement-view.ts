import { html } from 'hono/html';
import type { AccountFacts, AskedRange } from '../../admin/account.ts';
import type { Entry, EntryFilter, LotPart } from '../../admin/entries.ts';
import type { BothMeters, Statement } from '../../admin/statement.ts';
import { TAKEN_BACK } from '../../../lib/domain/ledger/lots.ts';
import { page, type Frame, type Html } from '../frame.ts';
import { icon } from '../icons.ts';
import { card, empty, moment, note } from '../parts.ts';
import { cell, meterHead, signedText, amountText, withUnit } from './amounts.ts';
import { askForm, dayInputs, dayText, linkButton, pager, pick, rangeText, segments } from './controls.ts';
import { KIND_WORDS, METER_WORDS, ROUTE_WORDS, STATEMENT_KINDS, codeWords, enrichmentName, memberName, operationName, providerName, runName, type Names } from './words.ts';

export interface StatementView {
  readonly account: AccountFacts;
  readonly range: AskedRange;
  readonly filter: EntryFilter;
  readonly statement: Statement;
  readonly lots: ReadonlyMap<number, readonly LotPart[]>;
  readonly reasons: ReadonlyMap<string, string>;
  readonly names: Names;
  readonly providers: readonly string[];
  /** Null when only their own entries are shown to this person. */
  readonly members: readonly { readonly id: string; readonly name: string }[] | null;
  readonly canReverse: boolean;
  link(change: Readonly<Record<string, string | undefined>>, path?: string): string;
}

export function statementPage(frame: Frame, view: StatementView): Html {
  const { statement: s } = view;
  return page(frame, {
    title: 'Statement',
    lead: 'Every amount anywhere is the sum of entries here. Entries are never edited and never deleted.',
    actions: linkButton('CSV', view.link({}, '/statement.csv'), 'plain', 'download'),
    current: 'statement',
  }, html`
${view.range.wrong === null ? '' : note('warn', 'These days cannot be shown.', view.range.wrong)}
${s.behind > 0 ? note('info', 'The statement is being brought up to date.', `${s.behind} newer entries follow in a moment.`) : ''}
<div class="p-tools">${segments('Time', [
    { text: 'This month', href: view.link({ range: 'month', from: undefined, to: undefined, before: undefined, after: undefined }), on: view.range.preset === 'month' },
    { text: 'Last month', href: view.link({ range: 'last', from: undefined, to: undefined, before: undefined, after: undefined }), on: view.range.preset === 'last' },
    { text: 'A year', href: view.link({ range: 'year', from: undefined, to: undefined, before: undefined, after: undefined }), on: view.range.preset === 'year' },
  ])}${filterForm(view)}</div>
${card(rangeText(view.range), sums(view), html`<span class="k-3 k-sm">days of UTC</span>`)}
${entries(view)}`);
}

const filterForm = (view: StatementView): Html => askForm('/statement', 'Filter entries', html`
${dayInputs(view.range)}
${pick({ label: 'Meter', name: 'meter', value: view.filter.meter, all: 'Both', options: [{ value: 'actions', text: METER_WORDS.actions }, { value: 'data_credits', text: METER_WORDS.data_credits }] })}
${pick({ label: 'Kind', name: 'kind', value: view.filter.kind, all: 'All', options: STATEMENT_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[kind] ?? kind })) })}
${pick({ label: 'Provider', name: 'provider', value: view.filter.providerId, all: 'All', options: view.providers.map((id) => ({ value: id, text: providerName(view.names, id) })) })}
${view.members === null ? '' : pick({ label: 'Member', name: 'member', value: view.filter.member, all: 'All', options: view.members.map((one) => ({ value: one.id, text: one.name })) })}`);

/** Opening balance, what happened, closing balance; the last line says whether it adds up. */
function sums(view: StatementView): Html {
  const { statement: s } = view;
  const isFiltered = s.hidden.n > 0 || view.filter.kind !== undefined;
  const row = (text: string, both: BothMeters, signed: boolean, strong = false): Html =>
    html`<tr${strong ? html` class="p-total"` : ''}><th scope="row">${text}</th><td class="p-number">${cell(both.actions, signed)}</td><td class="p-number">${cell(both.credits, signed)}</td></tr>`;
  return html`<table class="p-table p-sums"><caption class="k-vh">What the time began with, what happened, and what was left</caption>
<thead><tr><td></td><th scope="col" class="p-number">${meterHead('actions')}</th><th scope="col" class="p-number">${meterHead('data_credits')}</th></tr></thead>
<tbody>${row('Opening balance', s.opening, false, true)}${s.sums.map((sum) => row(`${KIND_WORDS[sum.kind] ?? sum.kind}, ${sum.n}`, sum, true))}${row('Closing balance', s.closing, false, true)}</tbody></table>
${isFiltered ? html`<p class="k-sm k-2">The filter shows ${s.shown.n} entries (${signedText(s.shown.actions)} Actions, ${signedText(s.shown.credits)} Credits) and leaves out ${s.hidden.n} (${signedText(s.hidden.actions)} Actions, ${signedText(s.hidden.credits)} Credits).</p>` : ''}
${checkLine(s)}`;
}

function checkLine(s: Statement): Html {
  if (!s.addsUp) return note('bad', 'This statement does not add up.', 'Opening balance and entries do not give the closing balance. The entries themselves are kept; tell whoever runs this server.');
  if (s.meetsMeters === false) return note('bad', 'The entries do not give what the meters say.', 'Nothing was lost: entries are kept. Tell whoever runs this server.');
  const sign = (u: number): string => (u < 0 ? `− ${amountText(-u)}` : `+ ${amountText(u)}`);
  const line = (meter: 'actions' | 'credits', unit: string): string =>
    `${amountText(s.opening[meter])}${s.sums.filter((sum) => sum[meter] !== 0).map((sum) => ` ${sign(sum[meter])} ${(KIND_WORDS[sum.kind] ?? sum.kind).toLowerCase()}`).join('')} = ${amountText(s.closing[meter])} ${unit}`;
  return html`<p class="p-adds">${icon('check')}<span>It adds up: ${line('actions', 'Actions')}; ${line('credits', 'Credits')}.${s.meetsMeters === true ? ' The newest entry gives what the meters say.' : ''}</span></p>`;
}

function entries(view: StatementView): Html {
  const { page: shown } = view.statement;
  if (shown.entries.length === 0) {
    return card('Entries', view.statement.hidden.n > 0
      ? empty('No entry passes the filter.', html`${view.statement.hidden.n} entries of this time are left out. <a href="/statement">Show all of this month</a>`)
      : empty('Nothing happened in this time.', 'Entries come with grants, with answers that are bought, and with what devices use.'));
  }
  return html`<section class="k-card p-box p-box--table"><div class="p-box__h"><h2>Entries</h2><span class="k-3 k-sm">newest first</span></div>
<div class="p-scroll" role="region" aria-label="Entries" tabindex="0"><table class="p-table p-entries"><caption class="k-vh">Entries of the statement, newest first</caption>
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Who</th><th scope="col">Provider</th><th scope="col" class="p-number">${meterHead('actions')}</th><th scope="col" class="p-number">${meterHead('data_credits')}</th><th scope="col" class="p-number">Left ${meterHead('actions')}</th><th scope="col" class="p-number">Left ${meterHead('data_credits')}</th></tr></thead>
<tbody>${shown.entries.map((entry) => entryRow(view, entry))}</tbody></table></div>
${pager('Entries', shown.newer === null ? null : view.link({ after: String(shown.newer), before: undefined }), shown.older === null ? null : view.link({ before: String(shown.older), after: undefined }), `${shown.entries.length} of ${view.statement.shown.n}`)}</section>`;
}

function entryRow(view: StatementView, entry: Entry): Html {
  // What a void gives back was never taken: the hold is not a line of its own.
  const [actions, credits] = entry.kind === 'void' ? [0, 0] : [entry.actions, entry.credits];
  return html`<tr id="e${entry.seq}"${entry.kind === 'reversal' ? html` class="p-row--ok"` : ''}>
<td class="k-nowrap k-2">${moment(entry.at)}</td><td>${what(view, entry)}</td>
<td>${entry.member === '' ? html`<span class="k-3">${entry.kind === 'grant' || entry.kind === 'expire' ? 'Account' : '–'}</span>` : memberName(view.names, entry.member)}</td>
<td>${entry.providerId === '' ? html`<span class="k-3">–</span>` : html`${providerName(view.names, entry.providerId)}${entry.route === '' || entry.route === 'account' ? '' : html`<span class="p-sub">${ROUTE_WORDS[entry.route] ?? entry.route}</span>`}`}</td>
<td class="p-number">${entry.counts ? cell(actions, true) : setAside(actions)}</td><td class="p-number">${entry.counts ? cell(credits, true) : setAside(credits)}</td>
<td class="p-number k-2">${amountText(entry.actionsAfter)}</td><td class="p-number k-2">${amountText(entry.creditsAfter)}</td></tr>
`;
}

/** Amounts that only say what is held or given back are in brackets: they are no part of the sums. */
const setAside = (u: number): Html => html`<span class="k-3">${u === 0 ? '0' : `(${signedText(u)})`}</span>`;

function what(view: StatementView, entry: Entry): Html {
  const lots = view.lots.get(entry.seq) ?? [];
  const reason = view.reasons.get(entry.kind === 'grant' ? lots[0]?.noteId ?? '' : entry.chargeId);
  const title = entry.kind === 'post' || entry.kind === 'spend' ? enrichmentName(entry.enrichment) : entry.kind === 'grant' ? codeWords(entry.code) : KIND_WORDS[entry.kind] ?? entry.kind;
  const sub = [
    entry.kind === 'void' || entry.kind === 'expire' || entry.kind === 'limit' || entry.kind === 'plan' ? codeWords(entry.code) : '',
    entry.kind === 'reversal' || entry.kind === 'void' ? enrichmentName(entry.enrichment) : '',
    entry.kind === 'post' || entry.kind === 'spend' ? operationName(entry.operation) : '',
  ].filter((text) => text !== '').join(', ');
  return html`<details class="p-entry" id="d${entry.seq}"><summary><b>${title}</b>${icon('down')}${sub === '' ? '' : html`<span class="p-sub">${sub}</span>`}${reason === undefined ? '' : html`<span class="p-sub">“${reason}”</span>`}</summary>
<dl class="p-facts"><dt>Entry</dt><dd>${entry.seq}</dd>${entry.chargeId === '' ? '' : html`<dt>Charge</dt><dd class="k-mono">${entry.chargeId}</dd>`}${entry.runId === '' ? '' : html`<dt>Run</dt><dd>${runName(entry.runId)}</dd>`}${lots.length === 0 ? '' : html`<dt>${entry.kind === 'reversal' ? 'Back to' : entry.kind === 'grant' && entry.code !== TAKEN_BACK ? 'Lot' : 'Taken from'}</dt><dd>${lots.map((part) => html`<span class="p-lot">${lotText(part)}</span>`)}</dd>`}</dl>
${view.canReverse && entry.kind === 'post' ? html`<p><a href="/reversals/new?charge=${encodeURIComponent(entry.chargeId)}">Reverse this charge</a></p>` : ''}</details>`;
}

const lotText = (part: LotPart): string => `${withUnit(part.meter, part.amount)}, ${codeWords(part.source).toLowerCase()}${part.expiresAt === null ? '' : ` until ${dayText(part.expiresAt)}`}`;
