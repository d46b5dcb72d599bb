import { html } from 'hono/html';
import { form, page, type Frame, type Html } from '../pages/frame.ts';
import { button, card, confirm, empty, field, moment, note, table } from '../pages/parts.ts';
import type { Delivery, Endpoint, EndpointState } from './endpoints.ts';
import { TOPICS, type Topic } from './topics.ts';

const TOPIC_WORDS: Readonly<Record<(typeof TOPICS)[number], string>> = {
  'charge.posted': 'A charge was posted',
  'charge.reversed': 'A charge was given back',
  'limit.reached': 'A limit reached 75, 90 or 100 %',
  'plan.changed': 'The plan was changed',
  'member.invited': 'Somebody was invited',
  'member.joined': 'A member joined',
  'member.changed': 'A member got another role',
  'member.removed': 'A member was removed',
};
const STATE_WORDS: Readonly<Record<EndpointState, readonly [string, string]>> = { on: ['ok', 'On'], failing: ['warn', 'Failing'], off: ['', 'Off'], gone: ['bad', 'Gone'] };
const DELIVERY_WORDS: Readonly<Record<Delivery['state'], readonly [string, string]>> = { delivered: ['ok', 'Delivered'], waiting: ['', 'Waiting'], dead: ['bad', 'Given up'] };
/** What an endpoint's answer or its silence means to the person who runs it. */
const ERROR_WORDS: Readonly<Record<string, string>> = {
  refused: 'It answered with an error.', redirected: 'It answered with another address; messages are never sent on.', gone: 'It answered that it is gone.', switched_off: 'The endpoint was switched off.', timeout: 'It did not answer in time.',
  address: 'Its name leads to an address that is not public.', host: 'Its name is not public.', too_large: 'Its answer was too large.', ECONNREFUSED: 'Nothing listens there.', ENOTFOUND: 'Its name is not known.', ECONNRESET: 'The connection broke.',
  CERT_HAS_EXPIRED: 'Its certificate is too old.', DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is not signed by anybody known.',
};
const tag = ([kind, text]: readonly [string, string]): Html => html`<span class="k-tag${kind === '' ? '' : ` k-tag--${kind}`}">${text}</span>`;

const topicBoxes = (chosen: readonly Topic[]): Html => html`<fieldset class="p-form"><legend class="k-sm k-2">Messages</legend>
${TOPICS.map((topic) => html`<label class="p-check"><input type="checkbox" name="topic:${topic}"${chosen.includes(topic) ? html` checked` : ''}><span>${TOPIC_WORDS[topic]} <span class="k-3 k-sm">${topic}</span></span></label>
`)}</fieldset>`;

export interface EndpointForm {
  readonly url: string;
  readonly label: string;
  readonly topics: readonly Topic[];
  readonly error?: string;
}
const endpointFields = (values: EndpointForm): Html => html`
${field({ label: 'Address', name: 'url', type: 'url', value: values.url, maxLength: 2_048, placeholder: 'https://hooks.example.com/kiln', hint: 'Public and https. Every message is signed, so that the receiver can tell that it is from here.', ...(values.error === undefined ? {} : { error: values.error }) })}
${field({ label: 'Name', name: 'label', value: values.label, required: false, maxLength: 100, placeholder: 'CRM' })}
${topicBoxes(values.topics)}`;

/** All endpoints, and a form for another one. */
export const webhooksPage = (frame: Frame, endpoints: readonly Endpoint[], values: EndpointForm): Html =>
  page(frame, { title: 'Webhooks', lead: 'Tells other programs what happens in this workspace. No message holds anything about a lead.', current: 'webhooks' }, html`
${card('Endpoints', endpoints.length === 0
    ? empty('No endpoints', 'Add the address of a program that should be told.')
    : table('Endpoints', [{ text: 'Endpoint' }, { text: 'Messages' }, { text: 'State' }, { text: 'Added' }], endpoints.map((one) => [
        html`<a href="/webhooks/${one.endpointId}">${one.label === '' ? hostOf(one.url) : one.label}</a><br><span class="k-3 k-sm">${hostOf(one.url)}</span>`,
        html`<span class="k-sm">${one.topics.join(', ')}</span>`,
        tag(STATE_WORDS[one.state]),
        moment(one.createdAt),
      ])))}
${card('Add an endpoint', form(frame, '/webhooks', html`${endpointFields(values)}${button('Add endpoint', 'primary')}`, 'p-form'))}`);

