import { AI_QUESTIONS } from '../../core/limits.ts';
import { ok } from '../../core/result.ts';
import type { QuestionDraft, QuestionOutputs } from '../../contracts/question-commands.ts';
import type { Part, Question } from '../../domain/ai/question.ts';
import { tryQuestion } from '../ask-question.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** What a person wrote as a question; optional parts that are not there are left out. */
const questionOf = ({ parts, ...draft }: QuestionDraft, id: string, createdAt: number): Question => ({
  ...draft,
  parts: parts.map(({ options, ...part }): Part => ({ ...part, ...(options ? { options } : {}) })),
  id,
  createdAt,
});

/** AI questions: kept, tried on one lead, removed. */
export function questionCommands(deps: Deps): Handlers<keyof QuestionOutputs> {
  const canAnswer = (providerId: string): boolean => deps.catalogue.get(providerId)?.operations['answer-question'] !== undefined;
  return {
    'question.save': async ({ id, draft }) => {
      if (!canAnswer(draft.providerId)) return gone('This provider');
      // One that was removed is put back under its id: its columns are there still.
      const known = id === undefined ? undefined : ((await deps.store.questions.get(id)) ?? (await deps.store.columns.list()).find((column) => column.questionId === id));
      if (id !== undefined && !known) return gone('This question');
      const question = questionOf(draft, id ?? deps.newId(), known?.createdAt ?? deps.now());
      return (await deps.store.questions.put(question)) ? ok({ id: question.id }) : refuse('conflict', `There are ${AI_QUESTIONS} questions, and no more are kept. Remove one first.`);
    },
    'question.remove': async ({ id }) => {
      await deps.store.questions.remove(id);
      return ok(null);
    },
    'question.try': async ({ draft, leadId }) => {
      const [lead] = await deps.store.leads.getLeads([leadId]);
      if (!lead) return gone('This lead');
      if (!canAnswer(draft.providerId)) return gone('This provider');
      return ok(await tryQuestion(deps, questionOf(draft, 'draft', 0), lead));
    },
  };
}
