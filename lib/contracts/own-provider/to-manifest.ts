import type { Auth, Condition, Manifest } from '../manifest.ts';
import type { AuthDraft, BodyDraft, Kept, Mapped, OperationDraft, PickDraft, ProviderDraft, RequestDraft, Row, RuleDraft, RuleTest } from './draft.ts';
import { OWN_PREFIX } from './draft.ts';

/** A problem with a place: a path into the manifest, `operations.find-work-email.ways.0.steps.0.request.json`. */
export interface DraftProblem {
  readonly path: string;
  readonly message: string;
}
export interface MadeManifest {
  /** As the form says it, right or not: `provider.check` tells. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** What could not even be written down. */
  readonly problems: readonly DraftProblem[];
}
type Say = (path: string, message: string) => void;

const named = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => row.name.trim() !== '');

/** Rows of the same name become a list. */
function grouped(rows: readonly Row[]): Record<string, unknown> {
  const out = new Map<string, unknown[]>();
  for (const { name, value } of named(rows)) out.set(name.trim(), [...(out.get(name.trim()) ?? []), value]);
  return Object.fromEntries([...out].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function single(rows: readonly Row[], where: string, say: Say): Record<string, unknown> {
  const out = new Map<string, unknown>();
  for (const { name, value } of named(rows)) {
    if (out.has(name.trim())) say(where, `"${name.trim()}" is there twice`);
    out.set(name.trim(), value);
  }
  return Object.fromEntries(out);
}

const some = (key: string, value: Readonly<Record<string, unknown>>): Kept => (Object.keys(value).length > 0 ? { [key]: value } : {});

function bodyOf(body: BodyDraft, where: string, say: Say): Kept {
  if (body.kind === 'form') return { form: single(body.rows, `${where}.form`, say) };
  if (body.kind === 'none') return {};
  try {
    return { json: JSON.parse(body.text) as unknown };
  } catch {
    say(`${where}.json`, 'This is no JSON yet. Text stands in double quotes, placeholders stand inside text.');
    return {};
  }
}

function requestOf(request: RequestDraft, where: string, say: Say): Kept {
  return {
    method: request.method,
    path: request.path,
    ...some('query', grouped(request.query)),
    ...some('headers', single(request.headers, `${where}.headers`, say)),
    ...bodyOf(request.body, where, say),
    ...request.rest,
  };
}

const mapOf = (map: readonly Mapped[]): Kept => (map.length > 0 ? { map: Object.fromEntries(map.map(({ theirs, ours }) => [theirs, ours])) } : {});

export function pickToManifest(pick: PickDraft): unknown {
  if (pick.kind === 'kept') return pick.pick;
  const more = { ...mapOf(pick.map), ...pick.rest };
  return Object.keys(more).length === 0 ? pick.path : { path: pick.path, ...more };
}

function statusOf(text: string, where: string, say: Say): Kept {
  const parts = text.split(/[,\s]+/).filter((part) => part !== '');
  if (parts.length === 0) return {};
  const codes = parts.map((part) => (/^[2-5]xx$/.test(part) ? part : Number(part)));
  if (codes.some((code) => typeof code === 'number' && !(Number.isInteger(code) && code >= 100 && code <= 599))) say(where, 'A status is a number such as 404, or 5xx for all of a kind.');
  return { status: codes.length === 1 ? codes[0] : codes };
}

function testOf({ about, at, test, values }: RuleTest): Condition {
  const subject: Condition = about === 'text' ? { text: true } : about === 'path' ? { path: at } : { header: at };
  if (test === 'there' || test === 'missing') return { ...subject, exists: test === 'there' };
  if (test === 'matches') return { ...subject, matches: String(values[0] ?? '') };
  return { ...subject, is: values.length === 1 ? (values[0] ?? null) : [...values] };
}

function ruleOf(rule: RuleDraft, where: string, say: Say): unknown {
  if (rule.kind === 'kept') return rule.rule;
  if (rule.status.trim() === '' && !rule.test) say(where, 'Say by what the answer is known: a status, a value or a word.');
  return { when: { ...statusOf(rule.status, where, say), ...(rule.test ? testOf(rule.test) : {}) }, then: rule.then };
}

function operationOf(draft: OperationDraft, say: Say): Kept {
  const where = `operations.${draft.operation}`;
  const rules = draft.rules.map((rule, i) => ruleOf(rule, `${where}.rules.${i}`, say));
  return {
    ways: [{ needs: draft.needs, steps: [{ request: requestOf(draft.request, `${where}.ways.0.steps.0.request`, say), ...draft.rest.step }], ...draft.rest.way }],
    answer: {
      fields: Object.fromEntries(draft.fields.map(({ field, pick }) => [field, pickToManifest(pick)])),
      ...(draft.confidence ? { confidence: pickToManifest(draft.confidence) } : {}),
      ...(draft.verdict ? { verdict: pickToManifest(draft.verdict) } : {}),
      ...draft.rest.answer,
    },
    ...(rules.length > 0 ? { rules } : {}),
    ...(draft.price.trim() === '' ? {} : { price: draft.price }),
    ...draft.rest.spec,
  };
}

function authOf(auth: AuthDraft): Auth {
  if (auth.kind === 'kept') return auth.auth;
  return auth.kind === 'header' ? { kind: 'header', name: auth.name, ...(auth.prefix === '' ? {} : { prefix: auth.prefix }) } : auth;
}

/** "own-the-bureau" of "The Bureau". */
export const ownIdOf = (name: string): string => {
  const slug = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 45).replace(/-+$/, '');
  return `${OWN_PREFIX}${slug || 'provider'}`;
};

/** The manifest that a form describes. */
export function toManifest(draft: ProviderDraft): MadeManifest {
  const problems: DraftProblem[] = [];
  const say: Say = (path, message) => void problems.push({ path, message });
  for (const [i, { operation }] of draft.operations.entries()) if (draft.operations.findIndex((o) => o.operation === operation) < i || draft.others[operation]) say('operations', `"${operation}" is there twice`);
  const auth = authOf(draft.auth);
  const manifest = {
    kiln: 1,
    id: draft.id === '' ? ownIdOf(draft.name) : draft.id,
    name: draft.name,
    homepage: draft.homepage,
    docs: draft.docs,
    baseUrl: draft.baseUrl,
    auth,
    ...(auth.kind === 'none' ? {} : { key: { label: draft.keyLabel, helpUrl: draft.keyHelp } }),
    ...some('limits', draft.limits),
    operations: { ...Object.fromEntries(draft.operations.map((o) => [o.operation, operationOf(o, say)])), ...draft.others },
    price: { note: draft.priceNote, charged: draft.charged },
    ...draft.rest,
  } satisfies Partial<Record<keyof Manifest, unknown>>;
  return { manifest, problems };
}
