import type { Manifest, OperationSpec, Way } from '../contracts/manifest.ts';
import { AI_PROMPT_CHARS, PROVIDER_INPUT_CHARS } from '../core/limits.ts';
import { INPUT_KEYS, OPERATIONS } from '../domain/enrichment/operation.ts';
import type { InputKey, OperationInput, OperationName } from '../domain/enrichment/operation.ts';
import { matches } from './conditions.ts';
import { cleanText, domainOf, HIDDEN_IN_TEXT, e164Of, emailOf, linkedinUrlOf } from './values.ts';

type Draft = { [K in InputKey]?: string };

const normal: { readonly [K in InputKey]?: (text: string) => string | undefined } = {
  email: emailOf,
  domain: domainOf,
  companyDomain: domainOf,
  // Without its country code a number is another one elsewhere: no partner is asked about it.
  phone: e164Of,
  linkedinUrl: linkedinUrlOf,
  githubLogin: (t) => /^(?:https?:\/\/)?(?:www\.)?(?:github\.com\/)?@?([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/?$/.exec(t)?.[1],
};

const PROMPT: ReadonlySet<InputKey> = new Set(['instructions', 'question', 'schema']);
const isPrompt = (key: InputKey): boolean => PROMPT.has(key);
/** A prompt keeps its lines; what nobody sees goes, and it is bounded. */
const promptText = (text: string): string => text.slice(0, AI_PROMPT_CHARS).replace(HIDDEN_IN_TEXT, ' ').trim();

/**
 * The question in its normal form, with what follows from it: first and last name from the full one and back, the two
 * words for a domain from each other, and for companies `companyName` from `name`. Values that are no such thing are dropped.
 */
export function normalInput(operation: OperationName, input: OperationInput): OperationInput {
  const draft: Draft = {};
  for (const key of INPUT_KEYS) {
    const given = Object.hasOwn(input, key) ? input[key] : undefined;
    const text = typeof given !== 'string' ? '' : isPrompt(key) ? promptText(given) : cleanText(given, PROVIDER_INPUT_CHARS);
    const value = text === '' ? undefined : (normal[key] ?? ((t: string) => t))(text);
    if (value !== undefined) draft[key] = value;
  }
  const company = OPERATIONS[operation].about === 'company';
  if (!company) deriveNames(draft);
  else if (draft.companyName === undefined && draft.name !== undefined) draft.companyName = draft.name;
  const domain = company ? (draft.domain ?? draft.companyDomain) : (draft.companyDomain ?? draft.domain);
  if (domain !== undefined) {
    draft.domain ??= domain;
    draft.companyDomain ??= domain;
  }
  return draft;
}

function deriveNames(draft: Draft): void {
  if (draft.name === undefined && draft.firstName !== undefined && draft.lastName !== undefined) draft.name = `${draft.firstName} ${draft.lastName}`;
  const words = draft.name?.split(' ') ?? [];
  if (words.length < 2) return;
  draft.firstName ??= words[0] ?? '';
  draft.lastName ??= words.slice(1).join(' ');
}

const lacks = (input: OperationInput, needs: readonly InputKey[]): InputKey[] => needs.filter((key) => input[key] === undefined);

/** Whether one of the alternative sets is complete. */
export const meets = (needs: readonly (readonly InputKey[])[], input: OperationInput): boolean => needs.some((set) => lacks(input, set).length === 0);

/** Known inputs that a way is not for: the country of another register, a number of another form. */
const foreign = (way: Way, input: OperationInput): InputKey[] =>
  INPUT_KEYS.filter((key) => {
    const pattern = way.only?.[key];
    const value = input[key];
    return pattern !== undefined && value !== undefined && !matches(pattern, value);
  });

/** The first way whose needs are met by a normal input and that is meant for it. */
export const chooseWay = (spec: OperationSpec, input: OperationInput): Way | undefined =>
  spec.ways.find((way) => meets(way.needs, input) && foreign(way, input).length === 0);

/** Everything needed is there, but no way is meant for such a question: the answer is known without asking. */
export const isElsewhere = (spec: OperationSpec, input: OperationInput): boolean =>
  chooseWay(spec, input) === undefined && spec.ways.some((way) => meets(way.needs, input));

/** What is missing (or of another kind) for the nearest way, or null when it can be asked. */
export function missingFor(spec: OperationSpec, input: OperationInput): readonly InputKey[] | null {
  if (chooseWay(spec, input)) return null;
  const gaps = spec.ways.flatMap((way) => way.needs.map((needs) => [...lacks(input, needs), ...foreign(way, input)]));
  return gaps.reduce((best, gap) => (gap.length < best.length ? gap : best));
}

/** The operation of a manifest, by own property only. */
export const operationOf = (manifest: Manifest | undefined, operation: OperationName): OperationSpec | undefined =>
  manifest && Object.hasOwn(manifest.operations, operation) ? manifest.operations[operation] : undefined;
