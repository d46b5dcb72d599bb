import { html } from 'hono/html';
import type { AskedRange } from '../../admin/account.ts';
import type { AuditFilter, AuditLine } from '../../admin/audit.ts';
import { page, type Frame, type Html } from '../frame.ts';
import { card, empty, moment, note } from '../parts.ts';
import { askForm, dayInputs, linkButton, pager, pick, rangeText, segments } from './controls.ts';
import { codeWords, type Names } from './words.ts';

export interface AuditView {
  readonly range: AskedRange;
  readonly filter: AuditFilter;
  readonly lines: readonly AuditLine[];
  /** Link to older lines; null at the end. */
  readonly older: string | null;
  readonly isFirst: boolean;
  readonly members: readonly { readonly id: string; readonly name: string }[];
  readonly names: Names;
  link(change: Readonly<Record<string, string | undefined>>, path?: string): string;
}

export const AUDIT_AREAS = ['grant', 'charge', 'prices', 'plan', 'limit', 'lead', 'provider-key', 'member', 'device', 'workspace', 'webhook', 'account'] as const;
const AREA_WORDS: Readonly<Record<string, string>> = { grant: 'Grants', charge: 'Reversals', prices: 'Price book', plan: 'Plan', limit: 'Limits', lead: 'Erased leads', 'provider-key': 'Provider keys', member: 'Members', device: 'Devices', workspace: 'Workspace', webhook: 'Webhooks', account: 'Stopped and opened' };

/** Who acts without being a member. */
const ACTORS: ReadonlyMap<string, string> = new Map([['sandbox', 'Practice set-up'], ['ledger', 'The ledger’s own check'], ['operator', 'Operator of this server'], ['command-line', 'Operator at a shell']]);
export const actorName = (names: Names, actor: string): string => names.members.get(actor) ?? ACTORS.get(actor) ?? 'Former member';
/** A member, a provider or the words of the entry itself. */
const targetText = (names: Names, target: string): string => names.members.get(target) ?? names.catalogue.get(target)?.name ?? [...names.members].reduce((text, [id, name]) => text.replace(id, name), target);

export const auditPage = (frame: Frame, view: AuditView): Html =>
  page(frame, { title: 'Audit', lead: 'Who changed what in this workspace. Entries are never edited or deleted while they are kept.', actions: linkButton('CSV', view.link({ before: undefined }, '/audit.csv'), 'plain', 'download'), current: 'audit' }, html`
${view.range.wrong === null ? '' : note('warn', 'These days cannot be shown.', view.range.wrong)}
<div class="p-tools">${segments('Time', [['month', 'This month'], ['last', 'Last month'], ['year', 'A year']].map(([range = '', text = '']) => ({ text, href: view.link({ range, from: undefined, to: undefined, before: undefined }), on: view.range.preset === range })))}
${askForm('/audit', 'Filter the audit', html`${dayInputs(view.range)}
${pick({ label: 'What', name: 'area', value: view.filter.area, all: 'Everything', options: AUDIT_AREAS.map((value) => ({ value, text: AREA_WORDS[value] ?? value })) })}
${pick({ label: 'Who', name: 'actor', value: view.filter.actor, all: 'Everybody', options: view.members.map((one) => ({ value: one.id, text: one.name })) })}`)}</div>
${card(rangeText(view.range), view.lines.length === 0 ? empty('Nothing was changed in this time.', 'Grants, reversals, prices, keys, members, devices and limits leave an entry here.') : html`<div class="p-scroll" role="region" aria-label="Audit" tabindex="0"><table class="p-table"><caption class="k-vh">Audit, newest first</caption><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">About</th></tr></thead>
<tbody>${view.lines.map((line) => html`<tr><td class="k-2 k-nowrap">${moment(line.at)}</td><td>${actorName(view.names, line.actor)}</td><td>${actionWords(line.action)}</td><td class="k-break">${targetText(view.names, line.target)}${line.reason === '' ? '' : html`<span class="p-sub">“${line.reason}”</span>`}</td></tr>
`)}</tbody></table></div>
${pager('Audit', view.isFirst ? null : view.link({ before: undefined }), view.older, view.isFirst ? 'newest first' : 'Newer goes back to the newest')}`)}`);

const ACTION_WORDS: Readonly<Record<string, string>> = {
  'account.frozen': 'Stopped the account',
  'account.open': 'Opened the account',
  'grant.added': 'Added to a meter',
  'grant.taken_back': 'Took back from a meter',
  'charge.reversed': 'Reversed a charge',
  'prices.published': 'Published prices',
  'plan.changed': 'Changed the plan',
  'limit.set': 'Set a limit',
  'limit.removed': 'Removed a limit',
  'lead.erased': 'Erased everywhere',
  'provider-key.set': 'Stored a provider key',
  'provider-key.remove': 'Removed a provider key',
  'provider-key.tested': 'Tested a provider key',
  'device.signed-in': 'Signed a device in',
  'device.revoked': 'Revoked a device',
  'device.ended': 'Signed devices out',
  'member.invited': 'Invited a member',
  'member.joined': 'Joined',
  'member.role': 'Changed a role',
  'member.removed': 'Removed a member',
  'member.left': 'Left',
};
export const actionWords = (action: string): string => ACTION_WORDS[action] ?? codeWords(action.replaceAll('.', ' ').replaceAll('-', ' '));
