/** States of the AI questions in the options, and of an answer of one in the table. */
import type { Page } from '@playwright/test';
import type { QuestionOutputs } from '../../../lib/contracts/question-commands.ts';
import type { ProviderSummary } from '../../../lib/contracts/commands.ts';
import { columnsOfQuestion, type Question } from '../../../lib/domain/ai/question.ts';
import { waterfallOfQuestion } from '../../../lib/domain/ai/question-waterfall.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import type { LeadId } from '../../../lib/core/ids.ts';
import type { Shot } from './panel-states.ts';
import { amounts, capture, captureRow, companyFields, key, MAKERS, NOW, PROVIDERS, run, step, task } from './seeds.ts';

const ai = (id: string, name: string, needsKey = true): ProviderSummary => ({ id, name, homepage: `https://${id}.example`, origin: 'http://127.0.0.1:9', needsKey, takesKey: needsKey ? 'must' : 'may', canCheckKey: true, operations: [{ name: 'answer-question', label: 'Answer a question' }], sends: ['question and the fields it uses'] });
const COMPATIBLE: ProviderSummary = { ...ai('openai-compatible', 'OpenAI-compatible'), takesKey: 'may', address: { label: 'Address of the API', example: 'http://localhost:1234/v1', required: true }, keyLabel: 'API key, if it wants one' };
const CATALOGUE = [...PROVIDERS, ai('openai', 'OpenAI'), ai('anthropic', 'Anthropic'), ai('gemini', 'Google Gemini'), ai('ollama', 'Ollama', false), COMPATIBLE];

const field = (value: string) => ({ values: [{ value, confidence: 90, provenance: { origin: 'page' as const, at: NOW - 60_000, pageUrl: 'https://oakline.example', method: 'jsonld' as const } }] });
const ONLINE: Question = { id: 'q-online', name: 'Sells online', kind: 'company', providerId: 'openai', model: 'gpt-5-mini', prompt: 'Can customers buy from {name} online? See {website} and {description}.', fields: [], pages: true, parts: [{ key: 'answer', name: 'Sells online', type: 'yes-no' }], maxTokens: 1_000, createdAt: NOW - 9 };
const MARKET: Question = { ...ONLINE, id: 'q-market', name: 'Market', prompt: 'Which market is {name} in, how many shops does it have, and who does it sell to? {description}', parts: [{ key: 'segment', name: 'Segment', type: 'choice', options: ['Shops', 'Makers', 'Services'] }, { key: 'shops', name: 'Shops', type: 'number' }, { key: 'sells_to', name: 'Sells to', type: 'text' }], createdAt: NOW - 8 };
const ROLE: Question = { ...ONLINE, id: 'q-role', name: 'Decides on tools', kind: 'person', prompt: 'Does a {title} decide on software?', pages: false, createdAt: NOW - 7 };
const column = columnsOfQuestion(ONLINE)[0]?.key ?? 'x.none';
const asked = task({
  leadId: 'lead-oakline' as LeadId, enrichment: 'question', state: 'found', endedAt: NOW - 2_000, charged: amounts(1, 0), held: amounts(1, 0), answer: { [column]: 'Yes' }, confidence: 60,
  steps: [step(0, { providerId: 'openai', operation: 'answer-question', route: 'own', state: 'accepted', attempts: 1, tookMs: 1_240, value: 'Yes', usage: { tokens: { input: 1_240, output: 35 }, microUsd: 380 } })],
});
const leads = [
  { id: 'lead-oakline', name: 'Oakline Bakery', description: 'A bakery in three towns with a shop on the web.', answer: 'Yes' },
  { id: 'lead-works', name: 'Example Works', description: 'Makers of wooden doors.', answer: undefined },
].map(({ id, name, description, answer }, i) => ({
  id, tableId: MAKERS.id, kind: 'company', order: i, keys: [], createdAt: NOW - 900_000, updatedAt: NOW - 60_000, sourceUrl: 'https://oakline.example',
  fields: { name: field(name), website: field(`https://${id}.example/`), description: field(description), ...(answer ? { [column]: { values: [{ value: answer, confidence: 60, provenance: { origin: 'provider', at: NOW - 2_000, providerId: 'openai', operation: 'answer-question', route: 'own', taskId: asked.id } }] } } : {}) },
}));
const meta = [{ key: 'settings', value: { theme: 'system', currentTables: {}, sandboxUrl: null } }, { key: 'sync', value: { state: 'idle', at: NOW } }];
const columns = [ONLINE, MARKET, ROLE].flatMap((q) => [...columnsOfQuestion(q)]);
const rows = { meta, tables_: [MAKERS], leads, keys: [key('openai', 'works', '4c2a')], questions: [ONLINE, MARKET, ROLE], columns };
const TRIED: QuestionOutputs['question.try'] = { values: { answer: 'Yes' }, usage: { tokens: { input: 1_240, output: 35 }, microUsd: 380 }, tookMs: 1_240 };
const QUOTED = { waterfallId: 'question.q-online', leads: 1, asked: 1, max: amounts(1, 0), min: amounts(0, 0), steps: [{ source: 'provider', providerId: 'openai', operation: 'answer-question', route: 'own', creditsMax: 0, askable: 1 }], skips: [], confirm: false, ai: { providerId: 'openai', model: 'gpt-5-mini', questions: 1, tokens: { least: 420, most: 1_900 }, microUsd: { least: 120, most: 2_300 }, pricesOn: '2026-11' } };

