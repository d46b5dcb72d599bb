import { foldName } from '../domain/lead/identity.ts';

const words = (address: string): string[] => foldName(address).split(' ').filter((word) => word !== '');
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({ street: 'st', avenue: 'ave', road: 'rd', boulevard: 'blvd', drive: 'dr', lane: 'ln', suite: 'ste', floor: 'fl', strasse: 'str', straße: 'str', north: 'n', south: 's', east: 'e', west: 'w', 'united states': 'us', usa: 'us' }),
);
const plain = (word: string): string => (SHORT.get(word) ?? word).replace(/str(?:asse|aße)$/, 'str');

/** True when two spellings give the same place: one holds nearly all words of the other, numbers included. */
export function sameAddress(a: string, b: string): boolean {
  const [x, y] = [words(a).map(plain), words(b).map(plain)];
  const [short, long] = x.length <= y.length ? [x, new Set(y)] : [y, new Set(x)];
  if (short.length < 3) return short.length > 0 && short.every((word) => long.has(word));
  const shared = short.filter((word) => long.has(word)).length;
  return short.filter((word) => /\d/.test(word)).every((word) => long.has(word)) && shared / short.length >= 0.75;
}
