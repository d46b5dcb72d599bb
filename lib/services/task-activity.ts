import { ENRICHMENTS } from '../domain/enrichment/enrichments.ts';
import { leadLabel } from '../domain/enrichment/plan.ts';
import { receiptOf } from '../domain/enrichment/receipt.ts';
import type { Task } from '../domain/enrichment/run.ts';
import type { EnrichmentId } from '../domain/enrichment/waterfall.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { Catalogue } from '../providers/own-source.ts';
import type { ActivityRow } from '../storage/database.ts';

const QUESTION: Partial<Record<EnrichmentId, string>> = { person: 'Profile', company: 'Company data' };

/** The line in Activity for a task that has ended: what came of it, about whom, from whom, for how much. */
export const activityOfTask =
  (catalogue: Catalogue, now: () => number) =>
  (task: Task, lead: Lead | undefined): Omit<ActivityRow, 'id' | 'taskId'> => {
    const answered = task.steps.find((s) => s.state === 'accepted' && !s.finds);
    const { asked } = receiptOf(task);
    const question = QUESTION[task.enrichment] ?? ENRICHMENTS[task.enrichment].noun;
    const name = answered?.source === 'pattern' ? 'Pattern guess' : catalogue.get(answered?.providerId ?? '')?.name;
    const said = { found: 'found', 'no-result': 'no result', failed: 'failed', skipped: 'not asked', stopped: 'stopped', queued: 'queued', running: 'running' }[task.state];
    return {
      at: task.endedAt ?? now(),
      kind: 'enriched',
      title: `${question}${task.state === 'found' ? ' ' : ', '}${said}`,
      detail: [lead ? leadLabel(lead) : 'A deleted lead', name ?? (asked > 0 ? `${asked} asked` : '')].filter(Boolean).join(' · '),
      charged: task.charged,
      leadId: task.leadId,
      ...(lead ? { tableId: lead.tableId } : {}),
    };
  };
