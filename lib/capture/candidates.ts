import type { RawEntity, RawFind, Zone } from '../contracts/raw-capture.ts';
import type { FieldKey } from '../domain/lead/fields.ts';
import type { ReadMethod } from '../domain/lead/lead.ts';

/** One statement about a field before it is normalised and merged. */
export interface Candidate {
  readonly field: FieldKey;
  readonly value: string;
  readonly method: ReadMethod;
  /** 0 to 100: how sure this one source is, alone. */
  readonly confidence: number;
  readonly selector?: string;
  readonly path?: string;
  readonly text?: string;
  /** Reading order, to prefer what comes first among equals. */
  readonly order: number;
}

export const isChrome = (zone: Zone): boolean => zone === 'footer' || zone === 'nav';

/** How much structured data of each kind is believed, alone. */
export const METHOD_CONFIDENCE: Readonly<Record<RawEntity['method'], number>> = { jsonld: 85, microdata: 82, rdfa: 80, hcard: 76 };

export function fromFind(field: FieldKey, find: RawFind, confidence: number, value = find.value): Candidate {
  return {
    field, value, method: 'text', confidence: clamp(confidence - (find.hidden ? 20 : 0)), order: find.order,
    ...(find.selector ? { selector: find.selector } : {}),
    ...(find.text ? { text: find.text } : {}),
  };
}

export function fromProp(field: FieldKey, entity: RawEntity, prop: RawEntity['props'][number], weight = 0, value = prop.value): Candidate {
  return {
    field, value, method: entity.method, confidence: clamp(METHOD_CONFIDENCE[entity.method] + weight), order: 0, path: prop.path,
    ...(prop.selector ? { selector: prop.selector } : {}),
    ...(prop.text ? { text: prop.text } : {}),
  };
}

export const clamp = (confidence: number): number => Math.max(1, Math.min(99, Math.round(confidence)));
