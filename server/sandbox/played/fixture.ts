import { readdir } from 'node:fs/promises';
import { z } from 'zod';

const texts = z.record(z.string(), z.string());
const first = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => (typeof value === 'string' ? value : (value[0] ?? '')));
const askSchema = z.object({ method: z.enum(['GET', 'POST']), url: z.url(), query: z.record(z.string(), first).optional(), json: z.unknown().optional(), form: texts.optional() });
const answerSchema = z.object({ status: z.int(), headers: texts.optional(), json: z.unknown().optional(), text: z.string().optional() });
const caseSchema = z.object({
  name: z.string(),
  input: texts.optional(),
  exchanges: z.array(z.object({ ask: askSchema.optional(), answer: answerSchema })),
  expect: z.object({ kind: z.enum(['hit', 'no-result', 'pending', 'failed']), error: z.string().optional(), verdict: z.string().optional(), data: z.string().optional() }),
});
const fixtureSchema = z.object({
  operations: z.record(z.string(), z.object({ input: texts, cases: z.array(caseSchema) })),
  login: z.object({ answer: answerSchema, refused: answerSchema }).optional(),
  keyCheck: z.array(z.object({ answer: answerSchema, expect: z.object({ status: z.string() }) })).optional(),
});

/** What of a provider's test fixture can be played: questions with the partner's answers, in order. */
export type PlayedFixture = z.infer<typeof fixtureSchema>;
export type PlayedCase = z.infer<typeof caseSchema>;
export type PlayedAnswer = z.infer<typeof answerSchema>;

const FOLDER = new URL('../../../tests/fixtures/providers/', import.meta.url);

/** The fixtures of the conformance battery, by provider. A file of another shape is left out: the battery says so, not the sandbox. */
export async function loadFixtures(folder: URL = FOLDER): Promise<ReadonlyMap<string, PlayedFixture>> {
  const fixtures = new Map<string, PlayedFixture>();
  const files = await readdir(folder).catch(() => [] as string[]);
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    const module = (await import(new URL(file, folder).href)) as { readonly default?: unknown };
    const parsed = fixtureSchema.safeParse(module.default);
    if (parsed.success) fixtures.set(file.replace(/\.ts$/, ''), parsed.data);
  }
  return fixtures;
}