const shot = (name: string, hash: string, over: Partial<Shot> = {}): Shot => ({ name: `options-questions${name}`, page: 'options', width: 1400, height: 860, hash, rows, answers: { 'catalogue.list': CATALOGUE, 'question.try': TRIED }, ...over });
const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();

export const questionShots: Shot[] = [
  shot('', 'questions/q-online', { press: press('Ask about this lead') }),
  shot('-parts', 'questions/q-market', { height: 980, answers: { 'catalogue.list': CATALOGUE, 'question.try': { ...TRIED, values: { segment: 'Shops', sells_to: 'People in three towns' } } }, press: press('Ask about this lead') }),
  shot('-failed', 'questions/q-online', { answers: { 'catalogue.list': CATALOGUE, 'question.try': { values: null, problem: 'The key was refused, or none is set. It says: Incorrect API key provided.', tookMs: 210 } }, press: press('Ask about this lead') }),
  shot('-new', 'questions/new'),
  shot('-none', 'questions', { rows: { meta, tables_: [MAKERS], leads: [], keys: [], questions: [], columns: [] } }),
  shot('-narrow', 'questions/q-market', { width: 360, height: 2_100 }),
  shot('-medium', 'questions/q-online', { width: 1000, height: 1_100 }),
  shot('-key', 'providers/openai-compatible', { height: 760 }),
  {
    name: 'panel-question', page: 'sidepanel', width: 360, height: 900, tabUrl: 'https://example.com/', rows: { ...rows, captures: [captureRow(capture('company', companyFields, { url: 'https://example.com/' }))] },
    answers: { 'catalogue.list': CATALOGUE, 'waterfall.list': [ONLINE, MARKET].map(waterfallOfQuestion), 'run.quote': QUOTED },
  },
  {
    name: 'panel-question-result', page: 'sidepanel', width: 360, height: 900, tabUrl: 'https://example.com/',
    rows: { ...rows, captures: [captureRow(capture('company', companyFields, { url: 'https://example.com/' }))], runs: [run({ state: 'ended', waterfall: waterfallOfQuestion(ONLINE), endedAt: NOW })], tasks: [asked], activity: [{ id: 'a1', at: NOW, kind: 'enriched', title: 'AI question found', detail: 'Oakline Bakery · OpenAI', taskId: asked.id, leadId: asked.leadId, tableId: MAKERS.id, charged: amounts(1, 0) }] },
    answers: { 'catalogue.list': CATALOGUE, 'waterfall.list': [ONLINE].map(waterfallOfQuestion), 'run.quote': QUOTED },
    press: async (page) => {
      await page.getByRole('tab', { name: 'Activity' }).click();
      await page.getByText('AI question found').click();
    },
  },
  { name: 'table-question', page: 'table', width: 1400, height: 760, hash: 'table=' + encodeURIComponent(MAKERS.id), rows: { ...rows, tasks: [asked], runs: [] }, answers: { 'catalogue.list': CATALOGUE, 'waterfall.list': [...WATERFALL_TEMPLATES, ...[ONLINE, MARKET].map(waterfallOfQuestion)], 'run.quote': QUOTED }, press: async (page) => {
    await page.keyboard.press('Tab');
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
  } },
];
