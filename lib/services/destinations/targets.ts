import { targetFieldSchema, type DestinationFacts, type TargetField, type TargetInput } from '../../contracts/destination.ts';
import { TARGET_FIELDS, TARGET_OPTIONS, TARGETS } from '../../core/limits.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { TargetId } from '../../domain/delivery/delivery.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import type { TargetRow } from '../../storage/target-row.ts';
import type { Deps } from '../deps.ts';
import { openText, sealText } from '../keys.ts';
import { checkAddress } from './address.ts';
import { createConverse } from './converse.ts';
import { openTarget, sealedAs, secretsOf } from './view.ts';

type TargetDeps = Pick<Deps, 'store' | 'vault' | 'destinations' | 'delivery' | 'now' | 'newId' | 'sha256'>;

export interface TargetDraft {
  readonly id?: string;
  readonly destinationId: string;
  readonly name: string;
  /** What was typed in. A secret that is left out stays as it is. */
  readonly settings: Readonly<Record<string, string>>;
  /** An address inside a private network is the person's own. */
  readonly isOwn: boolean;
}
/** What is wrong, by the name of the input; '' = with the whole. */
export interface TargetProblem {
  readonly input: string;
  readonly problem: 'missing' | 'shape' | 'address' | 'private' | 'gone' | 'too-many';
}

const shows = (text: string): string => (text.length >= 8 ? text.slice(-4) : '');

/** Checks what was typed in, keeps it, its secrets encrypted. Nobody is asked. */
export async function saveTarget(deps: TargetDeps, draft: TargetDraft): Promise<Result<{ readonly id: TargetId }, TargetProblem>> {
  const destination = deps.destinations.get(draft.destinationId);
  const before = draft.id === undefined ? undefined : await deps.store.targets.get(draft.id);
  if (!destination || (draft.id !== undefined && before?.destinationId !== draft.destinationId)) return err({ input: '', problem: 'gone' });
  if (!before && (await deps.store.targets.list()).length >= TARGETS) return err({ input: '', problem: 'too-many' });
  const kept = before?.sealed ? (secretsOf(await openText(deps, sealedAs(before.id), before.sealed)) ?? {}) : {};
  const { facts } = destination;
  const settings: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  const origins = new Set<string>();
  for (const input of facts.inputs) {
    const typed = draft.settings[input.name];
    const text = input.kind === 'long' ? (typed ?? '').trim() : (typed ?? '').trim().replace(/\s+/g, ' ');
    const value = text === '' && input.secret && typed === undefined ? (kept[input.name] ?? '') : text;
    const problem = problemOf(input, value, draft.isOwn);
    if (problem) return err({ input: input.name, problem });
    if (value === '') continue;
    if (input.kind === 'address') origins.add(new URL(value).origin);
    (input.secret ? secrets : settings)[input.name] = value;
  }
  for (const origin of [facts.base, ...(facts.moreOrigins ?? [])]) if (origin) origins.add(new URL(filled(origin, { ...settings, ...secrets })).origin);
  const id = before?.id ?? (deps.newId() as TargetId);
  const hasSecrets = Object.keys(secrets).length > 0;
  const row: TargetRow = {
    id, destinationId: facts.id, name: draft.name, settings, origins: [...origins],
    ...(hasSecrets ? { sealed: await sealText(deps, sealedAs(id), JSON.stringify(secrets)) } : {}),
    last4: Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, shows(text)])),
    place: await placeOf(deps, facts, settings, secrets, before, kept),
    mappings: before?.mappings ?? {}, fields: before?.fields ?? {}, status: 'unchecked', createdAt: before?.createdAt ?? deps.now(), ...(before?.usedAt === undefined ? {} : { usedAt: before.usedAt }),
  };
  await deps.store.targets.put(row);
  return ok({ id });
}

function problemOf(input: TargetInput, value: string, isOwn: boolean): TargetProblem['problem'] | undefined {
  if (value === '') return input.optional ? undefined : 'missing';
  if (input.kind === 'address') {
    const address = checkAddress(value, isOwn);
    return address.ok ? undefined : address.problem === 'private' ? 'private' : 'address';
  }
  if (input.kind === 'choice') return input.options?.some((option) => option.value === value) ? undefined : 'shape';
  if (input.pattern !== undefined && !new RegExp(input.pattern, 'u').test(value)) return 'shape';
  // What is not a file's text goes into headers and addresses: plain characters only.
  return input.kind === 'text' && !/^[\x20-\x7e]+$/.test(value) && input.secret ? 'shape' : undefined;
}

/** `{name}` filled from the settings. Patterns of the inputs keep a host a host. */
export const filled = (template: string, settings: Readonly<Record<string, string>>): string => template.replace(/\{([A-Za-z0-9]+)\}/g, (_all, name: string) => settings[name] ?? '');

/**
 * Names the place of the world that a target stands for: address and whatever is not secret, or the key where there is nothing else.
 * A key that is replaced by another leads to the same place.
 */
