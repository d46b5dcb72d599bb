/**
 * Finding first what a question needs and the lead lacks: the domain from the name of the company, the name from the
 * domain, the profile. The step is a part of the enrichment: it costs no Action, and Data Credits only where the
 * waterfall says that it may be bought.
 */
import type { FieldKey, LeadKind } from '../lead/fields.ts';
import type { InputKey, OperationInput, OperationName } from './operation.ts';
import type { Waterfall } from './waterfall.ts';

interface Findable {
  readonly operation: OperationName;
  /** Field of the answer that is taken; everything else of it is left out: it may be about somebody else. */
  readonly answer: FieldKey;
  /** Field of the lead that it becomes. */
  readonly field: Readonly<Record<LeadKind, FieldKey | null>>;
  /** What questions are asked with then. */
  readonly inputs: readonly InputKey[];
}

const FINDABLES: readonly Findable[] = [
  { operation: 'find-domain', answer: 'domain', field: { person: 'companyDomain', company: 'domain' }, inputs: ['companyDomain', 'domain'] },
  { operation: 'enrich-company', answer: 'name', field: { person: 'companyName', company: 'name' }, inputs: ['companyName'] },
  { operation: 'find-linkedin', answer: 'linkedinUrl', field: { person: 'linkedinUrl', company: null }, inputs: ['linkedinUrl'] },
];

/** Operations that can find an input. */
export const FIRST_OPERATIONS: readonly OperationName[] = FINDABLES.map((f) => f.operation);

/** What an operation finds for a lead of this kind, or null when it finds no input. */
export const foundField = (operation: OperationName, kind: LeadKind): FieldKey | null => FINDABLES.find((f) => f.operation === operation)?.field[kind] ?? null;

/** The field of the answer that becomes the found field. */
export const answerField = (operation: OperationName): FieldKey | undefined => FINDABLES.find((f) => f.operation === operation)?.answer;

const inputsOf = (field: FieldKey, kind: LeadKind): readonly InputKey[] => FINDABLES.find((f) => f.field[kind] === field)?.inputs ?? [];

/** True when the lead can be asked with this already. */
export const isKnown = (field: FieldKey, kind: LeadKind, input: OperationInput): boolean => inputsOf(field, kind).some((key) => input[key] !== undefined);

/** The input as it will be once the field is found; only whether something is there counts. */
export const withFound = (field: FieldKey, kind: LeadKind, input: OperationInput): OperationInput => ({ ...input, ...Object.fromEntries(inputsOf(field, kind).map((key) => [key, key === 'linkedinUrl' ? 'https://www.linkedin.com/in/found' : 'found.example'])) });

/** The question that a first step asks, as a waterfall of its own: what it wants, without a verifier. */
export function firstQuestion(waterfall: Waterfall, operation: OperationName): Waterfall {
  const { verifier: _verifier, ...rest } = waterfall;
  const wanted = answerField(operation);
  return { ...rest, enrichment: operation === 'find-domain' ? 'domain' : operation === 'find-linkedin' ? 'linkedin' : 'company', wanted: wanted ? [wanted] : [] };
}
