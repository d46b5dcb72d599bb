import { html } from 'hono/html';
import type { AskedRange } from '../../admin/account.ts';
import { isoDay } from '../../admin/days.ts';
import type { Html } from '../frame.ts';
import { icon } from '../icons.ts';

/** Links that stand side by side, one of them chosen. */
export const segments = (label: string, items: readonly { readonly text: string; readonly href: string; readonly on: boolean }[]): Html =>
  html`<nav class="p-seg" aria-label="${label}">${items.map((item) => html`<a href="${item.href}"${item.on ? html` aria-current="true"` : ''}>${item.text}</a>`)}</nav>`;

export const linkButton = (text: string, href: string, kind: 'plain' | 'primary' | 'ghost' = 'plain', name?: 'download' | 'plus'): Html =>
  html`<a class="k-btn${kind === 'plain' ? '' : ` k-btn--${kind}`}" href="${href}"${name === 'download' ? html` download` : ''}>${name === undefined ? '' : icon(name)}${text}</a>`;

export interface PickProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | undefined;
  /** Text of the choice that leaves everything in; absent = one must be chosen. */
  readonly all?: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}
/** A choice in a form that only asks. */
export const pick = (props: PickProps): Html =>
  html`<label class="p-pick"><span>${props.label}</span><select class="k-select" name="${props.name}">${props.all === undefined ? '' : html`<option value="">${props.all}</option>`}${props.options.map((one) => html`<option value="${one.value}"${one.value === props.value ? html` selected` : ''}>${one.text}</option>`)}</select></label>`;

/** First and last day of what is shown. */
export const dayInputs = (range: AskedRange): Html => html`<label class="p-pick"><span>From</span><input type="date" name="from" value="${isoDay(range.fromDay)}" required></label>
<label class="p-pick"><span>To</span><input type="date" name="to" value="${isoDay(range.toDay)}" required></label>`;

/** A form that only asks. */
export const askForm = (action: string, label: string, body: Html): Html =>
  html`<form method="get" action="${action}" class="p-ask" role="search" aria-label="${label}">${body}<button class="k-btn" type="submit">Show</button></form>`;

const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
/** `12 May 2026` */
export const dayText = (at: number): string => longDay.format(at);
/** `12 May 2026 to 30 Jun 2026` */
export const rangeText = (range: { readonly fromDay: number; readonly toDay: number }): string => {
  const [from, to] = [dayText(range.fromDay * 86_400_000), dayText(range.toDay * 86_400_000)];
  return from === to ? from : `${from} to ${to}`;
};

/** One way to go on, and back. */
export const pager = (label: string, newer: string | null, older: string | null, middle: string): Html =>
  html`<nav class="p-pager" aria-label="${label}">${newer === null ? html`<span class="k-3">Newest</span>` : html`<a class="k-btn k-btn--sm" rel="prev" href="${newer}">Newer</a>`}<span class="k-3 k-sm">${middle}</span>${older === null ? html`<span class="k-3">Oldest</span>` : html`<a class="k-btn k-btn--sm" rel="next" href="${older}">Older</a>`}</nav>`;
