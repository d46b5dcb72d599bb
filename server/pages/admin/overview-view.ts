import { html } from 'hono/html';
import type { Balance } from '../../../lib/contracts/account-api.ts';
import type { AccountFacts } from '../../admin/account.ts';
import type { Entry } from '../../admin/entries.ts';
import type { Usage, UsageLine } from '../../admin/usage.ts';
import type { Warning } from '../../admin/warnings.ts';
import { page, type Frame, type Html } from '../frame.ts';
import { card, empty, moment, note } from '../parts.ts';
import { amountText, bar, cell, meterHead, meterTitle, percent } from './amounts.ts';
import { usageChart } from './chart.ts';
import { dayText, linkButton } from './controls.ts';
import { KIND_WORDS, METER_WORDS, codeWords, enrichmentName, memberName, providerName, type Names } from './words.ts';

export interface OverviewView {
  readonly account: AccountFacts;
  readonly balances: readonly Balance[];
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
  /** Empty for who sees only their own. */
  readonly byMember: readonly UsageLine[];
  readonly notCharged: readonly { readonly code: string; readonly n: number }[];
  readonly recent: readonly Entry[];
  readonly names: Names;
  readonly isOwn: boolean;
  readonly hasKeys: boolean;
  readonly hasDevices: boolean;
}

export function overviewPage(frame: Frame, view: OverviewView): Html {
  const isAdmin = frame.session?.role === 'admin';
  return page(frame, {
    title: view.account.name,
    lead: `${view.account.plan.name} plan. The month began on ${dayText(view.account.period.startsAt)} and renews on ${dayText(view.account.period.endsAt)}.`,
    ...(isAdmin ? { actions: html`${linkButton('Top up', '/grants', 'plain', 'plus')}` } : {}),
    current: 'overview',
  }, html`
${view.account.isFrozen ? note('bad', 'This account is frozen.', 'A check of its books failed. Nothing new can be bought until whoever runs this server has looked at it.') : ''}
${view.warnings.map((warning) => note(warning.level, warning.title, warning.text))}
${isAdmin && (!view.hasKeys || !view.hasDevices) ? firstSteps(view) : ''}
<div class="p-three">${view.balances.map((balance) => meterCard(view, balance))}${notChargedCard(view)}</div>
<div class="p-wide"><div class="p-col">
${card(view.isOwn ? 'Data Credits you used this month' : 'Data Credits this month, by provider', view.usage.series.length > 0
    ? usageChart({ label: 'Data Credits a day of this month, by provider', usage: view.usage, step: 'day', nameOf: (key) => providerName(view.names, key), unit: 'Data Credits', width: 640 })
    : empty('No Data Credits were used this month.', 'Answers bought through the account show here, by provider.'), html`<a class="k-link" href="/usage">All usage</a>`)}
${view.byMember.length === 0 ? '' : card('Members this month', members(view), html`<a class="k-link" href="/usage?by=member">By member</a>`)}
</div>
${card('Recent activity', recent(view), html`<a class="k-link" href="/statement">Statement</a>`)}
</div>`);
}

const firstSteps = (view: OverviewView): Html => card('First steps', html`<ul class="p-steps">
${view.hasKeys ? '' : html`<li><b>Store a provider key</b><p class="k-2 k-sm">Members can then buy answers with Data Credits. <a href="/keys">Provider keys</a></p></li>`}
${view.hasDevices ? '' : html`<li><b>Connect Kiln</b><p class="k-2 k-sm">In the extension choose Sign in and type the address of this server. <a href="/devices">Devices</a></p></li>`}
</ul>`);