async function placeOf(deps: TargetDeps, facts: DestinationFacts, settings: Readonly<Record<string, string>>, secrets: Readonly<Record<string, string>>, before: TargetRow | undefined, kept: Readonly<Record<string, string>>): Promise<string> {
  const identity = (plain: Readonly<Record<string, string>>, secret: Readonly<Record<string, string>>): string =>
    JSON.stringify(facts.inputs.filter((input) => input.kind !== 'choice' && (!input.secret || input.kind === 'address')).map((input) => (input.secret ? secret : plain)[input.name] ?? ''));
  const now = identity(settings, secrets);
  if (before && identity(before.settings, kept) === now) return before.place;
  const isNamed = /[^[\]",]/.test(now);
  return deps.sha256(`kiln destination ${facts.id} ${now}${isNamed ? '' : JSON.stringify(secrets)}`);
}

export type Tested =
  | { readonly works: true; readonly says?: string; readonly fields: number }
  | { readonly works: false; readonly because: string; readonly detail?: string };

/** A record about nobody, for destinations that can only be tested by sending something. */
const SAMPLE: Readonly<Record<LeadKind, Readonly<Record<string, string>>>> = {
  person: { name: 'Ada Example', first_name: 'Ada', last_name: 'Example', work_email: 'ada@example.com', company_name: 'Example Labs', company_domain: 'example.com', kiln_test: 'yes' },
  company: { name: 'Example Labs', domain: 'example.com', kiln_test: 'yes' },
};

/**
 * Tests a target and keeps what came of it. Free. @param sample sends one made-up record where there is no other test; without it such
 * a target stays untested
 */
export async function testTarget(deps: TargetDeps, id: string, kind: LeadKind, sample: boolean): Promise<Tested | null> {
  const row = await deps.store.targets.get(id);
  const target = row && (await openTarget(deps, row, kind, {}));
  if (!row || !target) return null;
  const { destination, view, redact } = target;
  const { check } = destination;
  if (!check && !sample) return { works: false, because: 'sample-only' };
  const converse = createConverse(deps);
  const record = { id: 'kiln-test', values: SAMPLE[kind] };
  const outcome = check ? await converse(target, (replies) => check(view, replies)) : await converse(target, (replies) => destination.deliver([record], view, replies));
  const tested = testedOf(outcome);
  const detail = tested.works ? tested.says : tested.detail;
  await deps.store.targets.change(row.id, {
    status: tested.works ? 'works' : 'fails', checkedAt: deps.now(), detail: detail === undefined ? '' : redact(detail),
    ...(outcome.kind === 'works' && outcome.fields ? { fields: { ...row.fields, [kind]: keptFields(outcome.fields) } } : {}),
  });
  return tested.works ? tested : { ...tested, ...(tested.detail === undefined ? {} : { detail: redact(tested.detail) }) };
}

/** Fields as a destination has named them, within bounds: what is too long or has an impossible name is left out, each name stands once. */
function keptFields(fields: readonly TargetField[]): TargetField[] {
  const kept = new Map<string, TargetField>();
  for (const { options, ...field } of fields.slice(0, TARGET_FIELDS)) {
    const words = options?.filter(({ value, label }) => value.length <= 200 && label.length <= 200).slice(0, TARGET_OPTIONS);
    const read = targetFieldSchema.safeParse({ ...field, label: field.label.slice(0, 200), ...(words ? { options: words } : {}) });
    if (read.success && !kept.has(read.data.name)) kept.set(read.data.name, read.data);
  }
  return [...kept.values()];
}

type TestOutcome = Awaited<ReturnType<ReturnType<typeof createConverse>>>;
function testedOf(outcome: TestOutcome): Tested {
  switch (outcome.kind) {
    case 'works':
      return { works: true, fields: outcome.fields?.length ?? 0, ...(outcome.says ? { says: outcome.says } : {}) };
    case 'results': {
      const [first] = outcome.results;
      return first?.kind === 'delivered' || first?.kind === 'known' ? { works: true, fields: 0 } : { works: false, because: 'refused', ...(first?.kind === 'failed' && first.detail ? { detail: first.detail } : {}) };
    }
    case 'fails':
    case 'stop':
    case 'later':
      return { works: false, because: outcome.because, ...('detail' in outcome && outcome.detail ? { detail: outcome.detail } : {}) };
    case 'fault':
      return { works: false, because: 'down', ...(outcome.detail ? { detail: outcome.detail } : {}) };
    case 'login-failed':
      return { works: false, because: 'revoked' };
    case 'lost':
      return { works: false, because: 'unreachable' };
    case 'alone':
      return { works: false, because: 'refused' };
  }
}

/** Takes it away; for an hour it can be brought back with its key. */
export const removeTarget = (deps: Pick<Deps, 'store' | 'now'>, id: string): Promise<boolean> => deps.store.targets.setDeleted(id as TargetId, deps.now());
export const restoreTarget = (deps: Pick<Deps, 'store'>, id: string): Promise<boolean> => deps.store.targets.setDeleted(id as TargetId, null);
