/** Invented rows for the pictures: plainly made-up people, each state of the interface once. */
import type { CaptureRow, KeyRow, MetaRows, ActivityRow } from '../../../lib/storage/database.ts';
import type { Charge } from '../../../lib/domain/ledger/charge.ts';
import type { Run, Step, Task } from '../../../lib/domain/enrichment/run.ts';
import type { FieldKey, LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { FieldState, FieldValue, Lead, LeadFields, Provenance, Table } from '../../../lib/domain/lead/lead.ts';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import type { ProviderSummary } from '../../../lib/contracts/commands.ts';
import type { ChargeId, LeadId, RunId, TableId, TaskId } from '../../../lib/core/ids.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import { micro, type Amounts } from '../../../lib/domain/ledger/amount.ts';

export const NOW = Date.now();
export const TAB = 7;
export const PAGE_URL = 'https://example.com/team/ada-example';
export const DAY = 86_400_000;

export const value = (text: string, over: Partial<Provenance> = {}, confidence = 95): FieldValue => ({ value: text, confidence, provenance: { origin: 'page', at: NOW - 60_000, pageUrl: PAGE_URL, method: 'jsonld', ...over } });
export const state = (...values: FieldValue[]): FieldState => ({ values });
export const waterfall = (id: string) => WATERFALL_TEMPLATES.find((w) => w.id === id) ?? WATERFALL_TEMPLATES[0]!;

export const personFields: LeadFields = {
  name: state(value('Ada Example')),
  title: state(value('Head of Operations', { evidence: { selector: 'h2.title', path: '$.jobTitle', text: 'Ada Example Head of Operations joined us in 2024 and runs both workshops' } }, 97), value('Head of Operations', { method: 'meta' }, 70)),
  companyName: state(value('Example Works')),
  location: state(value('Leeds, United Kingdom', { method: 'text' }, 64)),
  phone: state(value('+44 113 496 0182', { method: 'text' }, 60)),
  profileUrl: state(value('https://social.example/in/ada-example')),
  companyDomain: state(value('example.com', { origin: 'guess' }, 40)),
  firstName: state(value('Ada')),
  lastName: state(value('Example')),
};
export const companyFields: LeadFields = {
  name: state(value('Example Works')),
  domain: state(value('example.com')),
  legalName: state(value('Example Works Ltd')),
  employeeRange: state(value('51 to 200', { origin: 'provider', providerId: 'wikidata', route: 'free', sandbox: true }, 66)),
  industry: state(value('Tableware maker')),
  location: state(value('Leeds')),
  phone: state(value('+44 113 496 0100')),
  mailHost: state(value('Google', { origin: 'provider', providerId: 'doh-mx', route: 'free' }, 96)),
};

export const capture = (kind: LeadKind, fields: LeadFields, over: Partial<Capture> = {}): Capture => ({
  url: PAGE_URL, title: 'Ada Example', kind, kindReasons: ['JSON-LD Person', 'profile address'], kindScores: { person: 9, company: 2 }, fields, otherFields: {}, recipeMissing: [], truncated: false, stats: { elements: 812, tookMs: 21 }, ...over,
});
export const captureRow = (c: Capture): CaptureRow => ({ tabId: TAB, url: c.url, state: 'read', at: NOW, capture: c });

export const table = (id: string, name: string, kind: LeadKind): Table => ({ id: id as TableId, name, kind, createdAt: NOW - 90 * DAY });
export const Q3 = table('table-q3-outbound', 'Q3 outbound', 'person');
export const GUILD = table('table-guild', 'Guild members', 'person');
export const MAKERS = table('table-makers', 'Makers UK', 'company');

export const lead = (id: string, t: Table, fields: LeadFields, order = 1, createdAt = NOW - 195 * DAY): Lead => ({ id: id as LeadId, tableId: t.id, kind: t.kind, fields, keys: identityKeys(t.kind, fields), sourceUrl: PAGE_URL, order, createdAt, updatedAt: createdAt });
export const without = (fields: LeadFields, ...keys: FieldKey[]): LeadFields => Object.fromEntries(Object.entries(fields).filter(([k]) => !keys.includes(k as FieldKey)));

const balance = (meter: 'actions' | 'data_credits', available: number, granted: number, spent: number, held = 0) => ({ meter, available: available * 1e6, granted: granted * 1e6, spent: spent * 1e6, held: held * 1e6, leased: 0, deficit: 0 });
export const account = (actions = 12_482, credits = 1_934.5): MetaRows['account'] => ({
  serverUrl: 'https://kiln.example.com', serverName: 'Hearth', sandbox: false, syncedAt: NOW, limits: [], atSeq: 0, clockOffsetMs: 0,
  member: { name: 'Robin Sample', email: 'robin@hearth.example', workspace: 'Hearth Team', role: 'editor' },
  plan: { name: 'Studio', actionsMonthly: 15_000e6, creditsMonthly: 2_500e6, renewsAt: NOW + 12 * DAY },
  balances: [balance('actions', actions, 15_000, 15_000 - actions), balance('data_credits', credits, 3_312, 3_312 - credits)],
  priceBook: { version: 3, effectiveFrom: '2026-06-01', actionsPerResult: 1e6, actionTiers: [{ upTo: 10_000, microUsd: 9_000 }, { upTo: null, microUsd: 6_000 }], data: { 'find-work-email@hunter': 1e6, 'find-work-email@prospeo': 0.5e6, 'find-work-email@findymail': 1.5e6, 'verify-email@zerobounce': 0.2e6, 'verify-email@hunter': 0.3e6, 'enrich-person@people-data-labs': 2e6, 'find-mobile@prospeo': 10e6, 'enrich-company@apollo': 1e6 }, creditMicroUsd: 48_000, providers: ['hunter', 'prospeo', 'findymail', 'zerobounce', 'people-data-labs', 'apollo'] },
});

export const TASK_ID = '0198f000-0000-7000-8000-0000000r20417' as TaskId;
export const RUN_ID = 'run-ada-example' as RunId;
export const amounts = (actions: number, credits: number): Amounts => ({ actions: micro(actions * 1e6), credits: micro(credits * 1e6) });
export const run = (over: Partial<Run> = {}): Run => ({ id: RUN_ID, waterfall: waterfall('work-email'), state: 'running', leadCount: 1, cap: amounts(1, 1.5), charged: amounts(0, 0), held: amounts(0, 0), endedTasks: { found: 0, 'no-result': 0, skipped: 0, failed: 0, stopped: 0 }, createdAt: NOW - 4_300, ...over });
export const step = (index: number, over: Partial<Step>): Step => ({ index, state: 'waiting', source: 'provider', operation: 'find-work-email', creditsMax: micro(1e6), route: 'account', chargeId: `${TASK_ID}.${index}` as ChargeId, attempts: 0, ...over });
export const runningSteps = (startedAt: number): Step[] => [
  step(0, { source: 'pattern', providerId: 'zerobounce', operation: 'verify-email', state: 'rejected', attempts: 1, tookMs: 310, value: 'a.example@example.com', verdict: 'invalid', creditsMax: micro(0) }),
  step(1, { providerId: 'prospeo', state: 'no-result', attempts: 1, tookMs: 1_400, creditsMax: micro(0.5e6) }),
  step(2, { providerId: 'hunter', state: 'calling', attempts: 1, startedAt }),
  step(3, { providerId: 'findymail', creditsMax: micro(1.5e6) }),
  step(4, { providerId: 'apollo', state: 'skipped', skip: 'no-key' }),
];
export const wonSteps = (): Step[] => runningSteps(NOW).map((s) => (s.index === 2 ? { ...s, state: 'accepted', tookMs: 2_100, value: 'ada@example.com', verdict: 'valid' } : s.index === 3 ? { ...s, state: 'skipped', skip: 'answered' } : s));
export const task = (over: Partial<Task> = {}): Task => ({ id: TASK_ID, runId: RUN_ID, leadId: 'lead-ada' as LeadId, enrichment: 'work-email', state: 'running', steps: runningSteps(NOW - 1_700), createdAt: NOW - 4_300, notBefore: 0, held: amounts(1, 1.5), charged: amounts(0, 0), ...over });
export const foundTask = (over: Partial<Task> = {}): Task => task({ state: 'found', steps: wonSteps(), endedAt: NOW, charged: amounts(1, 1), answer: { workEmail: 'ada@example.com' }, verdict: 'valid', confidence: 96, ...over });
export const charge = (over: Partial<Charge> = {}): Charge => ({ id: `${TASK_ID}.2` as ChargeId, path: 'account', state: 'reserved', runId: RUN_ID, taskId: TASK_ID, leadId: 'lead-ada' as LeadId, enrichment: 'work-email', providerId: 'hunter', operation: 'find-work-email', route: 'account', quoted: amounts(1, 1.5), posted: amounts(0, 0), reservedAt: NOW + 1, ...over });

export const key = (providerId: string, status: KeyRow['status'], last4: string): KeyRow => ({ id: `live:${providerId}`, providerId, environment: 'live', iv: new Uint8Array(12), ciphertext: new ArrayBuffer(16), last4, status, checkedAt: NOW - 3_600_000 });

const provider = (id: string, name: string, needsKey: boolean, operations: ProviderSummary['operations'], sends: string[]): ProviderSummary => ({ id, name, homepage: `https://${id}.example`, origin: `https://api.${id}.example`, needsKey, ...(needsKey ? { keyLabel: 'API key', keyHelpUrl: `https://${id}.example/keys` } : {}), canCheckKey: needsKey, operations, sends });
const op = (name: ProviderSummary['operations'][number]['name'], label: string) => ({ name, label });
export const PROVIDERS: ProviderSummary[] = [
  provider('hunter', 'Hunter', true, [op('find-work-email', 'Find work email'), op('verify-email', 'Verify email'), op('enrich-person', 'Enrich person'), op('enrich-company', 'Enrich company')], ['name', 'company domain']),
  provider('prospeo', 'Prospeo', true, [op('find-work-email', 'Find work email'), op('find-mobile', 'Find mobile')], ['name', 'company domain', 'LinkedIn address']),
  provider('findymail', 'Findymail', true, [op('find-work-email', 'Find work email'), op('verify-email', 'Verify email')], ['name', 'company domain']),
  provider('people-data-labs', 'People Data Labs', true, [op('enrich-person', 'Enrich person'), op('enrich-company', 'Enrich company')], ['name', 'company', 'email', 'profile address']),
  provider('apollo', 'Apollo', true, [op('enrich-person', 'Enrich person'), op('enrich-company', 'Enrich company')], ['name', 'company domain']),
  provider('zerobounce', 'ZeroBounce', true, [op('verify-email', 'Verify email')], ['email']),
  provider('github', 'GitHub', false, [op('enrich-person', 'Enrich person'), op('enrich-company', 'Enrich company')], ['GitHub name']),
  provider('doh-mx', 'DNS and MX', false, [op('check-mail-host', 'Check mail host')], ['domain']),
  provider('rdap', 'RDAP', false, [op('check-domain', 'Check domain')], ['domain']),
  provider('wikidata', 'Wikidata', false, [op('enrich-company', 'Enrich company')], ['company name']),
  provider('gleif', 'GLEIF', false, [op('enrich-company', 'Registry data')], ['company name']),
  { ...provider('company-website', 'Company website', false, [op('enrich-company', 'Enrich company'), op('find-technologies', 'Find technologies'), op('find-phone', 'Find phone')], ['company domain']), homepage: '', origin: '', sites: ['https://*/*'], takesKey: 'no' },
];

export const activity: ActivityRow[] = [
  { id: 'a1', at: NOW - 60_000, kind: 'enriched', title: 'Work email found', detail: 'Ada Example · Hunter', taskId: TASK_ID, leadId: 'lead-ada' as LeadId, tableId: Q3.id, charged: amounts(1, 1) },
  { id: 'a2', at: NOW - 480_000, kind: 'enriched', title: 'Mobile, no result', detail: 'Ben Sample · 3 asked', taskId: TASK_ID, charged: amounts(0, 0) },
  { id: 'a3', at: NOW - 900_000, kind: 'lead-added', title: 'Ada Example added', detail: 'Q3 outbound · example.com/team/ada-example', leadId: 'lead-ada' as LeadId, tableId: Q3.id, undo: { at: NOW - 900_000, leads: [] } },
  { id: 'a4', at: NOW - 1_800_000, kind: 'exported', title: '24 leads exported', detail: 'Q3 outbound · CSV · free' },
  { id: 'a5', at: NOW - DAY, kind: 'lead-deleted', title: '3 leads deleted', detail: 'Guild members', undo: { at: NOW - DAY, leads: [] }, undoneAt: NOW - DAY },
];
