/** States of the waterfall editor, of the limits, and of the price step by step. */
import type { Quote, QuoteStep } from '../../../lib/domain/enrichment/quote.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { learnedShots } from './learned-states.ts';
import { QUOTE, type Shot } from './panel-states.ts';
import { tableShots } from './table-states.ts';
import { MAKERS, NOW, PROVIDERS, Q3, account, amounts, captureRow, capture, key, lead, personFields, waterfall } from './seeds.ts';

const [FIRST_TABLE] = tableShots;
const TABLE: Shot = tableShots.find((shot) => shot.name === 'table-main') ?? FIRST_TABLE ?? { name: '', page: 'table', width: 0, height: 0, rows: {} };
const meta = (extra: Record<string, unknown> = {}): unknown[] => Object.entries({ settings: { theme: 'system', currentTables: {}, sandboxUrl: null }, account: account(), sync: { state: 'idle', at: NOW }, ...extra }).flatMap(([k, v]) => (v === null ? [] : [{ key: k, value: v }]));
const leads = Array.from({ length: 100 }, (_, i) => lead(`lead-${i}`, Q3, personFields));
const email = waterfall('work-email');
const mine: Waterfall = {
  ...email, id: 'cheapest-first', name: 'Work email, cheapest first', order: 'learned', stopAfterMisses: 4, stopAtCredits: micro(1_500_000), fanOut: 2,
  steps: [
    { source: 'pattern' },
    { source: 'provider', providerId: 'prospeo', operation: 'find-work-email' },
    { source: 'provider', providerId: 'hunter', operation: 'find-work-email', only: { match: 'all', tests: [{ field: 'country', test: 'is', values: ['DE', 'Austria'] }, { field: 'employees', test: 'more', values: ['50'] }] } },
    { source: 'provider', providerId: 'findymail', operation: 'find-work-email', timeoutMs: 5_000, only: { match: 'any', tests: [{ field: 'seniority', test: 'is', values: ['C-level', 'VP'] }] } },
    { source: 'provider', providerId: 'apollo', operation: 'find-work-email', isOff: true },
    { source: 'provider', providerId: 'old-partner', operation: 'find-work-email' },
  ],
};
const figures = (providerId: string, credits: number, askable: number, asked: number, answers: number, chance: number, attempts: number, tookMs: number): QuoteStep => ({ source: 'provider', providerId, operation: 'find-work-email', route: 'account', creditsMax: micro(credits * 1e6), askable, asked, answers, chance, attempts, tookMs });
const quote: Partial<Quote> = {
  leads: 100, asked: 92, max: amounts(92, 138), expected: { ...amounts(77, 59.5), found: 77.2, attempts: 1_904, microUsd: 3_283_000 }, maxMicroUsd: 7_268_000,
  skips: [{ reason: 'already-known', count: 6 }, { reason: 'missing-input', count: 2 }],
  steps: [
    { source: 'provider', providerId: 'wikidata', operation: 'find-domain', finds: 'companyDomain', route: 'free', creditsMax: micro(0), askable: 12, asked: 12, answers: 8, chance: 0.66, attempts: 41, tookMs: 700 },
    { source: 'pattern', creditsMax: micro(200_000), askable: 92, asked: 92, answers: 14, chance: 0.15, attempts: 640, tookMs: 300 },
    figures('prospeo', 0.5, 92, 78, 20, 0.24, 588, 1_400),
    { ...figures('hunter', 1, 60, 40, 29, 0.47, 410, 2_100), skips: [{ reason: 'condition', count: 32 }] },
    figures('findymail', 1.5, 30, 20, 14.2, 0.52, 266, 2_800),
    { source: 'provider', providerId: 'old-partner', operation: 'find-work-email', creditsMax: micro(0), askable: 0, skip: 'no-key' },
  ],
};
const PROVIDERS_HERE = PROVIDERS.map((p) => (p.id === 'apollo' ? { ...p, operations: [...p.operations, { name: 'find-work-email', label: 'Find work email' }] } : p.id === 'wikidata' ? { ...p, operations: [...p.operations, { name: 'find-domain', label: 'Find domain' }] } : p));
const rows = { meta: meta(), tables_: [Q3, MAKERS], leads, keys: [key('people-data-labs', 'works', '4c2a')], waterfalls: [mine] };
const answers = { ...learnedShots[0]?.answers, 'catalogue.list': PROVIDERS_HERE, 'waterfall.list': [mine, ...['work-email', 'mobile', 'person', 'verify-email', 'personal-email', 'linkedin', 'company', 'registry', 'mail-host', 'technologies'].map(waterfall)], 'waterfall.save': { id: 'cheapest-first' } };
const options = (name: string, hash: string, over: Partial<Shot> = {}): Shot => ({ name: `waterfalls-${name}`, page: 'options', width: 1400, height: 1_250, hash, rows, quote, answers, ...over });
const person = { captures: [captureRow(capture('person', personFields))] };
const panel = (name: string, over: Partial<Shot> = {}): Shot => ({ name: `waterfalls-panel-${name}`, page: 'sidepanel', width: 360, height: 760, rows: { ...rows, ...person, leads: [] }, quote: { ...quote, leads: 1, asked: 1, max: amounts(1, 1.5), maxMicroUsd: 79_000, expected: { ...amounts(0.84, 0.65), found: 0.84, attempts: 1_904, microUsd: 36_000 }, skips: [] }, answers, ...over });

