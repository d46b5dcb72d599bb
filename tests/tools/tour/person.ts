import { launchKiln } from '../../e2e/harness/kiln.ts';
import type { PracticeWorld } from './world.ts';

/** Opens a real window on a practice profile page, with the few things a person needs to know, and waits until it is closed. */
export async function openForPerson({ sandbox, account, practiceUrl, say }: PracticeWorld): Promise<void> {
  const kiln = await launchKiln({ headless: false, grantHosts: ['http://127.0.0.1/*'] });
  await kiln.openPage(`${practiceUrl}/people/ada-example`);
  await kiln.backstage.close();
  say(`
Chromium is open on a practice profile. Try this:
  1. Click the Kiln icon in the toolbar (behind the puzzle piece) or press Alt+Shift+K. The panel shows what the page says.
  2. Save the lead.
  3. Sign in to the practice account (panel menu, Sign in): ${account.url}
     Open this link once to approve the code as its owner:
     ${await account.signInLink()}
  4. Press "Find work email". The price stands on the button, the receipt comes after.
  5. For own keys and free sources: Options, Privacy and data, Practice mode: ${sandbox.url}
     Any key that begins with sandbox- works there.
Close the window to end.`);
  await new Promise<void>((closed) => void kiln.context.once('close', () => closed()));
}
