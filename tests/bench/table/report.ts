import { loadavg } from 'node:os';

export const quantile = (all: readonly number[], q: number): number => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * q))] ?? Number.NaN;
export const median = (all: readonly number[]): number => quantile(all, 0.5);
export const count = (n: number): string => n.toLocaleString('en');
const ms = (n: number): string => (n < 10 ? `${n.toFixed(1)} ms` : n < 20_000 ? `${count(Math.round(n))} ms` : `${(n / 1_000).toFixed(1)} s`);

/** What one of those that are compared needs: milliseconds, and what else there is to say of it. */
export interface Side {
  readonly name: string;
  readonly ms: number;
  readonly more?: string;
}

export const title = (text: string): void => console.log(`\n${text}, load ${loadavg().map((n) => n.toFixed(1)).join(' ')}`);

/** One thing that was measured: first the product, then whom it is beside, with how much longer the product takes. */
export function line(what: string, ours: Side, others: readonly Side[]): void {
  console.log(`  ${what.padEnd(24)}${ours.name.padEnd(24)}${ms(ours.ms).padStart(12)}${' '.repeat(10)}  ${ours.more ?? ''}`.trimEnd());
  for (const { name, ms: theirs, more } of others) console.log(`  ${''.padEnd(24)}${name.padEnd(24)}${ms(theirs).padStart(12)}${`${(ours.ms / theirs).toFixed(2)} ×`.padStart(10)}  ${more ?? ''}`.trimEnd());
}
export const note = (text: string): void => console.log(`  ${text}`);

const goals: { readonly goal: string; readonly value: number; readonly most: number }[] = [];
/** A goal of the table: told at the end, never asserted. */
export const goal = (text: string, value: number, most: number): void => void goals.push({ goal: text, value, most });
export function tellGoals(): void {
  if (goals.length === 0) return;
  console.log('\ngoals');
  for (const { goal: text, value, most } of goals) console.log(`  ${value <= most ? 'met   ' : 'MISSED'}  ${text}: ${value < 100 ? value.toFixed(2) : count(Math.round(value))} (at most ${count(most)})`);
}
