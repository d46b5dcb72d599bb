/** Changes of the form of a provider, as pure functions. */
import { isOwnProvider, newOperation, placeholdersIn, type OperationDraft, type PickDraft, type ProviderDraft, type Row } from '../contracts/own-provider/draft.ts';
import { pathTo, pathToEach, type Steps } from '../contracts/own-provider/answer-path.ts';
import type { Target } from '../contracts/own-provider/suggest.ts';
import { INPUT_KEYS, OPERATION_NAMES, OPERATIONS, type InputKey, type OperationName } from '../domain/enrichment/operation.ts';
import { FIELDS, fieldsOf, type FieldKey } from '../domain/lead/fields.ts';

/** What a person can define; questions to a language model are asked by Kiln itself. */
export const CHOICES: readonly OperationName[] = OPERATION_NAMES.filter((name) => name !== 'answer-question');

const INPUT_WORDS: Readonly<Partial<Record<InputKey, string>>> = {
  name: 'full name', firstName: 'first name', lastName: 'last name', title: 'job title', companyName: 'company', companyDomain: 'company domain', domain: 'domain', email: 'email', phone: 'phone', linkedinUrl: 'LinkedIn address',
  githubLogin: 'GitHub name', country: 'country', location: 'location', vatId: 'VAT number', companyNumber: 'company number', registryId: 'LEI',
};
export const inputWord = (key: InputKey): string => INPUT_WORDS[key] ?? key;

const isInput = (name: string): name is InputKey => (INPUT_KEYS as readonly string[]).includes(name);

/** What the request of an operation asks with. */
export function inputsUsed({ request }: OperationDraft): InputKey[] {
  const { body } = request;
  const texts = [request.path, ...[...request.query, ...request.headers].map((row) => String(row.value)), ...(body.kind === 'json' ? [body.text] : body.kind === 'form' ? body.rows.map((row) => String(row.value)) : [])];
  return [...new Set(texts.flatMap(placeholdersIn))].filter(isInput);
}

export const withOperation = (draft: ProviderDraft, at: number, change: Partial<OperationDraft>): ProviderDraft => ({ ...draft, operations: draft.operations.map((o, i) => (i === at ? { ...o, ...change } : o)) });

/** A new request: what it asks with joins what must be known, where there is one set only. */
export function withRequest(operation: OperationDraft, change: Partial<OperationDraft['request']>): Partial<OperationDraft> {
  const next = { ...operation, request: { ...operation.request, ...change } };
  const before = inputsUsed(operation);
  const [only, ...others] = operation.needs;
  const follows = others.length === 0 && only !== undefined && only.length === before.length && before.every((key) => only.includes(key));
  return { request: next.request, ...(follows ? { needs: [inputsUsed(next)] } : {}) };
}

/** An address as it is pasted, taken apart: what is behind the origin is the path, what is behind "?" the parameters. */
export function splitAddress(text: string): { readonly baseUrl: string; readonly path: string; readonly query: readonly Row[] } {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed) || !/^https?:\/\//i.test(trimmed)) return { baseUrl: trimmed, path: '', query: [] };
  const url = new URL(trimmed);
  return { baseUrl: url.origin, path: url.pathname === '/' ? '' : url.pathname, query: [...url.searchParams].map(([name, value]) => ({ name, value })) };
}

/** The base address when the person has left its field: a whole request becomes its parts, and empty neighbours are filled. */
export function withAddress(draft: ProviderDraft, at: number): ProviderDraft {
  const { baseUrl, path, query } = splitAddress(draft.baseUrl);
  if (!/^https?:\/\/./.test(baseUrl)) return { ...draft, baseUrl };
  const operation = draft.operations[at];
  const isWhole = query.length > 0 && operation?.request.path === '' && operation.request.query.length === 0;
  const home = `${baseUrl}/`;
  const filled = { ...draft, baseUrl: isWhole ? baseUrl : baseUrl + path.replace(/\/+$/, ''), homepage: draft.homepage || home, docs: draft.docs || home, keyHelp: draft.keyHelp || (draft.auth.kind === 'none' ? '' : home) };
  return isWhole ? withOperation(filled, at, withRequest(operation, { path, query })) : filled;
}

/** Another kind of key; what is said of the key goes with the key. */
export function withAuth(draft: ProviderDraft, kind: ProviderDraft['auth']['kind']): ProviderDraft {
  const auth: ProviderDraft['auth'] = kind === 'header' ? { kind, name: 'X-API-Key', prefix: '' } : kind === 'query' ? { kind, name: 'api_key' } : kind === 'basic' ? { kind, user: '{key}', password: '' } : kind === 'kept' ? draft.auth : { kind };
  const isKeyed = kind !== 'none';
  return { ...draft, auth, keyLabel: isKeyed ? draft.keyLabel || 'API key' : '', keyHelp: isKeyed ? draft.keyHelp || draft.homepage : '' };
}

