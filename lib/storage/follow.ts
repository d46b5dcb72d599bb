import { liveQuery } from 'dexie';

/**
 * Asks the database now and again after every change of what the query has read, in this or any other page; ends by the function
 * it gives back. After a failure nothing more is told.
 */
export function follow<T>(query: () => Promise<T>, tell: (answer: T) => void, fail: (error: unknown) => void): () => void {
  const following = liveQuery(query).subscribe({ next: tell, error: fail });
  return () => following.unsubscribe();
}
