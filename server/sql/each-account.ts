/**
 * Works through accounts page by page, in the order of their ids. One that breaks is told of and holds up no other.
 * @param page accounts after the one given, few at a time; none when there are no more
 */
export async function forEachAccount(page: (after: string) => Promise<readonly string[]>, work: (accountId: string) => Promise<unknown>, signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
  for (let accounts = await page(''); accounts.length > 0; accounts = await page(accounts[accounts.length - 1] ?? '')) {
    for (const accountId of accounts) {
      if (signal.aborted) return;
      await work(accountId).catch(onError);
    }
  }
}
