/** States of the learned order in the options page; the figures are worked out from counts, not written down. */
import type { PlannedStep } from '../../../lib/domain/enrichment/plan.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import type { Waterfall } from '../../../lib/domain/enrichment/waterfall.ts';
import { micro } from '../../../lib/domain/ledger/amount.ts';
import { stepCost } from '../../../lib/domain/learning/cost.ts';
import type { EvidenceCell } from '../../../lib/domain/learning/evidence.ts';
import { explainOrder } from '../../../lib/domain/learning/explain.ts';
import { fitModel } from '../../../lib/domain/learning/model.ts';
import { segmentOfKey } from '../../../lib/domain/learning/segment.ts';
import type { Shot } from './panel-states.ts';
import { MAKERS, NOW, Q3, account, key } from './seeds.ts';

const arm = (id: string): string => `find-work-email@${id}`;
function cell(id: string, missed: readonly string[], counts: readonly [answered: number, accepted: number, rejected: number], ms: number, segment = '?|?|?'): EvidenceCell {
  const [answered, accepted, rejected] = counts;
  return { key: `${id} ${missed.join()} ${segment}`, group: 'g', arm: arm(id), segment, missed: missed.map(arm).sort(), answered, accepted, rejected, failed: 2, timed: answered, logMs: answered * Math.log(ms), at: NOW };
}
const CELLS: readonly EvidenceCell[] = [
  cell('pattern', [], [420, 58, 180], 300),
  cell('prospeo', ['pattern'], [362, 84, 9], 1_400),
  cell('hunter', ['pattern', 'prospeo'], [278, 130, 12], 2_100),
  cell('hunter', ['pattern'], [60, 31, 3], 2_000, 'de|?|top'),
  cell('findymail', ['hunter', 'pattern', 'prospeo'], [148, 70, 4], 2_800),
  cell('findymail', ['pattern'], [90, 38, 2], 2_700, 'de|11-50|?'),
  cell('apollo', ['findymail', 'hunter', 'pattern', 'prospeo'], [78, 1, 1], 900),
];

const ROUTES: Readonly<Record<string, [PlannedStep['route'], number]>> = { pattern: ['account', 0.1], prospeo: ['account', 0.5], hunter: ['account', 1], findymail: ['account', 1.5], apollo: ['account', 1] };

function explained(over: Partial<Waterfall>, cells: readonly EvidenceCell[], segment = '?|?|?', own: readonly string[] = []) {
  const waterfall: Waterfall = { ...(WATERFALL_TEMPLATES.find((w) => w.id === 'work-email') as Waterfall), ...over };
  const ids = ['pattern', 'prospeo', 'findymail', 'apollo', 'hunter', 'people-data-labs'];
  const steps = ids.map((id): PlannedStep => {
    const [route, credits] = own.includes(id) ? ['own' as const, 0] : (ROUTES[id] ?? [undefined, 0]);
    return { source: id === 'pattern' ? 'pattern' : 'provider', providerId: id, operation: 'find-work-email', creditsMax: micro(credits * 1e6), ...(route ? { route } : { skip: 'no-key' }) };
  });
  const costOf = (step: PlannedStep) => stepCost({ route: step.route ?? 'free', operation: 'find-work-email', credits: step.creditsMax, charged: step.providerId === 'hunter' ? 'call' : 'found', money: { creditMicroUsd: 50_000, actionMicroUsd: 4_000 } });
  const explanation = explainOrder(waterfall, steps, segmentOfKey(segment), 'live', { model: fitModel(cells, NOW), costOf });
  return { ...explanation, choices: cells.length === 0 ? { countries: [], sizes: [], seniorities: [] } : { countries: [{ value: 'de', attempts: 150 }, { value: 'us', attempts: 96 }], sizes: [{ value: '11-50', attempts: 90 }], seniorities: [{ value: 'top', attempts: 60 }] } };
}

const meta = Object.entries({ settings: { theme: 'system', currentTables: {}, sandboxUrl: null }, account: account(), sync: { state: 'idle', at: NOW } }).map(([k, v]) => ({ key: k, value: v }));
const shot = (name: string, explanation: unknown, over: Partial<Shot> = {}): Shot => ({
  name: `learned-${name}`, page: 'options', width: 1400, height: 1_080, hash: 'waterfalls/work-email', rows: { meta, tables_: [Q3, MAKERS], keys: [key('people-data-labs', 'works', '4c2a')] },
  answers: { 'learning.explain': explanation },
  press: async (page) => page.getByText('Why this order, in numbers').click(),
  ...over,
});

export const learnedShots: Shot[] = [
  shot('on', explained({ order: 'learned' }, CELLS)),
  shot('own-keys', explained({ order: 'learned', learning: { first: [arm('findymail')], keepShare: 0.97 } }, CELLS, 'de|?|?', ['hunter', 'findymail'])),
  shot('empty', explained({}, [])),
  shot('narrow', explained({ order: 'learned' }, CELLS), { width: 360, height: 1_400 }),
];
