import { html } from 'hono/html';
import { form, type Frame, type Html } from './frame.ts';
import { icon, type IconName } from './icons.ts';

export interface FieldProps {
  readonly label: string;
  readonly name: string;
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'url' | 'date';
  readonly value?: string;
  /** Below the field, always visible. */
  readonly hint?: string;
  /** Said by screen readers with the field; the value was not taken. */
  readonly error?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly min?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly mono?: boolean;
  /** Several of one name on a page need ids of their own. */
  readonly id?: string;
}

/** A labelled input with its hint and its error. */
export function field(props: FieldProps): Html {
  const id = props.id ?? `f-${props.name}`;
  const told = props.error !== undefined || props.hint !== undefined;
  return html`<div class="p-field">
<label for="${id}">${props.label}</label>
<input id="${id}" name="${props.name}" type="${props.type ?? 'text'}" value="${props.value ?? ''}"${props.required === false ? '' : html` required`}${attribute('min', props.min)}${attribute('minlength', props.minLength)}${attribute('maxlength', props.maxLength ?? 200)}${attribute('placeholder', props.placeholder)}${attribute('autocomplete', props.autocomplete ?? 'off')}${props.mono === true ? html` class="k-mono" spellcheck="false" autocapitalize="none"` : ''}${props.error === undefined ? '' : html` aria-invalid="true"`}${told ? html` aria-describedby="${id}-told"` : ''}>
${told ? html`<p id="${id}-told" class="${props.error === undefined ? 'k-3' : 'k-bad'} k-sm">${props.error ?? props.hint ?? ''}</p>` : ''}
</div>`;
}
const attribute = (name: string, value: string | number | undefined): Html | string => (value === undefined ? '' : html` ${name}="${String(value)}"`);

export interface SelectProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** The label is only for screen readers, where the place says what is chosen. */
  readonly quiet?: boolean;
  /** Several of one name on a page need ids of their own. */
  readonly id?: string;
}
export function select(props: SelectProps): Html {
  const id = props.id ?? `f-${props.name}`;
  return html`<div class="p-field"><label for="${id}"${props.quiet === true ? html` class="k-vh"` : ''}>${props.label}</label>
<select id="${id}" name="${props.name}" class="k-select">${props.options.map((one) => html`<option value="${one.value}"${one.value === props.value ? html` selected` : ''}>${one.text}</option>`)}</select></div>`;
}

export const button = (text: string, kind: 'primary' | 'plain' | 'stop' | 'ghost' = 'plain', extra: { readonly name?: string; readonly value?: string; readonly small?: boolean; readonly icon?: IconName } = {}): Html =>
  html`<button type="submit" class="k-btn${kind === 'plain' ? '' : ` k-btn--${kind}`}${extra.small === true ? ' k-btn--sm' : ''}"${attribute('name', extra.name)}${attribute('value', extra.value)}>${extra.icon === undefined ? '' : icon(extra.icon)}${text}</button>`;

const NOTE_ICONS = { info: 'info', ok: 'check', warn: 'warn', bad: 'error' } as const;
/** A message in the page. `bad` and `warn` are read out at once, `ok` politely. */
export const note = (kind: keyof typeof NOTE_ICONS, title: string, text: string | Html = ''): Html =>
  html`<div class="k-note k-note--${kind}" role="${kind === 'bad' || kind === 'warn' ? 'alert' : 'status'}">${icon(NOTE_ICONS[kind])}<div><strong>${title}</strong>${text === '' ? '' : html`<p>${text}</p>`}</div></div>`;

/** A card with a heading. */
export const card = (title: string, body: Html, aside: Html | string = ''): Html =>
  html`<section class="k-card p-box"><div class="p-box__h"><h2>${title}</h2>${aside}</div>${body}</section>`;

/** Says what is not there yet and what to do next. */
export const empty = (title: string, text: string | Html): Html => html`<div class="p-empty"><b>${title}</b><p class="k-2">${text}</p></div>`;

export interface Column {
  readonly text: string;
  readonly kind?: 'number' | 'actions';
}
/** A table that can be scrolled by keyboard when it is wider than its place. */
export const table = (caption: string, columns: readonly Column[], rows: readonly (readonly (string | Html)[])[]): Html =>
  html`<div class="p-scroll" role="region" aria-label="${caption}" tabindex="0">${plainTable(caption, columns, rows)}</div>`;

/** A short list of things with something to do for each: on a narrow page every row stands as a small card, and nothing is scrolled sideways. */
export const things = (caption: string, columns: readonly Column[], rows: readonly (readonly (string | Html)[])[]): Html => html`<div class="p-things">${plainTable(caption, columns, rows)}</div>`;

// The roles keep it a table for screen readers where the style lays it out otherwise.
const plainTable = (caption: string, columns: readonly Column[], rows: readonly (readonly (string | Html)[])[]): Html =>
  html`<table class="p-table" role="table"><caption class="k-vh">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map((column) => html`<th role="columnheader" scope="col"${cellClass(column)}>${column.kind === 'actions' ? html`<span class="k-vh">${column.text}</span>` : column.text}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map((cells) => html`<tr role="row">${cells.map((cell, i) => html`<td role="cell" data-label="${columns[i]?.kind === 'actions' ? '' : (columns[i]?.text ?? '')}"${cellClass(columns[i])}>${cell}</td>`)}</tr>
`)}</tbody></table>`;
const cellClass = (column: Column | undefined): Html | string => (column?.kind === undefined ? '' : html` class="p-${column.kind}"`);

export interface ConfirmProps {
  /** On the button that opens the question. */
  readonly text: string;
  /** Screen readers hear this after it: which row. */
  readonly about?: string;
  readonly question: string;
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly yes: string;
}
/** Asks before something that is not easily taken back; works without script. */
export const confirm = (frame: Frame, props: ConfirmProps): Html =>
  html`<details class="p-confirm" name="confirm"><summary class="k-btn k-btn--ghost k-btn--sm">${props.text}${props.about === undefined ? '' : html`<span class="k-vh"> ${props.about}</span>`}</summary>
<div class="k-pop p-confirm__box"><p>${props.question}</p>${form(frame, props.action, html`${Object.entries(props.fields ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${button(props.yes, 'stop', { small: true })}`)}</div></details>`;

/** A moment as the reader's own clock shows it; the script fills it in, without it it is UTC. */
export function moment(at: number | null, never = 'never'): Html | string {
  if (at === null) return never;
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-local>${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