/** What an answer can be mapped to: the fields of what it is about, and what is said about it. */
export const targetsOf = (operation: OperationName): readonly FieldKey[] => {
  const { wanted, about } = OPERATIONS[operation];
  const first: readonly FieldKey[] = Array.isArray(wanted) ? wanted : [];
  return [...first, ...fieldsOf(about).filter((field) => !first.includes(field))];
};
export const targetName = (target: Target): string => (target === 'confidence' ? 'Confidence' : target === 'verdict' ? 'Verdict' : FIELDS[target].label);

/** Words of partners for verdicts, as a first proposal. */
const VERDICT_WORDS: Readonly<Record<string, string>> = {
  valid: 'valid', deliverable: 'valid', ok: 'valid', good: 'valid', true: 'valid', safe: 'valid', passed: 'valid', accept_all: 'catch-all', 'accept-all': 'catch-all', catchall: 'catch-all', catch_all: 'catch-all', 'catch-all': 'catch-all', risky: 'catch-all',
  invalid: 'invalid', undeliverable: 'invalid', bad: 'invalid', false: 'invalid', failed: 'invalid', unknown: 'unknown',
};

/** The pick for a clicked value. @param each from every element of the list it stands in */
export function pickFor(steps: Steps, value: unknown, target: Target, each: boolean): PickDraft | null {
  const path = each ? pathToEach(steps) : pathTo(steps);
  if (path === null) return null;
  if (target === 'verdict') {
    const word = String(value);
    return { kind: 'path', path, map: [{ theirs: word, ours: VERDICT_WORDS[word.toLowerCase()] ?? 'unknown' }], rest: { otherwise: 'unknown' } };
  }
  // A share of one becomes a percentage.
  const isShare = target === 'confidence' && typeof value === 'number' && value > 0 && value <= 1 && !Number.isInteger(value);
  return { kind: 'path', path, map: [], rest: isShare ? { times: 100 } : each ? { by: ', ' } : {} };
}

export function withTarget(operation: OperationDraft, target: Target, pick: PickDraft | null): Partial<OperationDraft> {
  if (target === 'confidence') return { confidence: pick };
  if (target === 'verdict') return { verdict: pick };
  const others = operation.fields.filter(({ field }) => field !== target);
  return { fields: pick ? [...others, { field: target, pick }] : others };
}

/** The form with only this operation, and everything in place that a test call does not depend on. */
export function tryable(draft: ProviderDraft, at: number): ProviderDraft | null {
  const operation = draft.operations[at];
  if (!operation) return null;
  const home = /^https?:\/\/./.test(draft.baseUrl) ? `${draft.baseUrl}/` : '';
  const { wanted } = OPERATIONS[operation.operation];
  const nowhere: PickDraft = { kind: 'path', path: 'kiln-nothing', map: [], rest: {} };
  const fields = wanted === 'verdict' ? [] : [{ field: Array.isArray(wanted) ? (wanted as readonly FieldKey[])[0] ?? 'name' : ('name' as const), pick: nowhere }];
  const isWorded = fields.some(({ field }) => field === 'phoneStatus' || field === 'phoneType');
  return {
    ...draft, name: draft.name.trim() || 'Draft', homepage: draft.homepage || home, docs: draft.docs || home, priceNote: draft.priceNote || 'Unknown', keyLabel: draft.auth.kind === 'none' ? '' : draft.keyLabel || 'Key', keyHelp: draft.auth.kind === 'none' ? '' : draft.keyHelp || home, limits: {}, others: {},
    operations: [{ ...operation, rules: [], confidence: null, verdict: wanted === 'verdict' ? nowhere : null, fields: isWorded ? [{ field: 'carrier', pick: nowhere }] : fields, price: '', rest: { ...operation.rest, answer: {} } }],
  };
}

export const onlyOperation = (draft: ProviderDraft, at: number): ProviderDraft => ({ ...draft, others: {}, operations: draft.operations.slice(at, at + 1) });

/** A manifest of somebody else as the beginning of an own one. */
export const copied = (draft: ProviderDraft, month: string): ProviderDraft => ({
  ...draft, id: '', name: `${draft.name.slice(0, 73)} (copy)`,
  rest: { ...draft.rest, verified: { sure: 'own', sources: [isOwnProvider(draft.id) ? 'Copied from another provider of the person.' : `Copied from ${draft.name}, as it comes with Kiln.`], on: month, live: false } },
});

/** An operation that is not there yet. */
export function nextOperation(draft: ProviderDraft): OperationDraft | null {
  const free = CHOICES.find((name) => !draft.operations.some((o) => o.operation === name) && !draft.others[name]);
  return free ? newOperation(free) : null;
}
