/**
 * Practice sandbox as a program: `npm run sandbox -- [--hit-rate 0.6] [--latency 20-400] [--error-rate 0.01] [--per-second 20]`,
 * port in SANDBOX_PORT (8788). While it runs, POST /behaviour changes the same for all partners or for one.
 */
import { parseArgs } from 'node:util';
import { behaviourSchema } from './played/behaviour.ts';
import { startSandbox } from './sandbox.ts';

const { values } = parseArgs({ options: { 'hit-rate': { type: 'string' }, latency: { type: 'string' }, 'error-rate': { type: 'string' }, 'per-second': { type: 'string' } } });
const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
const latency = values.latency?.split('-').map(Number);
const behaviour = behaviourSchema.safeParse({ hitRate: number(values['hit-rate']), latencyMs: latency && [latency[0], latency[1] ?? latency[0]], errorRate: number(values['error-rate']), perSecond: number(values['per-second']) });

if (!behaviour.success) {
  process.stderr.write('Rates are from 0 to 1, --latency is in milliseconds such as 20-400, --per-second a whole number.\n');
  process.exitCode = 1;
} else {
  const sandbox = await startSandbox({ port: Number(process.env['SANDBOX_PORT'] ?? 8_788) });
  sandbox.behave(behaviour.data);
  process.stdout.write(`Practice sandbox at ${sandbox.url}, a partner for every provider. Keys that begin with sandbox- work. Its people and companies are invented.\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
