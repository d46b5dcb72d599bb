import { CAPTURE_VALUE_CHARS } from '../../core/limits.ts';
import { isLeadKey, type LeadKey } from '../lead/custom.ts';
import type { FieldKey } from '../lead/fields.ts';
import { identityKeys } from '../lead/identity.ts';
import type { FieldValue, Lead, Provenance } from '../lead/lead.ts';
import { mergeFields } from '../lead/merge.ts';
import type { Answer } from './operation.ts';
import type { Task } from './run.ts';
import type { Verdict } from './waterfall.ts';

/** How sure an address is after its check; other fields go by the provider's own figure. */
const VERDICT_CONFIDENCE: Record<Verdict, number> = { valid: 96, 'catch-all': 70, unknown: 50, invalid: 5 };
const DEFAULT_CONFIDENCE = 75;
const ADDRESS_FIELDS: readonly FieldKey[] = ['workEmail', 'email', 'personalEmail'];

/** Field values of an answer, each with where it comes from. Unknown keys and empty texts are dropped. */
export function answerValues(answer: Answer, verdict: Verdict | undefined, source: Omit<Provenance, 'origin'>): [LeadKey, FieldValue][] {
  const provenance: Provenance = { ...source, origin: 'provider' };
  const values: [LeadKey, FieldValue][] = [];
  for (const [key, text] of Object.entries(answer.fields)) {
    if (!isLeadKey(key) || key === 'emailStatus' || typeof text !== 'string' || text.trim() === '') continue;
    const figure = answer.confidence ?? DEFAULT_CONFIDENCE;
    const confidence = verdict && (ADDRESS_FIELDS as readonly string[]).includes(key) ? VERDICT_CONFIDENCE[verdict] : Math.min(100, Math.max(0, Math.round(figure)));
    const place = answer.places?.[key as keyof typeof answer.places];
    const seen = place ? { pageUrl: place.pageUrl, ...(place.text ? { evidence: { text: place.text } } : {}) } : {};
    values.push([key, { value: text.trim().slice(0, CAPTURE_VALUE_CHARS), confidence, provenance: { ...provenance, ...seen } }]);
  }
  // The status of a lead is that of its work address.
  if (verdict && (answer.fields.workEmail !== undefined || answer.fields.personalEmail === undefined)) values.push(['emailStatus', { value: verdict, confidence: 95, provenance }]);
  return values;
}

/** The lead with the values of an answer beside those it has. */
export function withValues(lead: Lead, values: readonly [LeadKey, FieldValue][], now: number): Lead {
  const fields = mergeFields(lead.fields, Object.fromEntries(values.map(([key, v]) => [key, { values: [v] }])));
  return { ...lead, fields, keys: identityKeys(lead.kind, fields), updatedAt: now };
}

/** The lead with what a task found for it while it was deleted: paid for, so it comes back with the lead. */
export function withAnswerOf(lead: Lead, task: Task, now: number): Lead {
  const step = task.steps.find((s) => s.state === 'accepted' && !s.finds);
  if (!step || !task.answer) return lead;
  const answer: Answer = { fields: task.answer, raw: '', ...(task.confidence === undefined ? {} : { confidence: task.confidence }) };
  const values = answerValues(answer, task.verdict, {
    at: (task.endedAt ?? task.createdAt) - (step.reusedAgeMs ?? 0),
    taskId: task.id,
    ...(step.providerId ? { providerId: step.providerId } : {}),
    ...(step.operation ? { operation: step.operation } : {}),
    ...(step.route ? { route: step.route } : {}),
    ...(task.sandbox ? { sandbox: true } : {}),
  });
  return withValues(lead, values, now);
}
