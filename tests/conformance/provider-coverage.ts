import type { Manifest, RequestTemplate } from '../../lib/contracts/manifest.ts';
import type { OperationName } from '../../lib/domain/enrichment/operation.ts';
import { readBody } from '../../lib/providers/body.ts';
import { holds } from '../../lib/providers/conditions.ts';
import type { Reply } from '../../lib/providers/conditions.ts';
import type { Rules } from '../../lib/providers/outcome.ts';
import type { Case, OperationFixture, ProviderFixture, RecordedAnswer } from './provider-fixture.ts';

function replyOf(answer: RecordedAnswer, accept?: RequestTemplate['accept']): Reply {
  const text = answer.text ?? JSON.stringify(answer.json ?? null);
  const headers = new Map(Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return { status: answer.status, header: (name) => headers.get(name.toLowerCase()) ?? null, text, json: answer.text === undefined ? answer.json : readBody(text, accept), html: false };
}

const answersOf = (cases: readonly Case[], accept?: RequestTemplate['accept']): readonly Reply[] => cases.flatMap((c) => c.exchanges.map((e) => replyOf(e.answer, accept)));

/** Rules that decide no answer of the fixtures: facts nobody has shown. */
function unusedRules(rules: Rules | undefined, replies: readonly Reply[], where: string): string[] {
  return (rules ?? [])
    .filter((rule, i, all) => !replies.some((reply) => holds(rule.when, reply) && !all.slice(0, i).some((earlier) => holds(earlier.when, reply))))
    .map((rule) => `${where}: no exchange is decided by ${JSON.stringify(rule)}`);
}

/** Whether an address is one that a request of the manifest can go to. */
function goesTo(manifest: Manifest, request: RequestTemplate | undefined, url: string): boolean {
  const template = (request?.base ?? manifest.baseUrl) + (request?.path ?? '');
  const pattern = template.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^/]+');
  return new RegExp(`^${pattern}$`).test(url);
}

function operationGaps(manifest: Manifest, operation: OperationName, cases: readonly Case[]): string[] {
  const spec = manifest.operations[operation];
  const has = (test: (c: Case) => boolean): boolean => cases.some(test);
  const gaps: string[] = [];
  const need = (name: string, there: boolean): void => void (there || gaps.push(`${operation}: no case "${name}"`));
  need('hit', has((c) => c.name.startsWith('hit') && c.expect.kind === 'hit'));
  need('hit with the request spelled out', has((c) => c.expect.kind === 'hit' && c.exchanges.every((e) => e.ask !== undefined)));
  if (operation === 'verify-email') need('invalid', has((c) => c.expect.kind === 'hit' && c.expect.verdict === 'invalid'));
  // Who says that a number does not exist has nothing that could be missing.
  else if (operation === 'check-phone') need('invalid, or a miss', has((c) => c.expect.kind === 'no-result' || (c.expect.kind === 'hit' && c.expect.fields.phoneStatus === 'invalid')));
  else need('miss', has((c) => c.expect.kind === 'no-result'));
  if (spec?.poll) need('pending', has((c) => c.expect.kind === 'pending'));
  if (manifest.auth.kind !== 'none' && manifest.auth.kind !== 'token') need('bad-key', has((c) => c.expect.kind === 'failed' && c.expect.error === 'auth'));
  for (const [i, way] of (spec?.ways ?? []).entries()) {
    need(`hit by way ${i + 1} with its request`, has((c) => c.expect.kind === 'hit' && c.exchanges[0]?.ask !== undefined && goesTo(manifest, way.steps[0]?.request, c.exchanges[0].ask.url)));
  }
  const picks = Math.max(...[spec?.answer, ...(spec?.ways ?? []).map((way) => way.answer)].map((answer) => Object.keys(answer?.fields ?? {}).length));
  if (picks > 2) need('partial', has((c) => c.name.startsWith('partial') && c.expect.kind === 'hit'));
  if (spec?.spent !== undefined || spec?.billed) need('hit with its bill', has((c) => c.expect.kind === 'hit' && c.expect.bill !== undefined));
  const replies = answersOf(cases, spec?.ways[0]?.steps[0]?.request.accept);
  gaps.push(...unusedRules(spec?.rules, replies, `${operation}.rules`));
  if (spec?.poll?.kind === 'job') gaps.push(...unusedRules(spec.poll.rules, replies, `${operation}.poll.rules`));
  return gaps;
}

