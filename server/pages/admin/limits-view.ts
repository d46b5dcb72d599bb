import { html } from 'hono/html';
import type { Meter } from '../../../lib/domain/ledger/amount.ts';
import type { LimitLine } from '../../admin/limits.ts';
import { REPEAT_WINDOWS_MS } from '../../../lib/core/limits.ts';
import { windowText } from '../../admin/changes.ts';
import { reachedShare } from '../../admin/warnings.ts';
import { form, page, type Frame, type Html } from '../frame.ts';
import { button, card, confirm, empty, field, moment, select } from '../parts.ts';
import { amountText, bar, meterTitle, percent } from './amounts.ts';
import { METER_WORDS, memberName, type Names } from './words.ts';

export const SPANS = ['hour', 'day', 'month'] as const;
export const SPAN_WORDS = { hour: 'an hour', day: 'a day', month: 'a month' } as const;
/** In forms: the whole workspace. */
export const WHOLE = 'workspace';

export interface LimitForm {
  readonly who: string;
  readonly meter: string;
  readonly span: string;
  readonly amount: string;
}
export interface LimitsView {
  readonly lines: readonly LimitLine[];
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly names: Names;
  readonly form: LimitForm;
  readonly error?: string;
  /** For how long answers are given again, milliseconds, and what can be chosen. */
  readonly repeatMs: number;
  readonly id: string;
  readonly newId: () => string;
  readonly said: Html | string;
}
const whoName = (view: LimitsView, userId: string): string => (userId === '' ? 'Workspace' : memberName(view.names, userId));

export const limitsPage = (frame: Frame, view: LimitsView): Html =>
  page(frame, { title: 'Limits', lead: 'How much the workspace or one member may use in a time. Told at 75, 90 and 100 %; at 100 % what it covers is refused, and own keys and free sources go on as far as Actions do.', current: 'limits' }, html`
${view.said}
${card('Set limits', view.lines.length === 0 ? empty('There is no limit.', 'Everybody may use what the meters hold.') : lines(frame, view))}
${card('Set a limit', form(frame, '/limits', html`<input type="hidden" name="id" value="${view.id}"><div class="p-line">${select({ label: 'Who', name: 'who', value: view.form.who, options: [{ value: WHOLE, text: 'Whole workspace' }, ...view.members.map((one) => ({ value: one.id, text: one.name }))] })}
${select({ label: 'Meter', name: 'meter', value: view.form.meter, options: (['data_credits', 'actions'] as const).map((value) => ({ value, text: METER_WORDS[value] })) })}
${select({ label: 'In', name: 'span', value: view.form.span, options: SPANS.map((value) => ({ value, text: SPAN_WORDS[value] })) })}
${field({ label: 'At most', name: 'amount', value: view.form.amount, maxLength: 20, placeholder: '500', ...(view.error === undefined ? {} : { error: view.error }) })}${button('Set limit', 'primary')}</div>
<p class="k-sm k-3">Hours and days are those of UTC, months those of the plan. What was used in the running time counts at once. Limits of tables and of single runs are set in Kiln itself.</p>`, 'p-form'))}
${card('Do not buy twice', form(frame, '/limits/repeats', html`<input type="hidden" name="id" value="${view.newId()}"><div class="p-line">${select({ label: 'An answer is given again', name: 'ms', value: String(view.repeatMs), options: [...new Set([...REPEAT_WINDOWS_MS, view.repeatMs])].sort((a, b) => a - b).map((ms) => ({ value: String(ms), text: windowText(ms) })) })}${button('Set time')}</div>
<p class="k-sm k-3">Whoever asks what the workspace has bought within this time is given that answer, for no Data Credits and no Action. Whoever asks while it is being bought waits for the one answer. A waterfall that asks for fresher answers gets them.</p>`, 'p-form'))}`);

function lines(frame: Frame, view: LimitsView): Html {
  return html`<div class="p-scroll" role="region" aria-label="Limits" tabindex="0"><table class="p-table p-limits"><caption class="k-vh">Limits and how far they are used</caption><thead><tr><th scope="col">Who</th><th scope="col">Meter</th><th scope="col">In</th><th scope="col" class="p-number">At most</th><th scope="col" class="p-number">Used</th><th scope="col" class="p-after">Share</th><th scope="col">Begins again</th><th scope="col" class="p-actions"><span class="k-vh">What to do</span></th></tr></thead>
<tbody>${view.lines.map((line) => html`<tr><th scope="row">${whoName(view, line.userId)}</th><td class="k-nowrap">${meterTitle(line.meter)}</td><td class="k-2 k-nowrap">${SPAN_WORDS[line.span]}</td><td class="p-number">${amountText(line.limit)}</td><td class="p-number">${amountText(line.used)}</td><td class="p-after">${share(line.meter, line)}</td><td class="k-2 k-nowrap">${moment(line.endsAt)}</td>
<td class="p-actions">${confirm(frame, { text: 'Remove', about: `the limit of ${whoName(view, line.userId)}`, question: `Remove this limit of ${amountText(line.limit)} ${METER_WORDS[line.meter]} ${SPAN_WORDS[line.span]}?`, action: '/limits/remove', fields: { id: view.newId(), who: line.userId === '' ? WHOLE : line.userId, meter: line.meter, span: line.span }, yes: 'Remove limit' })}</td></tr>
`)}</tbody></table></div>`;
}

function share(meter: Meter, line: LimitLine): Html {
  const reached = reachedShare(line.used, line.limit);
  return html`<span class="p-share">${bar(meter, Math.max(line.limit, 1), [{ value: Math.min(line.used, line.limit), look: 'used' }], reached !== null && reached >= 90 ? 'warn' : 'plain')}<span class="k-sm ${reached === 100 ? 'k-bad' : reached === null ? 'k-3' : 'k-warn'}">${percent(line.used, line.limit)} %${reached === 100 ? ', used up' : ''}</span></span>`;
}
