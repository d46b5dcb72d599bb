import { KilnDatabase } from './database.ts';

/** The one connection of this context to the database; opened lazily by the first query. */
export const database = new KilnDatabase();
