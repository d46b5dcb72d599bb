import { ChevronRight } from 'lucide-react';
import type { ReactElement } from 'react';
import type { LeadId } from '../../lib/core/ids.ts';
import { receiptOf } from '../../lib/domain/enrichment/receipt.ts';
import { durationOf, plural, shortMoment } from '../../lib/ui/format.ts';
import { usePanel } from '../../lib/ui/panel-store.ts';
import { useLeadTasks, type TaskWithRun } from '../../lib/ui/queries.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { BothAmounts } from '../parts/amount.tsx';
import { iconOfWaterfall } from '../parts/enrichment-icon.ts';
import { Icon } from '../parts/icon.tsx';
import { Spinner } from '../parts/spinner.tsx';

/** The newest answer to each question asked of this lead; a click shows its receipt. */
export function LastResults({ leadId, nameOf }: { readonly leadId: LeadId; readonly nameOf: (id: string) => string }): ReactElement | null {
  const tasks = useLeadTasks(leadId);
  const seen = new Set<string>();
  const newest = (tasks ?? []).filter(({ task, run }) => {
    const key = run?.waterfall.id ?? task.enrichment;
    return !seen.has(key) && seen.add(key);
  });
  if (newest.length === 0) return null;
  return (
    <section aria-label="Asked before">
      <div className="k-h k-h--gap">
        <span>Asked before</span>
      </div>
      <ul className="k-stack">
        {newest.map((item) => (
          <Result key={item.task.id} item={item} nameOf={nameOf} />
        ))}
      </ul>
    </section>
  );
}

const STATE_TAG = { found: ['Found', 'k-tag--ok'], 'no-result': ['No result', ''], failed: ['Failed', 'k-tag--bad'], skipped: ['Not asked', ''], stopped: ['Stopped', ''], queued: ['Queued', ''], running: ['Running', 'k-tag--ember'] } as const;

function Result({ item: { task, run }, nameOf }: { readonly item: TaskWithRun; readonly nameOf: (id: string) => string }): ReactElement {
  const show = usePanel((s) => s.show);
  const now = useNow(60_000);
  const receipt = receiptOf(task, nameOf);
  const [word, tone] = STATE_TAG[task.state];
  const open = task.state === 'queued' || task.state === 'running';
  return (
    <li>
      <button type="button" className="k-asked" onClick={() => show({ kind: 'task', taskId: task.id })}>
        {open ? <Spinner /> : <Icon of={iconOfWaterfall(run?.waterfall ?? { enrichment: task.enrichment })} />}
        <span className="k-asked__t">
          <b className="k-trunc">{run?.waterfall.name ?? receipt.title}</b>
          <span className={`k-tag ${tone}`}>{word}</span>
        </span>
        <span className="k-asked__s">
          {receipt.charged.actions > 0 || receipt.charged.credits > 0 ? <BothAmounts amounts={receipt.charged} /> : open ? 'Nothing spent yet' : `${receipt.asked > 0 ? `${plural(receipt.asked, 'source')} in ${durationOf(receipt.tookMs)}. ` : ''}Nothing charged`}
          <span className="k-3">{open ? '' : ` · ${shortMoment(receipt.at, now)}`}</span>
        </span>
        <Icon of={ChevronRight} size={14} />
      </button>
    </li>
  );
}