/** Many at once: at least one question that is answered and one that is not, by one request that is spelled out. */
function batchGaps(manifest: Manifest, operation: OperationName, batch: OperationFixture['batch']): string[] {
  const spec = manifest.operations[operation]?.batch;
  if (!spec) return batch ? [`${operation}: a fixture for a batch that the manifest does not have`] : [];
  if (!batch) return [`${operation}: no batch in the fixture`];
  const kinds = batch.expect.map((expected) => expected.kind);
  const gaps = kinds.includes('hit') && kinds.includes('no-result') && batch.expect.length === batch.inputs.length && batch.exchange.ask ? [] : [`${operation}: the batch needs a hit, a miss, one expectation for each input, and its request spelled out`];
  return [...gaps, ...unusedRules(spec.rules, [replyOf(batch.exchange.answer)], `${operation}.batch.rules`)];
}

/** Texts that the generator left to be filled in, by their place. */
function placesToFill(value: unknown, where: string): string[] {
  if (typeof value === 'string') return value.startsWith('FILL') ? [`${where}: ${value}`] : [];
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => placesToFill(inner, `${where}.${key}`)) : [];
}

/** What is missing before a manifest counts as shown, by name. Empty when nothing is. */
export function coverageGaps(manifest: Manifest, fixture: ProviderFixture | undefined): readonly string[] {
  if (!fixture) return [`tests/fixtures/providers/${manifest.id}.ts is missing`];
  const gaps: string[] = placesToFill(manifest, manifest.id);
  const all: Case[] = [];
  for (const operation of Object.keys(manifest.operations) as OperationName[]) {
    const cases = fixture.operations[operation]?.cases;
    if (!cases || cases.length === 0) gaps.push(`${operation}: no cases`);
    else {
      all.push(...cases);
      gaps.push(...operationGaps(manifest, operation, cases), ...batchGaps(manifest, operation, fixture.operations[operation]?.batch));
    }
  }
  for (const operation of Object.keys(fixture.operations)) if (!Object.hasOwn(manifest.operations, operation)) gaps.push(`${operation}: a fixture for what the manifest does not offer`);
  const fails = (error: string): boolean => all.some((c) => c.expect.kind === 'failed' && c.expect.error === error);
  for (const error of ['rate-limited', 'bad-input', ...(manifest.price.charged === 'free' ? [] : ['no-credits'])]) if (!fails(error)) gaps.push(`no case "${error}" in any operation`);
  gaps.push(...unusedRules(manifest.rules, answersOf(all), 'rules'));
  if (manifest.auth.kind === 'token' && !fixture.login) gaps.push('login: how a token is given and refused');
  if (manifest.creditsLeft !== undefined && !all.some((c) => 'bill' in c.expect && c.expect.bill?.left !== undefined)) gaps.push('no case whose bill says what is left');
  if (manifest.keyCheck) {
    const statuses = new Set(fixture.keyCheck?.map((c) => c.expect.status));
    for (const status of ['works', 'rejected', ...(manifest.keyCheck.creditsLeft !== undefined && manifest.price.charged !== 'free' ? ['empty'] : [])]) if (!statuses.has(status)) gaps.push(`keyCheck: no case "${status}"`);
    gaps.push(...unusedRules(manifest.keyCheck.rules, (fixture.keyCheck ?? []).map((c) => replyOf(c.answer)), 'keyCheck.rules'));
  }
  return gaps;
}
