import { capital } from './format.ts';
import type { FieldValue, Origin, ReadMethod } from '../domain/lead/lead.ts';

/** The shape of a mark: circle page, diamond provider, square person or import, triangle guess. */
export type MarkFrom = 'page' | 'provider' | 'person' | 'guess';
/** The fill of a mark. */
export type MarkSure = 'high' | 'mid' | 'low';

export interface Mark {
  readonly from: MarkFrom;
  readonly sure: MarkSure;
}

const FROM: Readonly<Record<Origin, MarkFrom>> = { page: 'page', provider: 'provider', person: 'person', import: 'person', guess: 'guess' };
const FROM_WORDS: Readonly<Record<Origin, string>> = { page: 'from the page', provider: 'from a provider', person: 'typed by a person', import: 'from an import', guess: 'guessed' };
export const SURE_WORDS: Readonly<Record<MarkSure, string>> = { high: 'high', mid: 'medium', low: 'low' };

export const METHOD_WORDS: Readonly<Record<ReadMethod, string>> = {
  recipe: 'site recipe',
  jsonld: 'JSON-LD',
  microdata: 'microdata',
  rdfa: 'RDFa',
  hcard: 'h-card',
  meta: 'page header',
  text: 'page text',
  list: 'in a list of the page',
  context: 'right click',
};

/** 80 and more is high, 50 and more medium. */
export const sureOf = (confidence: number): MarkSure => (confidence >= 80 ? 'high' : confidence >= 50 ? 'mid' : 'low');

export const markOf = (value: FieldValue): Mark => ({ from: FROM[value.provenance.origin], sure: sureOf(value.confidence) });

/** "from the page, high confidence": how a mark is read aloud. */
export const markWords = (value: FieldValue): string => `${FROM_WORDS[value.provenance.origin]}, ${SURE_WORDS[sureOf(value.confidence)]} confidence`;

/** "0.97 high" */
export const confidenceWords = (confidence: number): string => `${(confidence / 100).toFixed(2)} ${SURE_WORDS[sureOf(confidence)]}`;

/** "this page, JSON-LD", "Hunter, own key", "typed by a person": where a value comes from, in one line. */
export function sourceWords(value: FieldValue, nameOf: (providerId: string) => string): string {
  const p = value.provenance;
  if (p.origin === 'page') return p.method ? METHOD_WORDS[p.method] : 'the page';
  if (p.origin === 'provider') {
    const paid = p.route === 'own' ? ', own key' : p.route === 'free' ? ', free source' : '';
    return `${p.providerId ? nameOf(p.providerId) : 'a provider'}${paid}`;
  }
  if (p.origin === 'import' && p.fileName !== undefined) return `imported from ${p.fileName}`;
  return p.origin === 'guess' ? 'guessed from what is known' : FROM_WORDS[p.origin];
}

/** "Typed by a person": a sentence start. */
export const sourceTitle = (value: FieldValue, nameOf: (providerId: string) => string): string => capital(sourceWords(value, nameOf));