/** The one moment at which a secret is shown. */
export const secretPage = (frame: Frame, endpointId: string, secret: string, isNew: boolean): Html =>
  page(frame, { title: isNew ? 'Endpoint added' : 'New secret', current: 'webhooks' }, card('Secret', html`
<p class="k-2">Copy it to the receiver now: it is shown this once. The receiver checks with it that a message is from here.${isNew ? '' : ' The old secret signs beside it for a day.'}</p>
<div class="p-copy"><input id="secret" value="${secret}" readonly aria-label="Secret"><button type="button" class="k-btn" data-copy="secret" hidden><span data-said aria-live="polite">Copy</span></button></div>
<p><a class="k-btn k-btn--primary" href="/webhooks/${endpointId}">Done</a></p>`));

export interface EndpointView {
  readonly endpoint: Endpoint;
  readonly deliveries: readonly Delivery[];
  readonly form: EndpointForm;
  readonly said?: string;
}
export const endpointPage = (frame: Frame, { endpoint, deliveries, form: values, said }: EndpointView): Html => {
  const at = `/webhooks/${endpoint.endpointId}`;
  const dead = deliveries.filter((one) => one.state === 'dead');
  return page(frame, { title: endpoint.label === '' ? hostOf(endpoint.url) : endpoint.label, lead: endpoint.url, current: 'webhooks', actions: html`${form(frame, `${at}/test`, button('Send a test'))}` }, html`
${said === undefined ? '' : note('ok', said)}
${endpoint.state === 'failing' ? note('warn', 'Deliveries fail', html`Since ${moment(endpoint.failingSince)}. They are tried again with growing pauses; after five days of failures the endpoint is switched off.`) : ''}
${endpoint.state === 'gone' ? note('bad', 'The endpoint says that it is gone', 'It gets no more messages until it is switched on again.') : ''}
${endpoint.state === 'off' && endpoint.failingSince !== null ? note('bad', 'Switched off after five days of failures', 'It gets no more messages until it is switched on again.') : ''}
${card('Deliveries', deliveries.length === 0
    ? empty('Nothing sent yet', 'Send a test, or wait for the first message.')
    : html`<div>${table('Deliveries', [{ text: 'When' }, { text: 'Message' }, { text: 'State' }, { text: 'Tries' }, { text: 'Answer' }, { text: 'Actions', kind: 'actions' }], deliveries.map((one) => [
        moment(one.createdAt),
        html`<span class="k-sm">${one.topic}</span>`,
        tag(DELIVERY_WORDS[one.state]),
        String(one.attempts),
        html`<span class="k-sm">${answerOf(one)}</span>`,
        one.state === 'waiting' ? '' : form(frame, `${at}/replay`, html`<input type="hidden" name="message" value="${one.msgId}"><button class="k-btn k-btn--ghost k-btn--sm" type="submit">Send again<span class="k-vh"> ${one.topic}</span></button>`),
      ]))}</div>`, dead.length === 0 ? '' : form(frame, `${at}/replay`, html`<input type="hidden" name="dead" value="yes">${button('Send all given up again', 'plain', { small: true })}`))}
<div class="p-two">
${card('Settings', form(frame, at, html`${endpointFields(values)}<label class="p-check"><input type="checkbox" name="on"${endpoint.state === 'on' || endpoint.state === 'failing' ? html` checked` : ''}><span>Switched on</span></label>${button('Save', 'primary')}`, 'p-form'), tag(STATE_WORDS[endpoint.state]))}
${card('Secret and removal', html`<p class="k-2">A new secret takes over at once; the old one signs beside it for a day, so that the receiver can change over without losing a message.${endpoint.oldSecretUntil === null ? '' : html` The old one signs until ${moment(endpoint.oldSecretUntil)}.`}</p>
<div class="k-row">${confirm(frame, { text: 'New secret', question: 'Make a new secret? It is shown once.', action: `${at}/secret`, yes: 'Make a new secret' })}${confirm(frame, { text: 'Remove endpoint', question: 'Remove this endpoint? What still waits for it is not sent.', action: `${at}/remove`, yes: 'Remove' })}</div>`)}
</div>`);
};

function answerOf(one: Delivery): string {
  if (one.state === 'delivered') return `${one.lastStatus ?? ''} in ${one.tookMs ?? 0} ms`;
  if (one.lastError === null) return one.state === 'waiting' ? 'Not tried yet' : '';
  const words = ERROR_WORDS[one.lastError] ?? `It could not be reached (${one.lastError}).`;
  return one.lastStatus === null ? words : `${one.lastStatus}. ${words}`;
}
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
