import { ChevronLeft } from 'lucide-react';
import { useEffect, useRef, type ReactElement } from 'react';
import type { Task } from '../../lib/domain/enrichment/run.ts';
import { TASK_ENDED } from '../../lib/domain/enrichment/run.ts';
import { focusIsLost } from '../../lib/ui/focus.ts';
import { endWords } from '../../lib/ui/steps.ts';
import { ENRICHMENT_WORDS } from '../../lib/domain/enrichment/words.ts';
import { textOf } from '../../lib/domain/lead/merge.ts';
import { nameOfLead } from '../../lib/ui/lead-rows.ts';
import { usePanel, type PanelScreen } from '../../lib/ui/panel-store.ts';
import { useFirstTask, useLead, useRun, useTask } from '../../lib/ui/queries.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { ResultView } from './result-view.tsx';
import { RunningView } from './running-view.tsx';

interface RunScreenProps {
  readonly screen: Exclude<PanelScreen, { readonly kind: 'page' }>;
  readonly nameOf: (providerId: string) => string;
}

/** One question to one lead: while it runs, and what came of it. */
export function RunScreen({ screen, nameOf }: RunScreenProps): ReactElement {
  const show = usePanel((s) => s.show);
  const byRun = useFirstTask(screen.kind === 'run' ? screen.runId : null);
  const byId = useTask(screen.kind === 'task' ? screen.taskId : null);
  const task: Task | null | undefined = screen.kind === 'run' ? byRun : byId;
  const run = useRun(task?.runId ?? null);
  const lead = useLead(task?.leadId ?? null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  const ended = task != null && TASK_ENDED.includes(task.state);
  useEffect(() => {
    // The stop button goes when the run ends.
    if (ended && focusIsLost()) back.current?.focus({ preventScroll: true });
  }, [ended]);
  const title = run?.waterfall.name ?? (task ? ENRICHMENT_WORDS[task.enrichment].ask : 'Starting');
  const who = lead ? [nameOfLead(lead.fields), textOf(lead.fields, 'companyName')].filter(Boolean).join(' · ') : '';
  const close = (): void => show({ kind: 'page' });
  return (
    <>
      <header className="k-panel__head k-panel__head--back">
        <IconButton label="Back" ref={back} onClick={close}>
          <Icon of={ChevronLeft} />
        </IconButton>
        <div className="k-grow k-panel__title">
          <h1 className="k-strong k-trunc">{title}</h1>
          <div className="k-xs k-3 k-trunc k-val">{who}</div>
        </div>
      </header>
      <span className="k-vh" role="status">
        {ended ? endWords(task, title) : ''}
      </span>
      {!task || !run ? (
        <div className="k-panel__body">
          <p className="k-panel__pad k-2">{task === null ? 'Nothing was asked.' : ''}</p>
        </div>
      ) : ended ? (
        <ResultView task={task} run={run} lead={lead ?? null} nameOf={nameOf} onClose={close} />
      ) : (
        <RunningView task={task} run={run} nameOf={nameOf} />
      )}
    </>
  );
}
