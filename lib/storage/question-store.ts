import { AI_QUESTIONS } from '../core/limits.ts';
import { columnsOfQuestion, type Question } from '../domain/ai/question.ts';
import type { KilnDatabase } from './database.ts';

/** AI questions, and the columns that their answers stand in. */
export function createQuestionStore(db: KilnDatabase) {
  return {
    list: async (): Promise<Question[]> => (await db.questions.toArray()).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    get: (id: string) => db.questions.get(id),
    /** Keeps a question and names its columns as one step; false when there would be too many. Columns of parts that are gone stay: leads may hold answers. */
    put: (question: Question): Promise<boolean> =>
      db.transaction('rw', db.questions, db.columns, async () => {
        if (!(await db.questions.get(question.id)) && (await db.questions.count()) >= AI_QUESTIONS) return false;
        await db.questions.put(question);
        await db.columns.bulkPut([...columnsOfQuestion(question)]);
        return true;
      }),
    /** The answers stay in the leads, and so do the names of their columns. */
    remove: (id: string) => db.questions.delete(id),
  };
}
