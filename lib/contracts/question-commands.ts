/** Commands about AI questions. The rows are `questions`; their columns are `columns`. */
import { z } from 'zod';
import { AI_PARTS, AI_TOKENS } from '../core/limits.ts';
import type { Usage } from '../domain/enrichment/run.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import { idSchema } from './account-api.ts';

const name = z.string().trim().min(1).max(80);

export const partSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
    name,
    type: z.enum(['text', 'number', 'yes-no', 'choice']),
    options: z.array(z.string().trim().min(1).max(80)).min(2).max(30).optional(),
  })
  .refine((part) => (part.type === 'choice') === (part.options !== undefined), 'a choice needs at least two answers to choose from')
  .refine((part) => new Set(part.options).size === (part.options?.length ?? 0), 'every answer is there once');

/** What a person wrote; id and time are given when it is kept. */
export const questionDraftSchema = z
  .strictObject({
    name,
    kind: z.enum(['person', 'company']),
    providerId: z.string().min(1).max(60).regex(/^[a-z0-9-]+$/),
    model: z.string().trim().min(1).max(120).regex(/^[\x21-\x7e]+$/, 'the name of a model has no spaces'),
    prompt: z.string().trim().min(1).max(4_000),
    fields: z.array(z.enum(FIELD_KEYS)).max(30),
    pages: z.boolean(),
    parts: z.array(partSchema).min(1).max(AI_PARTS),
    maxTokens: z.int().min(AI_TOKENS.least).max(AI_TOKENS.most),
  })
  .refine((draft) => new Set(draft.parts.map((part) => part.key)).size === draft.parts.length, 'two parts of the answer have one name');
export type QuestionDraft = z.infer<typeof questionDraftSchema>;

export const QUESTION_COMMANDS = {
  /** Without an id: a new one. */
  'question.save': z.strictObject({ id: idSchema.optional(), draft: questionDraftSchema }),
  /** Answers that leads have stay with them. */
  'question.remove': z.strictObject({ id: idSchema }),
  /** Asks about one lead and stores nothing. No Action; the provider counts its tokens on the person's own key. */
  'question.try': z.strictObject({ draft: questionDraftSchema, leadId: idSchema }),
} as const;

export interface QuestionOutputs {
  'question.save': { id: string };
  'question.remove': null;
  /** `values` by the key of the part; null when the data does not say, or with a `problem`. */
  'question.try': { values: Readonly<Record<string, string>> | null; problem?: string; usage?: Usage; tookMs: number };
}
