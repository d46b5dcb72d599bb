import type { CustomColumn, CustomKey } from '../lead/custom.ts';
import { isFieldKey, type FieldKey, type LeadKind } from '../lead/fields.ts';

export type PartType = 'text' | 'number' | 'yes-no' | 'choice';

/** One named value of an answer: a column of the table. */
export interface Part {
  /** Stays when the name changes: the values of leads hang on it. */
  readonly key: string;
  readonly name: string;
  readonly type: PartType;
  /** For a choice: the only answers. */
  readonly options?: readonly string[];
}

/** What a person asks a language model about each lead. Plain data. */
export interface Question {
  readonly id: string;
  readonly name: string;
  readonly kind: LeadKind;
  readonly providerId: string;
  readonly model: string;
  /** The person's words; `{title}` names a field of the lead, whose value goes with the data and never into the words. */
  readonly prompt: string;
  /** Fields that go along beside those that the prompt names. */
  readonly fields: readonly FieldKey[];
  /** The clipped pages of the lead go along. */
  readonly pages: boolean;
  readonly parts: readonly Part[];
  /** The most that may be written; what is cut off there is no answer. */
  readonly maxTokens: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

const CHIP = /\{([A-Za-z]{1,40})\}/g;

/** The fields that a prompt names, in its order. */
export const chipsOf = (prompt: string): readonly FieldKey[] => [...new Set([...prompt.matchAll(CHIP)].flatMap((m) => (m[1] !== undefined && isFieldKey(m[1]) ? [m[1]] : [])))];

/** Everything of the lead that a question uses. */
export const fieldsUsed = (question: Pick<Question, 'prompt' | 'fields'>): readonly FieldKey[] => [...new Set([...chipsOf(question.prompt), ...question.fields])];

/** The prompt with each chip as a reference to the data; a chip that is no field stays as it was typed. */
export const withReferences = (prompt: string, nameOf: (field: FieldKey) => string): string =>
  prompt.replace(CHIP, (chip, key: string) => (isFieldKey(key) ? `[${nameOf(key)}]` : chip));

/** The column of one part. */
export const columnKey = (questionId: string, part: Part): CustomKey => `x.${questionId}.${part.key}`;

/** The columns of a question, one for each part of its answer. */
export const columnsOfQuestion = (question: Question): readonly CustomColumn[] =>
  question.parts.map((part) => ({
    key: columnKey(question.id, part),
    kind: question.kind,
    name: question.parts.length === 1 ? question.name : part.name,
    type: part.type === 'number' ? 'number' : 'text',
    ...(part.type === 'yes-no' ? { options: YES_NO } : part.options ? { options: part.options } : {}),
    questionId: question.id,
    createdAt: question.createdAt,
  }));

export const YES_NO = ['Yes', 'No'] as const;

/** Values of the answer under the keys of their columns. */
export const answerFields = (question: Question, values: Readonly<Record<string, string>>): { readonly [key: CustomKey]: string } =>
  Object.fromEntries(question.parts.flatMap((part) => (Object.hasOwn(values, part.key) ? [[columnKey(question.id, part), values[part.key] ?? '']] : [])));
