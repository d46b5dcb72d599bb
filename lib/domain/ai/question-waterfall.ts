import type { Waterfall } from '../enrichment/waterfall.ts';
import { columnKey, type Question } from './question.ts';

/** Answers younger than this are not asked for again. */
const FRESH_DAYS = 90;
const PREFIX = 'question.';

/** A question as what runs, quotes and receipts know: a waterfall of one step. */
export const waterfallOfQuestion = (question: Question): Waterfall => ({
  id: `${PREFIX}${question.id}`,
  name: question.name,
  enrichment: 'question',
  kind: question.kind,
  wanted: question.parts.map((part) => columnKey(question.id, part)),
  steps: [{ source: 'provider', providerId: question.providerId, operation: 'answer-question' }],
  stopAfterSameRejected: 2,
  freshnessDays: FRESH_DAYS,
  question,
});
