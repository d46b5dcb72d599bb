/** What is wrong with a provider of the person's own, next to the field it concerns, in words. */
import type { DraftProblem } from '../contracts/own-provider/to-manifest.ts';

/** A field of the form, or an operation's own field as `<operation> <field>`. */
export type Place = string;

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/request\.path|^ways\.0\.steps\.0$|ways\.0\.steps\.0\.path/, 'path'],
  [/request\.query/, 'query'],
  [/request\.headers/, 'headers'],
  [/request\.(?:json|form)/, 'body'],
  [/^ways\.0\.needs/, 'needs'],
  [/^ways\.0/, 'request'],
  [/^answer\.verdict/, 'verdict'],
  [/^answer\.confidence/, 'confidence'],
  [/^answer\.fields\.(\w+)/, 'field'],
  [/^answer/, 'fields'],
  [/^rules\.(\d+)/, 'rule'],
  [/^rules/, 'rules'],
  [/^price/, 'price'],
];

/** The field of the form that a problem belongs to. */
export function placeOf(path: string, operations: readonly string[]): Place {
  const inner = path.replace(/^operations\./, '');
  const operation = operations.find((name) => inner === name || inner.startsWith(`${name}.`));
  if (operation === undefined) return inner.split(/[ .]/)[0] ?? '';
  const rest = inner.slice(operation.length + 1);
  for (const [pattern, place] of PLACES) {
    const found = pattern.exec(rest);
    if (found) return `${operation} ${found[1] === undefined ? place : `${place} ${found[1]}`}`;
  }
  return `${operation} request`;
}

/** Words for what a schema only says in its own. */
const WORDS: Readonly<Record<string, string>> = {
  name: 'A name of 1 to 80 characters.',
  baseUrl: 'An address that begins with https://, without ?, # or a slash at the end. http:// only for a program on this machine (localhost or 127.0.0.1).',
  homepage: 'A whole web address, such as https://example.com/.',
  docs: 'A whole web address, such as https://example.com/docs.',
  key: 'A whole web address where the key is found.',
  auth: 'How the key is sent is not complete.',
  limits: 'Whole numbers from 1.',
  price: 'A few words about the price.',
  path: 'Begins with a slash. What comes after ? stands in the parameters.',
  query: 'A name has letters, digits and . _ - only, and a value up to 2,000 characters.',
  headers: 'A name has letters, digits, _ and - only, and a value is there.',
  body: 'The names or the size of the body are not right.',
  needs: 'At least one thing must be known to ask.',
  rule: 'This rule is not complete.',
  verdict: 'The place of the verdict is not right.',
  confidence: 'The place of the confidence is not right.',
  field: 'The place of this value is not right.',
};
const RAW = /^(?:Invalid|Too |Expected|Unrecognized|Required)/;

export interface PlacedProblem extends DraftProblem {
  readonly place: Place;
}

/** Problems with their place and in words; the same one twice is one. */
export function placed(problems: readonly DraftProblem[], operations: readonly string[]): PlacedProblem[] {
  const all = problems.map(({ path, message }): PlacedProblem => {
    const place = placeOf(path, operations);
    const [first = '', second = ''] = place.split(' ');
    const own = operations.includes(first) ? second : first;
    return { path, place, message: RAW.test(message) ? (WORDS[own] ?? `${message}.`) : sentence(message) };
  });
  return all.filter((one, i) => all.findIndex((other) => other.place === one.place && other.message === one.message) === i);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