function meterCard(view: OverviewView, balance: Balance): Html {
  const { meter } = balance;
  const used = percent(balance.spent, balance.granted);
  const aside = [balance.held > 0 ? `${amountText(balance.held)} held` : '', balance.leased > 0 ? `${amountText(balance.leased)} set aside for devices` : ''].filter((text) => text !== '').join(', ');
  const limit = meter === 'actions' ? `Renews on ${dayText(view.account.period.endsAt)}, does not carry over.` : `Carries over, up to ${amountText(2 * view.account.plan.credits)} of the plan.`;
  return html`<section class="k-card p-meter" aria-label="${METER_WORDS[meter]}"><h2>${meterTitle(meter)}</h2>
<p class="p-meter__n"><b>${amountText(balance.available)}</b> <span class="k-2">to spend${aside === '' ? '' : `, ${aside}`}</span></p>
${bar(meter, balance.granted, [{ value: balance.available, look: 'used' }, { value: balance.leased, look: 'leased' }, { value: balance.held, look: 'held' }], used >= 90 ? 'warn' : 'plain')}
<p class="k-sm k-2">${amountText(balance.spent)} of ${amountText(balance.granted)} used this month (${used} %).${balance.deficit > 0 ? html` <span class="k-bad">${amountText(balance.deficit)} more were used than there were: what comes in pays for them first.</span>` : ''} ${limit}</p></section>`;
}

function notChargedCard(view: OverviewView): Html {
  const all = view.notCharged.reduce((sum, one) => sum + one.n, 0);
  return html`<section class="k-card p-meter" aria-label="Not charged"><h2><span>Not charged</span></h2>
<p class="p-meter__n"><b>${new Intl.NumberFormat('en').format(all)}</b> <span class="k-2">questions this month</span></p>
${all === 0 ? html`<p class="k-sm k-2">Questions without a result cost nothing; they are counted here.</p>` : html`<dl class="p-rows">${view.notCharged.slice(0, 3).map((one) => html`<div><dt>${codeWords(one.code)}</dt><dd>${new Intl.NumberFormat('en').format(one.n)}</dd></div>`)}</dl>`}</section>`;
}

function members(view: OverviewView): Html {
  return html`<table class="p-table"><caption class="k-vh">What members used this month</caption><thead><tr><th scope="col">Member</th><th scope="col" class="p-number">Results</th><th scope="col" class="p-number">${meterHead('actions')}</th><th scope="col" class="p-number">${meterHead('data_credits')}</th></tr></thead>
<tbody>${view.byMember.map((line) => html`<tr><th scope="row">${memberName(view.names, line.key)}</th><td class="p-number">${line.n}</td><td class="p-number">${cell(line.actions)}</td><td class="p-number">${cell(line.credits)}</td></tr>
`)}</tbody></table>`;
}

function recent(view: OverviewView): Html {
  if (view.recent.length === 0) return empty('Nothing yet.', 'What is granted, bought and used shows here.');
  return html`<ul class="p-recent">${view.recent.map((entry) => html`<li><div><b>${entry.kind === 'post' || entry.kind === 'spend' ? enrichmentName(entry.enrichment) : KIND_WORDS[entry.kind] ?? entry.kind}</b>
<span class="p-sub">${about(view, entry)}</span><span class="p-sub">${moment(entry.at)}</span></div><div class="p-recent__n">${amounts(entry)}</div></li>
`)}</ul>`;
}

const SAID_BY_CODE: readonly string[] = ['grant', 'expire', 'void', 'limit', 'plan'];
const about = (view: OverviewView, entry: Entry): string =>
  [SAID_BY_CODE.includes(entry.kind) ? codeWords(entry.code) : '', entry.member === '' ? '' : memberName(view.names, entry.member), entry.providerId === '' ? '' : providerName(view.names, entry.providerId)].filter((text) => text !== '').join(', ');

/** What it moved; a meter that it left alone is not named. */
function amounts(entry: Entry): Html {
  const moved = entry.counts ? ([['actions', entry.actions], ['data_credits', entry.credits]] as const).filter(([, u]) => u !== 0) : [];
  return moved.length === 0 ? html`<span class="k-3">0</span>` : html`${moved.map(([meter, u]) => html`<span class="k-nowrap">${cell(u, true)} ${meterHead(meter)}</span>`)}`;
}
