/** Practice sandbox as a program: `npm run sandbox`, port in SANDBOX_PORT (8788). */
import { startSandbox } from './sandbox.ts';

const sandbox = await startSandbox({ port: Number(process.env['SANDBOX_PORT'] ?? 8_788) });
process.stdout.write(`Practice sandbox at ${sandbox.url}. Keys that begin with sandbox- work. Its people and companies are invented.\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
