import { FlaskConical } from 'lucide-react';
import { useMemo, useState, type ReactElement } from 'react';
import type { ProviderSummary } from '../../lib/contracts/commands.ts';
import type { QuestionDraft, QuestionOutputs } from '../../lib/contracts/question-commands.ts';
import type { LeadId } from '../../lib/core/ids.ts';
import { estimateOf } from '../../lib/domain/ai/estimate.ts';
import { dataOf, promptOf } from '../../lib/domain/ai/prompt.ts';
import type { Question } from '../../lib/domain/ai/question.ts';
import { requestOrigin } from '../../lib/ui/browser.ts';
import { useLeadClips } from '../../lib/ui/clips.ts';
import { durationOf } from '../../lib/ui/format.ts';
import { nameOfLead } from '../../lib/ui/lead-rows.ts';
import { useSomeLeads } from '../../lib/ui/questions.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { estimateWords, pricesOn, usageWords } from '../../lib/ui/usage.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';

interface TryProps {
  readonly draft: QuestionDraft;
  /** What is still missing. */
  readonly problem: string | null;
  readonly provider: ProviderSummary | undefined;
}

const asQuestion = ({ parts, ...draft }: QuestionDraft): Question => ({ ...draft, parts: parts.map(({ options, ...part }) => ({ ...part, ...(options ? { options } : {}) })), id: 'draft', createdAt: 0 });

/** Asks about one lead as the question stands now: what it would cost before, what it did cost after, and nothing is stored. */
export function QuestionTry({ draft, problem, provider }: TryProps): ReactElement {
  const leads = useSomeLeads(draft.kind);
  const settings = useMeta('settings');
  const [chosen, setChosen] = useState<string | null>(null);
  const [result, setResult] = useState<QuestionOutputs['question.try'] | null>(null);
  const ask = useCommand('question.try');
  const lead = leads?.find((l) => l.id === chosen) ?? leads?.[0];
  const clips = useLeadClips(lead?.id ?? ('' as LeadId));
  const question = useMemo(() => asQuestion(draft), [draft]);
  const estimate = lead && problem === null ? estimateWords(estimateOf(question, [promptOf(question, lead, clips ?? [], 'kiln-data')])) : undefined;
  const sent = lead ? dataOf(question, lead, clips ?? []) : undefined;
  const run = async (): Promise<void> => {
    if (!lead) return;
    setResult(null);
    if (provider && !settings?.sandboxUrl && !provider.address?.required) await requestOrigin(provider.origin);
    setResult(await ask.send({ draft, leadId: lead.id }));
  };
  return (
    <aside className="k-card k-det" aria-label="Try it on a lead">
      <h2>Try it on a lead</h2>
      {leads?.length === 0 ? (
        <p className="k-sm k-2">There is no {draft.kind === 'person' ? 'person' : 'company'} in your tables yet. Save one from a page, and come back.</p>
      ) : (
        <>
          <label className="k-label">
            Lead
            <select className="k-select" value={lead?.id ?? ''} onChange={(e) => setChosen(e.target.value)}>
              {(leads ?? []).map((l) => (
                <option key={l.id} value={l.id}>
                  {nameOfLead(l.fields)}
                </option>
              ))}
            </select>
          </label>
          {sent ? <Sent data={sent} /> : null}
          <Button icon={<Icon of={FlaskConical} size={14} />} busy={ask.busy} disabled={problem !== null || lead === undefined} onClick={() => void run()}>
            Ask about this lead
          </Button>
          <p className="k-sm k-2">
            {estimate ? `${estimate.tokens}, ${estimate.money}. On your own key; nothing is stored and no Action is counted.` : (problem ?? '')}
          </p>
        </>
      )}
      <div role="status">{result ? <Result draft={draft} result={result} /> : null}</div>
      {estimate ? <p className="k-xs k-3">Prices of {pricesOn()}, by the price lists of the providers. A run asks with the price on its button: 1 Action for each answer.</p> : null}
    </aside>
  );
}

/** What leaves: the names of the fields and pages that go along. */
function Sent({ data }: { readonly data: ReturnType<typeof dataOf> }): ReactElement {
  const fields = Object.entries(data.lead);
  if (fields.length === 0 && !data.pages) return <p className="k-sm k-3">Nothing that it uses is known of this lead.</p>;
  return (
    <dl className="k-facts k-facts--sent">
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="k-trunc k-val" dir="auto" title={value}>
            {value}
          </dd>
        </div>
      ))}
      {(data.pages ?? []).map((page) => (
        <div key={page.url}>
          <dt>Page</dt>
          <dd className="k-trunc k-val" dir="auto" title={page.title}>
            {page.title}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Result({ draft, result }: { readonly draft: QuestionDraft; readonly result: QuestionOutputs['question.try'] }): ReactElement {
  const used = result.usage ? usageWords(result.usage) : undefined;
  return (
    <div className="k-stack">
      {result.problem === undefined ? null : (
        <Note tone="bad" title="No answer">
          {result.problem}
        </Note>
      )}
      {result.problem === undefined && result.values === null ? <p className="k-2">The data does not say. In a run this is no result and costs nothing.</p> : null}
      {result.values ? (
        <dl className="k-answer__f k-tried">
          {draft.parts.map((part) => (
            <div key={part.key}>
              <dt>{draft.parts.length === 1 ? draft.name || 'Answer' : part.name}</dt>
              <dd className={`k-val ${result.values?.[part.key] === undefined ? 'k-3' : ''}`} dir="auto">{result.values?.[part.key] ?? 'does not say'}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <p className="k-xs k-3">
        {used ? `It ${used.tokens}, ${used.money}. ` : ''}
        {durationOf(result.tookMs)}
      </p>
    </div>
  );
}
