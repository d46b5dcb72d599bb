import { Building2, Plus, Sparkles, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import type { QuestionDraft } from '../../lib/contracts/question-commands.ts';
import type { Question } from '../../lib/domain/ai/question.ts';
import { answering, draftOf, EXAMPLES, newDraft, useQuestions } from '../../lib/ui/questions.ts';
import { useKeys, useMeta } from '../../lib/ui/queries.ts';
import type { Catalogue } from '../../lib/ui/use-commands.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { QuestionEditor } from './question-editor.tsx';
import { PaneHead } from './side-meter.tsx';

interface QuestionsProps {
  readonly catalogue: Catalogue;
  /** The question that is open; `new`, or `example-1`, begins one. */
  readonly selected?: string;
}

/** The questions that a person asks of language models about their leads: the list, and one in the editor. */
export function QuestionsSection({ catalogue, selected = '' }: QuestionsProps): ReactElement {
  const questions = useQuestions();
  const keys = useKeys();
  const settings = useMeta('settings');
  const models = answering(catalogue.providers, keys ?? [], settings?.sandboxUrl ? 'sandbox' : 'live');
  const isNew = /^(new|example-\d)$/.test(selected);
  const open = isNew ? undefined : (questions?.find((q) => q.id === selected) ?? questions?.[0]);
  const isLoaded = questions !== undefined && keys !== undefined && !catalogue.loading;
  return (
    <>
      <div className="k-recipes__h">
        <PaneHead title="AI questions">A question of your own, asked about each lead with your own key. Its answer is a column of the table.</PaneHead>
        {questions && questions.length > 0 ? (
          <Button icon={<Icon of={Plus} size={14} />} onClick={() => (window.location.hash = 'questions/new')}>
            New question
          </Button>
        ) : null}
      </div>
      {isLoaded && !models.some((m) => m.ready && m.provider.needsKey) ? (
        <Note title="No key of a language model yet" action={<a className="k-btn k-btn--sm" href="#providers/openai">Add a key</a>}>
          OpenAI, Anthropic, Gemini, Mistral, Groq, OpenRouter, Perplexity, or an address that speaks like them. A model on this machine (Ollama) needs no key.
        </Note>
      ) : null}
      {!isLoaded ? null : questions.length === 0 && !isNew ? (
        <Beginning />
      ) : (
        <div className="k-qns">
          <List questions={questions} openId={open?.id} />
          <QuestionEditor key={open?.id ?? selected} {...(open ? { id: open.id } : {})} stored={open ? draftOf(open) : begun(selected, (models.find((m) => m.ready && m.provider.needsKey) ?? models.find((m) => m.provider.id === 'openai') ?? models[0])?.provider.id ?? 'openai')} models={models} />
        </div>
      )}
    </>
  );
}

/** A new question, from an example where one was chosen. */
function begun(selected: string, providerId: string): QuestionDraft {
  const example = EXAMPLES[Number(selected.replace('example-', '')) - 1];
  const draft = newDraft('company', providerId);
  return example ? { ...draft, ...example.draft } : draft;
}

function List({ questions, openId }: { readonly questions: readonly Question[]; readonly openId: string | undefined }): ReactElement {
  return (
    <nav aria-label="AI questions" className="k-wl">
      {(['person', 'company'] as const).map((kind) => {
        const own = questions.filter((q) => q.kind === kind);
        return own.length === 0 ? null : (
          <section key={kind} aria-label={kind === 'person' ? 'People' : 'Companies'}>
            <div className="k-h k-rail__h">
              <span>{kind === 'person' ? 'People' : 'Companies'}</span>
            </div>
            <ul>
              {own.map((q) => (
                <li key={q.id}>
                  <a href={`#questions/${encodeURIComponent(q.id)}`} className={`k-nav ${q.id === openId ? 'on' : ''}`} aria-current={q.id === openId ? 'true' : undefined}>
                    <Icon of={Sparkles} size={14} />
                    <span className="k-grow k-trunc">{q.name}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {openId === undefined ? (
        <p className="k-nav on" aria-current="true">
          <Icon of={Sparkles} size={14} />
          <span className="k-grow">New question</span>
        </p>
      ) : null}
    </nav>
  );
}

/** Nothing yet: what it is good for, by examples that can be begun with. */
function Beginning(): ReactElement {
  return (
    <section className="k-card k-box k-begin" aria-label="Begin with an example">
      <h2>Begin with an example</h2>
      <p className="k-2">Every part of it can be changed before anything is asked. A question is tried on one lead first.</p>
      <ul className="k-begin__l">
        {EXAMPLES.map(({ draft, why }, i) => (
          <li key={draft.name}>
            <a className="k-begin__a" href={`#questions/example-${i + 1}`}>
              <Icon of={draft.kind === 'company' ? Building2 : UserRound} />
              <span className="k-grow">
                <b>{draft.name}</b>
                <span className="k-sm k-2">{why}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      <div className="k-row">
        <Button icon={<Icon of={Plus} size={14} />} onClick={() => (window.location.hash = 'questions/new')}>
          Write your own
        </Button>
      </div>
    </section>
  );
}
