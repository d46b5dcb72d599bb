import { ChevronUp, Pause, RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import { isPaused, type Run } from '../../lib/domain/enrichment/run.ts';
import { endedOf } from '../../lib/domain/enrichment/tally.ts';
import { countOf, plural } from '../../lib/ui/format.ts';
import { amountsWords } from '../../lib/ui/price.ts';
import { useOpenRuns, type RunProgress } from '../../lib/ui/queries.ts';
import { useEndedRuns } from '../../lib/ui/run-queries.ts';
import { runStateWords } from '../../lib/ui/run-words.ts';
import { useTable } from '../../lib/ui/table-store.ts';
import { useNow, useOnline } from '../../lib/ui/use-browser.ts';
import { useCatalogue } from '../../lib/ui/use-commands.ts';
import { Bar } from '../parts/bar.tsx';
import { Button, IconButton } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { LiveRegion } from '../parts/live-region.tsx';
import { Popover } from '../parts/popover.tsx';
import { progressWords, RunButtons, RunCard } from '../parts/run-card.tsx';
import { Spinner } from '../parts/spinner.tsx';

/** How long what has ended stays at the foot: longer when something of it failed and can be asked again. */
const JUST_MS = 60_000;
const FAILED_MS = 30 * 60_000;

/** What runs, with its counts and its buttons; else what has just ended, and its failures to ask again. */
export function RunBar(): ReactElement {
  const runs = useOpenRuns();
  const ended = useEndedRuns();
  const now = useNow(1_000);
  const [first] = runs ?? [];
  const [last] = ended ?? [];
  if (first) return <UnderWay progress={first} all={runs ?? []} />;
  if (runs !== undefined && last && now - (last.endedAt ?? 0) < (last.endedTasks.failed > 0 ? FAILED_MS : JUST_MS)) return <JustEnded run={last} />;
  return <span className="k-grow" />;
}

function UnderWay({ progress, all }: { readonly progress: RunProgress; readonly all: readonly RunProgress[] }): ReactElement {
  const { run, ended, total } = progress;
  const state = runStateWords(run, useOnline());
  const { nameOf } = useCatalogue();
  return (
    <div className="k-job">
      {isPaused(run) ? <Icon of={Pause} size={14} /> : <Spinner />}
      <b className="k-nowrap">{run.waterfall.name}</b>
      <Bar percent={total === 0 ? 0 : (ended / total) * 100} tone="ember" label={run.waterfall.name} />
      <span className="k-nowrap">
        {countOf(ended)} of {countOf(total)}
      </span>
      <span className="k-3 k-trunc">{state ?? progressWords(progress)}</span>
      <RunButtons progress={progress} />
      <Popover
        label="Runs under way"
        align="end"
        trigger={
          all.length > 1 ? (
            <Button small look="ghost" icon={<Icon of={ChevronUp} size={14} />}>
              {plural(all.length, 'run')}
            </Button>
          ) : (
            <IconButton small label="More about this run">
              <Icon of={ChevronUp} size={14} />
            </IconButton>
          )
        }
      >
        <div className="k-stack k-runs">
          {all.map((one) => (
            <RunCard key={one.run.id} progress={one} nameOf={nameOf} />
          ))}
        </div>
      </Popover>
      <LiveRegion text={`${run.waterfall.name}: ${ended} of ${total}`} />
    </div>
  );
}

function JustEnded({ run }: { readonly run: Run }): ReactElement {
  const ask = useTable((state) => state.ask);
  const { failed, stopped } = run.endedTasks;
  const counts = progressWords({ run, ended: endedOf(run), total: run.leadCount, byState: { ...run.endedTasks, running: 0, queued: 0 } });
  const words = [counts, stopped > 0 ? `${countOf(stopped)} stopped` : ''].filter(Boolean).join(', ');
  const charged = run.charged.actions === 0 && run.charged.credits === 0 ? 'nothing charged' : `charged ${amountsWords(run.charged)}`;
  return (
    <div className="k-job">
      <b className="k-nowrap">{run.waterfall.name}</b>
      <span className="k-2 k-trunc">
        {words}. {charged.replace(/^./, (letter) => letter.toUpperCase())}.
      </span>
      {failed > 0 ? (
        <Button small look="ghost" icon={<Icon of={RefreshCw} size={14} />} onClick={() => ask({ waterfallIds: [run.waterfall.id], rows: 'failed' })}>
          Ask {countOf(failed)} failed again
        </Button>
      ) : null}
      <LiveRegion text={`${run.waterfall.name} has ended: ${words}, ${charged}`} />
    </div>
  );
}
