import type { Manifest } from '../../lib/contracts/manifest.ts';
import { isOperation } from '../../lib/domain/enrichment/operation.ts';
import { UNIT, decimalMicro, micro, readMicro } from '../../lib/domain/ledger/amount.ts';
import { CENT } from '../../lib/domain/ledger/money-text.ts';
import { tiersAreSound, type ActionTier } from '../../lib/domain/ledger/prices.ts';
import { storedPriceBookSchema } from '../price-book.ts';
import type { StoredPriceBook } from '../ledger/store.ts';

/** A new version as it is typed. */
export interface PriceForm {
  /** `2026-07-01`, from midnight UTC; empty = at once. */
  readonly from: string;
  /** One tier a line: `10000 0.004`, the last one `more 0.0015`. */
  readonly tiers: string;
  /** USD of one Data Credit. */
  readonly credit: string;
  /** One change a line: `find-work-email@hunter 1.5`; `-` takes the price away. */
  readonly changes: string;
}
export type PriceField = keyof PriceForm;
export interface PriceError {
  readonly field: PriceField;
  readonly text: string;
}
export type PriceDraft = { readonly ok: true; readonly book: StoredPriceBook } | { readonly ok: false; readonly errors: readonly PriceError[] };

const MOST_CREDITS = 1_000;

/** A version as the form shows it, nothing changed. */
export const formOf = (book: StoredPriceBook): PriceForm => ({
  from: '',
  tiers: book.actionTiers.map((tier) => `${tier.upTo ?? 'more'} ${decimalMicro(micro(tier.microUsd))}`).join('\n'),
  credit: decimalMicro(micro(book.creditMicroUsd)),
  changes: '',
});

const lines = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');

/**
 * Makes the next version out of the newest one and what was typed, or says everything that is wrong with it.
 * @param newest the version with the highest number; it may lie in the future
 * @param now the database's clock
 */
export function draftPriceBook(form: PriceForm, newest: { readonly book: StoredPriceBook; readonly effectiveFrom: number }, catalogue: ReadonlyMap<string, Manifest>, now: number): PriceDraft {
  const errors: PriceError[] = [];
  const wrong = (field: PriceField, text: string): void => void errors.push({ field, text });
  const tiers = readTiers(form.tiers, wrong);
  const creditMicroUsd = readMicro(form.credit.trim());
  if (creditMicroUsd === null || creditMicroUsd === 0) wrong('credit', 'A price in USD, such as 0.05.');
  const data = readChanges(form.changes, newest.book.data, catalogue, wrong);
  const from = readFrom(form.from.trim(), newest.effectiveFrom, now, wrong);
  if (errors.length > 0 || creditMicroUsd === null) return { ok: false, errors };
  const book = { ...newest.book, version: newest.book.version + 1, effectiveFrom: new Date(from).toISOString(), actionTiers: tiers, data, creditMicroUsd };
  if (isSamePrices(book, newest.book)) return { ok: false, errors: [{ field: 'changes', text: 'Nothing is different from the newest version.' }] };
  return { ok: true, book: storedPriceBookSchema.parse(book) };
}

function readTiers(text: string, wrong: (field: PriceField, text: string) => void): ActionTier[] {
  const tiers: ActionTier[] = [];
  for (const line of lines(text)) {
    const [upTo = '', price = '', ...rest] = line.replaceAll(',', '').split(/\s+/);
    const microUsd = readMicro(price);
    if (rest.length > 0 || microUsd === null || !/^(more|[1-9]\d{0,11})$/.test(upTo)) {
      wrong('tiers', `“${line.slice(0, 60)}” is no tier. Write the last Action of the tier and its price: 10000 0.004.`);
      continue;
    }
    if (microUsd >= CENT) wrong('tiers', `${price} USD is not under a cent: an Action always is.`);
    tiers.push({ upTo: upTo === 'more' ? null : Number(upTo), microUsd });
  }
  if (tiers.length > 20) wrong('tiers', 'At most 20 tiers.');
  else if (tiers.length === 0) wrong('tiers', 'At least one tier, the last one open: more 0.0015.');
  else if (!tiersAreSound(tiers)) wrong('tiers', 'Tiers must rise, the last one must be “more”, and no tier may be dearer than the one before.');
  return tiers;
}

function readChanges(text: string, data: Readonly<Record<string, number>>, catalogue: ReadonlyMap<string, Manifest>, wrong: (field: PriceField, text: string) => void): Record<string, number> {
  const changed = new Map(Object.entries(data));
  const seen = new Set<string>();
  for (const line of lines(text)) {
    const [key = '', price = '', ...rest] = line.split(/\s+/);
    const [operation = '', providerId = ''] = key.split('@');
    if (rest.length > 0 || price === '') wrong('changes', `“${line.slice(0, 80)}” is no price. Write the operation, the provider and Credits: find-work-email@hunter 1.5.`);
    else if (seen.has(key)) wrong('changes', `${key.slice(0, 80)} is there twice.`);
    else if (!isOperation(operation) || catalogue.get(providerId)?.operations[operation] === undefined) wrong('changes', `Nobody offers ${key.slice(0, 80)}.`);
    else if (price === '-') {
      if (!changed.delete(key)) wrong('changes', `${key} has no price that could be taken away.`);
    } else {
      const credits = readMicro(price);
      if (credits === null || credits > MOST_CREDITS * UNIT) wrong('changes', `${key}: Credits from 0 to ${MOST_CREDITS}, with at most six decimal places.`);
      else changed.set(key, credits);
    }
    seen.add(key);
  }
  return Object.fromEntries(changed);
}

/** Versions take effect in their order and never in the past: a price is never changed for what was bought already. */
function readFrom(text: string, newestFrom: number, now: number, wrong: (field: PriceField, text: string) => void): number {
  const at = text === '' ? now : /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) wrong('from', 'A day, such as 2026-07-01.');
  else if (at < now) wrong('from', 'This day has begun. Leave it empty for at once, or take a later one.');
  else if (at < newestFrom) wrong('from', `The newest version begins on ${new Date(newestFrom).toISOString().slice(0, 10)}; another one cannot begin before it.`);
  return at;
}

export interface PriceChange {
  readonly key: string;
  /** Micro-credits; null = has no price. */
  readonly before: number | null;
  readonly after: number | null;
}
export interface BookDifference {
  readonly prices: readonly PriceChange[];
  readonly tiers: boolean;
  readonly credit: boolean;
}
/** What one version changes of another. */
export function differenceOf(before: StoredPriceBook, after: StoredPriceBook): BookDifference {
  const keys = [...new Set([...Object.keys(before.data), ...Object.keys(after.data)])].sort();
  const priceIn = (book: StoredPriceBook, key: string): number | null => (Object.hasOwn(book.data, key) ? book.data[key] ?? null : null);
  return {
    prices: keys.map((key) => ({ key, before: priceIn(before, key), after: priceIn(after, key) })).filter((change) => change.before !== change.after),
    tiers: JSON.stringify(before.actionTiers) !== JSON.stringify(after.actionTiers),
    credit: before.creditMicroUsd !== after.creditMicroUsd,
  };
}
function isSamePrices(a: StoredPriceBook, b: StoredPriceBook): boolean {
  const difference = differenceOf(a, b);
  return difference.prices.length === 0 && !difference.tiers && !difference.credit;
}
