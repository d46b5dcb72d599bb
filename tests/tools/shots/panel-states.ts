/** Each state of the side panel: the rows it needs, what the background answers, and what to press before the picture. */
import type { Page } from '@playwright/test';
import type { Quote } from '../../../lib/domain/enrichment/quote.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { draft, draftSingle } from './draft-seeds.ts';
import { DAY, GUILD, MAKERS, NOW, PAGE_URL, Q3, RUN_ID, TAB, TASK_ID, account, activity, amounts, capture, captureRow, charge, companyFields, foundTask, lead, personFields, run, state, step, table, task, value, waterfall, without } from './seeds.ts';

export interface Shot {
  readonly name: string;
  readonly page: 'sidepanel' | 'table' | 'options';
  readonly width: number;
  readonly height: number;
  /** Further widths to be looked at. */
  readonly widths?: readonly number[];
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
  readonly hash?: string;
  readonly quote?: Partial<Quote>;
  readonly offline?: boolean;
  /** Answers beside the usual ones, by command name. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly press?: (page: Page) => Promise<void>;
  /** Address the browser tells of the tab; null = it does not tell. */
  readonly tabUrl?: string | null;
  /** A command that stays without an answer. Ids that a page makes are all SAVE_ID. */
  readonly pending?: string;
}

export const quoteStep = (providerId: string, credits: number, route: 'free' | 'own' | 'account' = 'account') => ({ source: 'provider' as const, providerId, route, creditsMax: micro(credits * 1e6), askable: 1 });
export const QUOTE: Quote = { waterfallId: 'work-email', leads: 1, asked: 1, max: amounts(1, 1.5), min: amounts(0, 0), steps: [{ source: 'pattern', creditsMax: micro(0), askable: 1 }, quoteStep('prospeo', 0.5), quoteStep('hunter', 1), quoteStep('findymail', 1.5)], skips: [], confirm: false };

const meta = (extra: Record<string, unknown> = {}): unknown[] => Object.entries({ settings: { theme: 'system', currentTables: { person: Q3.id, company: MAKERS.id }, sandboxUrl: null }, account: account(), sync: { state: 'idle', at: NOW }, ...extra }).flatMap(([key, v]) => (v === null ? [] : [{ key, value: v }]));
const tables = [Q3, GUILD, MAKERS];
const known = lead('lead-ada', Q3, { ...without(personFields, 'companyDomain'), title: state(value('Operations Manager', { at: NOW - 195 * DAY })) });
const answered = lead('lead-ada', Q3, { ...personFields, workEmail: state(value('ada@example.com', { origin: 'provider', providerId: 'hunter', route: 'account' }, 96), value('a.example@example.com', { origin: 'import', at: NOW - 30 * DAY }, 40)) });
const tally = (calls: number, answered: number, missed: number, failed: number, out = 0) => ({ out, answered, missed, rejected: Math.max(0, calls - answered - missed - failed), failed, tookMs: calls * 740 });

const panel = (name: string, rows: Shot['rows'], over: Partial<Shot> = {}): Shot => ({ name: `panel-${name}`, page: 'sidepanel', width: 360, height: 760, rows: { meta: meta(), tables_: tables, ...rows }, ...over });
const person = { captures: [captureRow(capture('person', personFields))] };
const showRun = async (page: Page): Promise<void> => page.getByRole('button', { name: /Find work email/ }).last().click();