export const waterfallsShots: Shot[] = [
  options('own', 'waterfalls/cheapest-first'),
  options('template', 'waterfalls/registry'),
  options('general', 'waterfalls/work-email', { quote: { ...quote, expected: { ...amounts(60, 20), found: 60, attempts: 0 }, steps: (quote.steps ?? []).map((s) => ({ ...s, attempts: 0 })) } }),
  options('condition', 'waterfalls/cheapest-first', { press: (p) => p.getByRole('button', { name: 'Rules of Hunter' }).click() }),
  options('lifted', 'waterfalls/cheapest-first', {
    press: async (p) => {
      await p.getByRole('button', { name: 'Move Prospeo' }).press('Enter');
      await p.keyboard.press('ArrowDown');
    },
  }),
  options('add', 'waterfalls/cheapest-first', { press: (p) => p.getByRole('button', { name: 'Add a step' }).click() }),
  options('new', 'waterfalls', { press: (p) => p.getByRole('button', { name: 'New waterfall' }).click() }),
  options('import', 'waterfalls', { press: (p) => p.getByRole('button', { name: 'Import' }).click() }),
  options('menu', 'waterfalls/cheapest-first', { press: (p) => p.getByRole('button', { name: 'More for Work email, cheapest first' }).click() }),
  options('empty', 'waterfalls/cheapest-first', { rows: { ...rows, leads: [], tables_: [], keys: [], meta: meta({ account: null }) }, answers: { ...answers, 'waterfall.list': [{ ...mine, steps: [], order: 'fixed' }] } }),
  options('medium', 'waterfalls/cheapest-first', { width: 1_000, height: 1_700 }),
  options('narrow', 'waterfalls/cheapest-first', { width: 390, height: 2_600, press: (p) => p.getByRole('button', { name: 'Rules of Hunter' }).click() }),
  options('limits', 'limits', { height: 760, rows: { ...rows, meta: meta({ limits: { run: { credits: micro(500e6) }, day: { actions: micro(2_000e6), credits: micro(250.5e6) }, confirmAtCredits: micro(100e6) } }) } }),
  options('limits-narrow', 'limits', { width: 390, height: 900 }),
  panel('buttons'),
  panel('buttons-320', { width: 320 }),
  panel('price', { press: (p) => p.getByRole('button', { name: /Price of .*Find work email/ }).click() }),
  panel('capped', { quote: { ...quote, capped: { scope: 'day', meter: 'data_credits', limit: micro(100e6), left: micro(12e6) } }, press: (p) => p.getByRole('button', { name: /Price of .*Find work email/ }).click() }),
  {
    ...TABLE, name: 'waterfalls-table-price', quote: { ...quote, ...QUOTE_CONFIRM() }, answers,
    press: async (p) => {
      await TABLE.press?.(p);
      await p.getByRole('button', { name: 'Other enrichments' }).click();
      await p.getByRole('menuitem', { name: 'Price step by step' }).click();
    },
  },
];

function QUOTE_CONFIRM(): Partial<Quote> {
  return { waterfallId: QUOTE.waterfallId, confirm: true, capped: { scope: 'run', meter: 'data_credits', limit: micro(100e6), left: micro(100e6) } };
}
