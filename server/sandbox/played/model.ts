import type { Manifest } from '../../../lib/contracts/manifest.ts';
import type { Partner, PartnerReply, PartnerRequest } from '../partner.ts';
import { chance, DEFAULT_HIT_RATE } from './chance.ts';
import type { PlayedFixture } from './fixture.ts';
import type { PlayedOptions } from './partner.ts';
import { bodyOf } from './slots.ts';

interface Schema {
  readonly properties: { readonly [name: string]: unknown };
}
const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchema = (value: unknown): value is Schema => isRecord(value) && value['type'] === 'object' && isRecord(value['properties']);

/** The schema of the wanted answer, wherever a host has it in its requests. */
function schemaIn(value: unknown): Schema | undefined {
  if (isSchema(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = schemaIn(inner);
    if (found) return found;
  }
  return undefined;
}

/** A value of the kind that a property asks for: the same question always gets the same. */
function valueFor(property: unknown, question: string): unknown {
  const { enum: choices, type } = isRecord(property) ? property : {};
  const options = Array.isArray(choices) ? choices.filter((one) => one !== null) : [];
  if (options.length > 0) return options[Math.floor(chance(question) * options.length)];
  return [type].flat().includes('number') ? Math.round(chance(question) * 100) : 'Practice answer';
}

/** The answer of the fixture with another one in its place, as text or as an object. */
function withAnswer(json: unknown, shown: string, made: unknown): unknown {
  if (json === shown) return JSON.stringify(made);
  if (typeof json !== 'object' || json === null) return json;
  if (JSON.stringify(json) === shown) return made;
  return Array.isArray(json) ? json.map((inner: unknown) => withAnswer(inner, shown, made)) : Object.fromEntries(Object.entries(json).map(([name, inner]) => [name, withAnswer(inner, shown, made)]));
}

/** A partner that answers questions of any shape: by the schema it is asked with, in the words of the fixture around it. */
export function modelPartner(manifest: Manifest, fixture: PlayedFixture, played: Partner, options: PlayedOptions = { hitRate: () => DEFAULT_HIT_RATE }): Partner {
  const cases = fixture.operations['answer-question']?.cases ?? [];
  const miss = cases.find((c) => c.expect.kind === 'no-result');
  const hit = cases.find((c) => c.expect.kind === 'hit');
  const shown = hit?.expect.data;
  if (!manifest.operations['answer-question'] || !hit || shown === undefined) return played;
  const answer = (request: PartnerRequest): PartnerReply | undefined => {
    const schema = request.method === 'POST' ? schemaIn(bodyOf(request, false)) : undefined;
    if (!schema) return played.answer(request);
    const isKnown = chance(`${manifest.id} ${request.body.length}`) < options.hitRate();
    const { status, json } = (isKnown ? hit : miss)?.exchanges[0]?.answer ?? { status: 404, json: {} };
    if (!isKnown) return { status, json };
    const made = Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, valueFor(property, `${name} ${request.body.length}`)]));
    return { status, json: withAnswer(json, shown, made), billed: true };
  };
  return { ...played, answer };
}
