/** AI questions as the options page shows and edits them. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { ProviderSummary } from '../contracts/commands.ts';
import { questionDraftSchema, type QuestionDraft } from '../contracts/question-commands.ts';
import { AI_TOKENS } from '../core/limits.ts';
import { MODELS } from '../domain/ai/prices.ts';
import type { PartType, Question } from '../domain/ai/question.ts';
import type { CustomColumn } from '../domain/lead/custom.ts';
import type { LeadKind } from '../domain/lead/fields.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { KeyRow } from '../storage/database.ts';
import { database } from '../storage/open.ts';
import { leadsOnDevice, useKeyed } from './queries.ts';

export const useQuestions = (): readonly Question[] | undefined => useLiveQuery(async () => (await database.questions.toArray()).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)), []);
/** Names of the columns that a person made. */
export const useColumns = (kind: LeadKind): readonly CustomColumn[] => useKeyed(kind, () => database.columns.where('kind').equals(kind).toArray()) ?? NO_COLUMNS;
const NO_COLUMNS: readonly CustomColumn[] = [];

/** Leads to try a question on. */
const LEADS = 50;
/** The newest leads of a kind. */
export const useSomeLeads = (kind: LeadKind): readonly Lead[] | undefined => useKeyed(kind, () => leadsOnDevice.newest(kind, LEADS));

export const PART_WORDS: Readonly<Record<PartType, string>> = { text: 'Text', number: 'Number', 'yes-no': 'Yes or no', choice: 'One of' };
export const PART_TYPES = Object.keys(PART_WORDS) as PartType[];

/** Providers that answer questions: those that can be asked now first. */
export function answering(providers: readonly ProviderSummary[], keys: readonly Pick<KeyRow, 'providerId' | 'environment'>[], environment: KeyRow['environment']): readonly { readonly provider: ProviderSummary; readonly ready: boolean }[] {
  return providers
    .filter((p) => p.operations.some((o) => o.name === 'answer-question'))
    .map((provider) => ({ provider, ready: !provider.needsKey || keys.some((k) => k.providerId === provider.id && k.environment === environment) }))
    .sort((a, b) => Number(b.ready) - Number(a.ready) || a.provider.name.localeCompare(b.provider.name, 'en'));
}

export const modelsOf = (providerId: string): readonly string[] => (Object.hasOwn(MODELS, providerId) ? (MODELS[providerId] ?? []).map((m) => m.id) : []);

export const newDraft = (kind: LeadKind, providerId: string): QuestionDraft => ({
  name: '', kind, providerId, model: modelsOf(providerId)[0] ?? '', prompt: '', fields: [], pages: false, parts: [{ key: 'answer', name: 'Answer', type: 'text' }], maxTokens: AI_TOKENS.usual,
});

export function draftOf({ id: _id, createdAt: _at, parts, fields, ...question }: Question): QuestionDraft {
  return { ...question, fields: [...fields], parts: parts.map(({ options, ...part }) => ({ ...part, ...(options ? { options: [...options] } : {}) })) };
}

/** A name for a value of the answer, as the model and the columns know it. It stays when the words change. */
export function partKey(name: string, taken: readonly string[]): string {
  const base = name.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 30) || 'value';
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(key)) return key;
  }
}

/** The first thing that is missing before a draft can be kept, in words; null when nothing is. */
export function draftProblem(draft: QuestionDraft): string | null {
  if (draft.name.trim() === '') return 'Give it a name: it is the name of the column.';
  if (draft.prompt.trim() === '') return 'Write the question.';
  if (draft.model.trim() === '') return 'Choose a model.';
  const part = draft.parts.find((p) => p.name.trim() === '' || (p.type === 'choice' && (p.options?.length ?? 0) < 2));
  if (part) return part.name.trim() === '' ? 'Give every value of the answer a name.' : `Give “${part.name}” at least two answers to choose from.`;
  const parsed = questionDraftSchema.safeParse(draft);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'Something is missing.');
}

/** Questions to begin with. */
export const EXAMPLES: readonly { readonly draft: Pick<QuestionDraft, 'kind' | 'name' | 'prompt' | 'parts' | 'pages'>; readonly why: string }[] = [
  {
    why: 'A short text for each company, from what its page says',
    draft: { kind: 'company', name: 'Sells to', prompt: 'Who does {name} sell to, in at most eight words? {description}', pages: true, parts: [{ key: 'answer', name: 'Sells to', type: 'text' }] },
  },
  {
    why: 'Yes or no for each company, ready to sort by',
    draft: { kind: 'company', name: 'Sells online', prompt: 'Can customers buy from {name} online? {website} {description}', pages: true, parts: [{ key: 'answer', name: 'Sells online', type: 'yes-no' }] },
  },
  {
    why: 'Two values for each person, from the title alone',
    draft: {
      kind: 'person', name: 'Role', prompt: 'What does somebody with the title {title} do, and how senior is that?', pages: false,
      parts: [{ key: 'area', name: 'Area', type: 'choice', options: ['Sales', 'Marketing', 'Engineering', 'Finance', 'People', 'Operations', 'Other'] }, { key: 'decides', name: 'Decides', type: 'yes-no' }],
    },
  },
];