export const panelShots: Shot[] = [
  panel('reading', { captures: [{ tabId: TAB, url: PAGE_URL, state: 'reading', at: NOW }] }),
  panel('person-new', person),
  panel('person-known', { ...person, leads: [known] }),
  panel('person-evidence', { ...person, leads: [known] }, { press: (p) => p.getByRole('button', { name: /^Title: / }).click() }),
  panel('person-rivals', { ...person, leads: [answered], runs: [run({ state: 'ended', endedAt: NOW })], tasks: [foundTask()] }, { press: (p) => p.getByRole('button', { name: /^Work email: / }).click() }),
  panel('person-asked', { ...person, leads: [answered], runs: [run({ state: 'ended' }), run({ id: 'run-m' as never, waterfall: waterfall('mobile'), state: 'ended' })], tasks: [foundTask(), task({ id: 'task-mobile' as never, runId: 'run-m' as never, enrichment: 'mobile', state: 'no-result', endedAt: NOW, steps: [step(0, { providerId: 'people-data-labs', state: 'no-result', attempts: 1 })] })] }),
  panel('company', { captures: [captureRow(capture('company', companyFields, { url: 'https://example.com/' }))] }, { tabUrl: 'https://example.com/', quote: { max: amounts(1, 0), steps: [quoteStep('gleif', 0, 'free'), quoteStep('wikidata', 0, 'free')] } }),
  panel('needs-click', {}, { tabUrl: 'https://directory.example.org/members' }),
  panel('problem-pdf', { captures: [{ tabId: TAB, url: 'https://example.com/report.pdf', state: 'problem', problem: 'pdf', at: NOW }] }),
  panel('problem-timeout', { captures: [{ tabId: TAB, url: PAGE_URL, state: 'problem', problem: 'timeout', at: NOW }] }),
  panel('nothing', { captures: [captureRow(capture('person', {}, { url: 'https://notes.example.net/draft' }))] }),
  panel('running', { ...person, leads: [answered], runs: [run()], tasks: [task()], charges: [charge()] }, { press: showRun }),
  panel('result', { ...person, leads: [answered], runs: [run({ state: 'ended' })], tasks: [foundTask()] }, { press: showRun }),
  panel('result-sandbox', { ...person, leads: [answered], runs: [run({ state: 'ended', waterfall: waterfall('person') })], tasks: [foundTask({ enrichment: 'person', sandbox: true, answer: { title: 'Head of Operations', companyName: 'Example Works', location: 'Leeds, United Kingdom', linkedinUrl: 'https://linkedin.com/in/ada-example' } })], meta: meta({ settings: { theme: 'system', currentTables: {}, sandboxUrl: 'http://127.0.0.1:4100' } }) }, { press: (p) => p.getByRole('button', { name: /Complete profile/ }).last().click() }),
  panel('no-result', { ...person, leads: [known], runs: [run({ state: 'ended' })], tasks: [task({ state: 'no-result', endedAt: NOW, steps: task().steps.map((s) => (s.state === 'calling' || s.state === 'waiting' ? { ...s, state: 'no-result', attempts: 1, tookMs: 1_900 } : s)) })] }, { press: showRun }),
  panel('failed', { ...person, leads: [known], runs: [run({ state: 'ended' })], tasks: [task({ state: 'failed', endedAt: NOW, held: amounts(0, 0), steps: [step(0, { providerId: 'hunter', route: 'own', state: 'failed', attempts: 1, error: { kind: 'auth', retryable: false, status: 401, detail: 'No user found for the API key supplied' }, creditsMax: micro(0) }), step(1, { providerId: 'prospeo', state: 'no-result', attempts: 1, tookMs: 900 })] })] }, { press: showRun }),
  panel('no-credits', { ...person, leads: [known], meta: meta({ account: account(12_482, 0.4) }) }, { offline: false, quote: { blocked: 'no-credits', shortBy: micro(1.1e6), steps: [quoteStep('hunter', 0, 'own'), quoteStep('github', 0, 'free'), quoteStep('findymail', 1.5)] } }),
  panel('offline', { ...person, leads: [known], runs: [run()], tasks: [task({ state: 'queued' })] }, { offline: true, quote: { blocked: 'offline' } }),
  panel('no-input', { captures: [captureRow(capture('person', without(personFields, 'companyDomain', 'companyName'), { truncated: true, recipeId: 'code-profile', recipeMissing: ['phone', 'location'] }))], meta: meta({ account: null }) }, { quote: { blocked: 'nothing-to-ask', asked: 0, steps: [{ ...quoteStep('hunter', 1), askable: 0, skip: 'missing-input' }], skips: [{ reason: 'missing-input', count: 1 }] } }),
  panel('activity', { activity, runs: [run({ leadCount: 942 })], tasks: [task(), foundTask({ id: 'task-2' as never }), foundTask({ id: 'task-3' as never })], charges: [charge()] }, { press: (p) => p.getByRole('tab', { name: 'Activity' }).click() }),
  panel('activity-runs', {
    activity: activity.slice(0, 2),
    runs: [
      run({ leadCount: 942, begun: 41, endedTasks: { found: 484, 'no-result': 79, failed: 6, skipped: 12, stopped: 0 }, charged: amounts(484, 310), sources: { pattern: tally(581, 120, 455, 2), prospeo: tally(455, 210, 230, 0, 8), hunter: tally(230, 110, 88, 6, 24) } }),
      run({ id: 'run-paused' as never, waterfall: waterfall('mobile'), state: 'paused', pause: { reason: 'estimate', at: NOW - 60_000 }, leadCount: 120, endedTasks: { found: 31, 'no-result': 9, failed: 0, skipped: 0, stopped: 0 }, charged: amounts(31, 310), expected: amounts(24, 240) }),
      run({ id: 'run-starting' as never, waterfall: waterfall('company'), state: 'starting', leadCount: 2_500, planned: { leads: 2_500, of: 10_000 } }),
      run({ id: 'run-ended' as never, waterfall: waterfall('work-email'), state: 'ended', leadCount: 250, endedAt: NOW - 3_600_000, createdAt: NOW - 4_000_000, endedTasks: { found: 201, 'no-result': 37, failed: 12, skipped: 0, stopped: 0 }, charged: amounts(201, 120.5) }),
    ],
    providerHealth: [{ id: 'live/hunter', providerId: 'hunter', failures: 5, rests: 1, restFrom: NOW - 5_000, restUntil: Date.now() + 600_000, why: 'fault' }],
  }, { press: async (p) => { await p.getByRole('tab', { name: 'Activity' }).click(); await p.getByRole('button', { name: 'By source' }).first().click(); } }),
  panel('activity-no-account', { activity: activity.slice(2, 3), meta: meta({ account: null }) }, { press: (p) => p.getByRole('tab', { name: 'Activity' }).click() }),
  panel('sign-in', { ...person, meta: meta({ account: null }) }, { press: (p) => p.getByRole('button', { name: /No account/ }).click() }),
  panel('sign-in-code', { ...person, meta: meta({ account: null, signIn: { serverUrl: 'https://kiln.example.com', userCode: 'WDJB-MJHT', verificationUri: 'https://kiln.example.com/device', expiresAt: NOW + 580_000, state: 'waiting' } }) }, { press: (p) => p.getByRole('button', { name: 'Show', exact: true }).click() }),
  panel('confirm', { ...person, leads: [known] }, { quote: { confirm: true, max: amounts(942, 1_413), asked: 942, leads: 942, maxMicroUsd: 74_420_000, skips: [{ reason: 'already-known', count: 118 }] }, press: (p) => p.getByRole('button', { name: /^Find work email/ }).click() }),
  panel('menu', { ...person }, { press: (p) => p.getByRole('button', { name: /Save to table/ }).click() }),
  panel('picking', { drafts: [{ ...draft(), state: 'picking' }] }, { answers: { 'picker.poll': { state: 'left' } } }),
  panel('draft-list', { drafts: [draft()] }),
  panel('draft-pattern', { drafts: [draft()] }, { press: (p) => p.getByLabel('Pages it is for').fill('https://directory.example.org') }),
  panel('draft-throw', { drafts: [draft()] }, { press: (p) => p.getByRole('button', { name: 'Throw away' }).click() }),
  panel('draft-single', { drafts: [draftSingle()] }, { answers: { 'picker.edit': null } }),
  panel('draft-320', { drafts: [draft()] }, { width: 320 }),
  panel('320', { ...person, leads: [known] }, { width: 320 }),
  panel('480', { ...person, leads: [known] }, { width: 480 }),
  panel('hostile-320', { captures: [captureRow(capture('person', { name: state(value('<img src=x onerror=alert(1)> Wolfeschlegelsteinhausenbergerdorff the very long \u202Egnp.exe')), title: state(value('Senior Executive Vice President of Absolutely Everything and Then Some More')), companyName: state(value('Donaudampfschifffahrtsgesellschaft mbH & Co. KGaA')), profileUrl: state(value('javascript:alert(1)')), website: state(value(`https://example.com/${'very-long-path/'.repeat(9)}`)) }))], tables_: [table('table-long', 'A table with quite a long name that cannot fit', 'person')] }, { width: 320 }),
  panel('running-long', { ...person, leads: [answered], runs: [run({ state: 'stopping' })], tasks: [task()], charges: [charge()] }, { press: showRun, width: 320 }),
];
export const TASK = TASK_ID;
export const RUN = RUN_ID;
