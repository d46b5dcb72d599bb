import { html } from 'hono/html';
import { METERS } from '../../../lib/domain/ledger/amount.ts';
import type { AskedRange } from '../../admin/account.ts';
import type { Step } from '../../admin/days.ts';
import { USAGE_BY, type Usage, type UsageBy, type UsageLine, type UsageQuery } from '../../admin/usage.ts';
import { page, type Frame, type Html } from '../frame.ts';
import { card, empty, note } from '../parts.ts';
import { amountText, cell, meterHead } from './amounts.ts';
import { usageChart } from './chart.ts';
import { askForm, dayInputs, linkButton, pick, rangeText, segments } from './controls.ts';
import { METER_WORDS, codeWords, enrichmentName, madeForName, memberName, providerName, runName, type Names } from './words.ts';

export interface UsageView {
  readonly range: AskedRange;
  readonly query: UsageQuery;
  readonly usage: Usage;
  readonly notCharged: readonly { readonly code: string; readonly n: number }[];
  readonly names: Names;
  /** Null when only their own usage is shown to this person. */
  readonly members: readonly { readonly id: string; readonly name: string }[] | null;
  readonly behind: number;
  link(change: Readonly<Record<string, string | undefined>>, path?: string): string;
}

export const BY_WORDS: Readonly<Record<UsageBy, string>> = { provider: 'Provider', member: 'Member', enrichment: 'Enrichment', waterfall: 'Waterfall', table: 'Table', run: 'Run' };
const STEP_WORDS: Readonly<Record<Step, string>> = { day: 'a day', week: 'a week', month: 'a month' };

export function keyName(by: UsageBy, names: Names, key: string): string {
  if (by === 'provider') return providerName(names, key);
  if (by === 'member') return memberName(names, key);
  if (by === 'table' || by === 'waterfall') return madeForName(names, by, key);
  return by === 'run' ? runName(key) : enrichmentName(key);
}

export function usagePage(frame: Frame, view: UsageView): Html {
  const { query, usage } = view;
  const meter = METER_WORDS[query.meter];
  const title = `${meter} ${STEP_WORDS[query.step]}, by ${BY_WORDS[query.by].toLowerCase()}`;
  const isUsed = usage.total.n > 0;
  return page(frame, {
    title: 'Usage',
    lead: view.members === null ? 'What you used. Admins see the whole workspace.' : 'Who used what, through whom. Every amount here is the sum of entries in the statement.',
    actions: linkButton('CSV', view.link({}, '/usage.csv'), 'plain', 'download'),
    current: 'usage',
  }, html`
${view.range.wrong === null ? '' : note('warn', 'These days cannot be shown.', view.range.wrong)}
${view.behind > 0 ? note('info', 'Usage is being brought up to date.', `${view.behind} newer entries follow in a moment.`) : ''}
<div class="p-tools">
${segments('Time', [['month', 'This month'], ['last', 'Last month'], ['year', 'A year']].map(([range = '', text = '']) => ({ text, href: view.link({ range, from: undefined, to: undefined, step: range === 'year' ? 'month' : undefined }), on: view.range.preset === range })))}
${segments('By', USAGE_BY.filter((by) => by !== 'member' || view.members !== null).map((by) => ({ text: BY_WORDS[by], href: view.link({ by }), on: query.by === by })))}
${segments('Meter', METERS.map((one) => ({ text: METER_WORDS[one], href: view.link({ meter: one }), on: query.meter === one })))}
${segments('Step', (['day', 'week', 'month'] as const).map((step) => ({ text: { day: 'Days', week: 'Weeks', month: 'Months' }[step], href: view.link({ step }), on: query.step === step })))}
${askForm('/usage', 'Choose days', html`<input type="hidden" name="by" value="${query.by}"><input type="hidden" name="meter" value="${query.meter}"><input type="hidden" name="step" value="${query.step}">${dayInputs(view.range)}${view.members === null ? '' : pick({ label: 'Member', name: 'member', value: query.member, all: 'All', options: view.members.map((one) => ({ value: one.id, text: one.name })) })}`)}
</div>
${card(title, usage.series.length > 0
    ? usageChart({ label: `${title}, ${rangeText(view.range)}`, usage, step: query.step, nameOf: (key) => keyName(query.by, view.names, key), unit: meter, width: 1_080 })
    : empty(isUsed ? `No ${meter} were used in this time.` : 'Nothing was used in this time.', isUsed ? 'Own keys and free sources take no Data Credits.' : 'Usage shows once an answer is bought or a device uses an Action.'), html`<span class="k-3 k-sm">${rangeText(view.range)}</span>`)}
${isUsed || usage.lines.length > 0 ? card(`By ${BY_WORDS[query.by].toLowerCase()}`, usageTable(view), usage.isCut ? html`<span class="k-3 k-sm">the largest ${usage.lines.length}; the file has all</span>` : '') : ''}
${view.notCharged.length === 0 ? '' : card('Not charged', notChargedTable(view))}`);
}

function usageTable(view: UsageView): Html {
  const { usage, query, names } = view;
  const isReversed = usage.total.reversedActions > 0 || usage.total.reversedCredits > 0;
  const row = (name: string | Html, line: UsageLine, strong: boolean): Html => html`<tr${strong ? html` class="p-total"` : ''}><th scope="row">${name}</th><td class="p-number">${line.n}</td><td class="p-number">${cell(line.actions)}</td><td class="p-number">${cell(line.credits)}</td>${isReversed ? html`<td class="p-number">${cell(line.reversedActions)}</td><td class="p-number">${cell(line.reversedCredits)}</td>` : ''}</tr>
`;
  return html`<div class="p-scroll" role="region" aria-label="Usage by ${BY_WORDS[query.by].toLowerCase()}" tabindex="0"><table class="p-table"><caption class="k-vh">Usage by ${BY_WORDS[query.by].toLowerCase()}, ${rangeText(view.range)}</caption>
<thead><tr><th scope="col">${BY_WORDS[query.by]}</th><th scope="col" class="p-number">Charged results</th><th scope="col" class="p-number">${meterHead('actions')}</th><th scope="col" class="p-number">${meterHead('data_credits')}</th>${isReversed ? html`<th scope="col" class="p-number">Reversed ${meterHead('actions')}</th><th scope="col" class="p-number">Reversed ${meterHead('data_credits')}</th>` : ''}</tr></thead>
<tbody>${usage.lines.map((line) => row(lineName(view, line.key), line, false))}${row('In all', usage.total, true)}</tbody></table></div>
${usage.lines.length === 0 ? '' : html`<p class="k-sm k-3">Used as charged${isReversed ? `; what was reversed stands beside it and is given back` : ''}. ${amountText(usage.total.actions - usage.total.reversedActions)} Actions and ${amountText(usage.total.credits - usage.total.reversedCredits)} Credits after reversals.</p>`}`;

  function lineName(shown: UsageView, key: string): string | Html {
    const name = keyName(query.by, names, key);
    if (key === '' || (query.by !== 'provider' && query.by !== 'member')) return name;
    return html`<a href="${shown.link({ by: undefined, step: undefined, meter: undefined, [query.by]: key }, '/statement')}">${name}</a>`;
  }
}

function notChargedTable(view: UsageView): Html {
  const all = view.notCharged.reduce((sum, one) => sum + one.n, 0);
  return html`<p class="k-2">${all} questions through the account ended without a charge: a miss costs nothing.</p>
<dl class="p-rows">${view.notCharged.map((one) => html`<div><dt>${codeWords(one.code)}</dt><dd>${new Intl.NumberFormat('en').format(one.n)}</dd></div>`)}</dl>`;
}
