import { OPERATION_NAMES } from '../../domain/enrichment/operation.ts';
import { isFieldKey } from '../../domain/lead/fields.ts';
import type { OperationName } from '../../domain/enrichment/operation.ts';
import type { Auth, Condition, Manifest, OperationSpec, Pick, RequestTemplate } from '../manifest.ts';
import type { AuthDraft, BodyDraft, OperationDraft, PickDraft, ProviderDraft, RequestDraft, Row, RuleDraft, RuleTest, Scalar } from './draft.ts';

type Rule = NonNullable<Manifest['rules']>[number];

const rowsOf = (record: RequestTemplate['query']): Row[] => Object.entries(record ?? {}).flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));

function bodyOf(request: RequestTemplate): BodyDraft {
  if (request.form !== undefined) return { kind: 'form', rows: rowsOf(request.form) };
  return request.json === undefined ? { kind: 'none' } : { kind: 'json', text: JSON.stringify(request.json, null, 2) };
}

function requestDraft(request: RequestTemplate): RequestDraft {
  const { method, path, query, headers, json: _json, form: _form, ...rest } = request;
  return { method, path, query: rowsOf(query), headers: rowsOf(headers), body: bodyOf(request), rest };
}

/** A pick by one path, with what else it says carried along; any other pick as it is. */
export function pickDraft(pick: Pick | readonly Pick[]): PickDraft {
  if (typeof pick === 'string') return { kind: 'path', path: pick, map: [], rest: {} };
  if (Array.isArray(pick)) return { kind: 'kept', pick };
  const { path, map, ...rest } = pick as Exclude<Pick, string>;
  if (typeof path !== 'string') return { kind: 'kept', pick };
  return { kind: 'path', path, map: Object.entries(map ?? {}).map(([theirs, ours]) => ({ theirs, ours })), rest };
}

function testDraft(condition: Condition): RuleTest | null | undefined {
  const { status: _status, header, path, text, is, matches, exists, ...more } = condition;
  if (Object.keys(more).length > 0) return undefined;
  const subjects = [header !== undefined, path !== undefined, text !== undefined].filter(Boolean).length;
  const tests = [is !== undefined, matches !== undefined, exists !== undefined].filter(Boolean).length;
  if (subjects === 0 && tests === 0) return null;
  if (subjects !== 1 || tests !== 1) return undefined;
  const about = header !== undefined ? 'header' : path !== undefined ? 'path' : 'text';
  const base = { about, at: header ?? path ?? '' } as const;
  if (exists !== undefined) return { ...base, test: exists ? 'there' : 'missing', values: [] };
  return matches !== undefined ? { ...base, test: 'matches', values: [matches] } : { ...base, test: 'is', values: [is].flat() as Scalar[] };
}

function ruleDraft(rule: Rule): RuleDraft {
  const test = testDraft(rule.when);
  const status = [rule.when.status ?? []].flat().join(', ');
  return test === undefined || (test === null && status === '') ? { kind: 'kept', rule } : { kind: 'plain', status, test, then: rule.then };
}

/** Undefined when it asks in several ways or steps: the form shows one request. */
function operationDraft(operation: OperationName, spec: OperationSpec): OperationDraft | undefined {
  const { ways, answer, rules, price, ...specRest } = spec;
  const [way, ...otherWays] = ways;
  const [step, ...otherSteps] = way?.steps ?? [];
  if (!way || !step || otherWays.length > 0 || otherSteps.length > 0 || way.answer) return undefined;
  const { needs, steps: _steps, ...wayRest } = way;
  const { request, ...stepRest } = step;
  const { fields, confidence, verdict, ...answerRest } = answer;
  return {
    operation,
    needs,
    request: requestDraft(request),
    fields: Object.entries(fields).flatMap(([field, pick]) => (isFieldKey(field) && pick !== undefined ? [{ field, pick: pickDraft(pick) }] : [])),
    confidence: confidence === undefined ? null : pickDraft(confidence),
    verdict: verdict === undefined ? null : pickDraft(verdict),
    rules: (rules ?? []).map(ruleDraft),
    price: price ?? '',
    rest: { spec: specRest, way: wayRest, step: stepRest, answer: answerRest },
  };
}

function authDraft(auth: Auth): AuthDraft {
  if ('optional' in auth && auth.optional) return { kind: 'kept', auth };
  switch (auth.kind) {
    case 'none':
    case 'bearer':
    case 'path':
      return { kind: auth.kind };
    case 'header':
      return { kind: 'header', name: auth.name, prefix: auth.prefix ?? '' };
    case 'query':
      return { kind: 'query', name: auth.name };
    case 'basic':
      return auth.parts ? { kind: 'kept', auth } : { kind: 'basic', user: auth.user, password: auth.password };
    default:
      return { kind: 'kept', auth };
  }
}

/** A manifest as a form; nothing of it is lost. */
export function fromManifest(manifest: Manifest): ProviderDraft {
  const { kiln: _kiln, id, name, homepage, docs, baseUrl, auth, key, limits, operations, price, ...rest } = manifest;
  const shown: OperationDraft[] = [];
  const others: { [K in OperationName]?: OperationSpec } = {};
  for (const operation of OPERATION_NAMES) {
    const spec = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    const draft = spec && operationDraft(operation, spec);
    if (draft) shown.push(draft);
    else if (spec) others[operation] = spec;
  }
  return { id, name, homepage, docs, baseUrl, auth: authDraft(auth), keyLabel: key?.label ?? '', keyHelp: key?.helpUrl ?? '', limits: limits ?? {}, operations: shown, others, priceNote: price.note, charged: price.charged, rest };
}
