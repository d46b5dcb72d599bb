import type { Page } from '@playwright/test';
import type { MetaRow } from '../../../lib/storage/database.ts';
import type { AccountServer } from './account.ts';
import type { Kiln } from './kiln.ts';
import { until } from './until.ts';

/** The row of `meta` with this key, or undefined. */
export async function metaOf<K extends MetaRow['key']>(kiln: Kiln, key: K): Promise<MetaRow<K>['value'] | undefined> {
  const rows = await kiln.rows<MetaRow>('meta');
  return rows.find((row): row is MetaRow<K> => row.key === key)?.value;
}

/** Approves the device with this code on the server's own pages, as the owner does. */
export async function approveDevice(page: Page, account: AccountServer, userCode: string): Promise<void> {
  await page.goto(await account.signInLink());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.goto(`${account.url}/device?code=${encodeURIComponent(userCode)}`);
  await page.getByRole('button', { name: 'Approve device' }).click();
  await page.getByRole('heading', { name: 'Device approved' }).waitFor();
}

/** Signs the extension in by a device code, from the command to the first balance. The host of the server must be granted. */
export async function signIn(kiln: Kiln, account: AccountServer): Promise<void> {
  const started = await kiln.command('account.signIn', { serverUrl: account.url });
  if (!started.ok) throw new Error(`account.signIn: ${started.error.code} ${started.error.message}`);
  const { userCode } = await until(() => metaOf(kiln, 'signIn'), 'the device code');
  const page = await kiln.context.newPage();
  await approveDevice(page, account, userCode);
  await page.close();
  await until(() => metaOf(kiln, 'account'), 'the account to be known');
}
