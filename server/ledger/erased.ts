import { first } from '../sql/sql.ts';
import type { Books } from './books.ts';

/** Stands in a charge in place of the pseudonym of a lead that was erased: nothing says any more which charges were one person's. */
export const ERASED = 'erased';

export const isErased = async (books: Books, subject: string): Promise<boolean> =>
  books.hasErased && (await first(books.tx, 'select subject from erased_subject where account_id = ? and subject = ?', [books.accountId, subject])) !== undefined;

/** What a charge that is written from now on says of its lead. */
export const subjectOf = async (books: Books, subject: string): Promise<string> => ((await isErased(books, subject)) ? ERASED : subject);
