/**
 * The account server's program.
 *   node server/main.ts                     start
 *   node server/main.ts link                print a new one-time sign-in link
 *   node server/main.ts key set <provider>  store a provider key, read from standard input
 *   node server/main.ts key list | key remove <provider>
 *   node server/main.ts backup <file> | restore <file> | drill | epoch | kek new | kek wrap | kek done | migrate
 */
import { text } from 'node:stream/consumers';
import { loadCatalogue } from './catalogue.ts';
import { localUrl, optionsFromEnv } from './config.ts';
import { createIdentity } from './identity/identity.ts';
import { createHasher } from './identity/tokens.ts';
import { firstWorkspace, loadKeks, openDatabase } from './setup.ts';
import { OPERATIONS } from './ops/commands.ts';
import { migrate } from './sql/migrate.ts';
import { startServer } from './start.ts';
import { createProviderKeys } from './vault/provider-keys.ts';
import { checkKek, createVault, serverKey } from './vault/vault.ts';

export { startServer, type RunningServer, type StartOptions } from './start.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const log = (event: string, facts: Readonly<Record<string, string | number | boolean>> = {}): void => say(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));

async function serve(): Promise<void> {
  const server = await startServer({ ...optionsFromEnv(process.env), log, say });
  say(`Kiln account server: ${server.url}`);
  const stop = (): void => void server.close().then(() => process.exit(0), () => process.exit(1));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** The parts that a command needs, without the server. It may run beside a running one. */
async function withParts(work: (parts: Awaited<ReturnType<typeof openParts>>) => Promise<void>): Promise<void> {
  const parts = await openParts();
  try {
    await work(parts);
  } finally {
    await parts.db.close();
  }
}
async function openParts() {
  const options = optionsFromEnv(process.env);
  const db = await openDatabase(options);
  await migrate(db);
  const { keks } = await loadKeks(options);
  await checkKek(db, ...keks);
  const owner = await firstWorkspace(db, options.owner);
  const hash = createHasher(await serverKey(db, keks, 'identity'));
  return { options, db, owner, identity: createIdentity(db, hash), keys: createProviderKeys(db, createVault(db, ...keks), options.sandboxUrl === undefined ? 'live' : 'sandbox') };
}

const link = (): Promise<void> =>
  withParts(async ({ options, identity, owner }) => {
    const base = options.publicUrl ?? localUrl(options.host, options.port);
    say(`${base}/sign-in?token=${await identity.links.create(owner.accountId, owner.userId)}`);
  });

const key = (deed: string | undefined, providerId: string | undefined, value: string | undefined): Promise<void> =>
  withParts(async ({ keys, owner }) => {
    if (deed === 'list') {
      for (const one of await keys.list(owner.accountId)) say(`${one.providerId}\t${one.last4 === '' ? '' : `...${one.last4}`}`);
      return;
    }
    if (providerId === undefined || !(await loadCatalogue()).has(providerId)) throw new Error(`No provider has the id "${providerId ?? ''}".`);
    if (deed === 'remove') return say((await keys.remove(owner.accountId, providerId, 'command-line')) ? `Removed the key of ${providerId}.` : `There was no key of ${providerId}.`);
    if (deed !== 'set') throw new Error('Say: key set <provider>, key list, key remove <provider>.');
    // What stands on a command line is seen by every user of the machine and kept in the shell's history.
    if (value !== undefined) throw new Error('The key is read from standard input, never from the command line. Type the command without it, then the key.');
    const given = (await text(process.stdin)).trim();
    if (given === '') throw new Error('The key is empty.');
    const { last4 } = await keys.set(owner.accountId, providerId, given, 'command-line');
    say(`Stored the key of ${providerId}${last4 === '' ? '' : `, ending in ${last4}`}.`);
  });

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === undefined || command === 'serve') return serve();
  if (command === 'link') return link();
  if (command === 'key') return key(rest[0], rest[1], rest[2]);
  const operation = OPERATIONS[command];
  if (operation !== undefined) return operation(rest, optionsFromEnv(process.env), say);
  throw new Error(`Unknown command "${command}". There are: serve, link, key, ${Object.keys(OPERATIONS).join(', ')}.`);
}

if (import.meta.main) {
  main(process.argv.slice(2)).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
