import type { Manifest, OperationSpec } from '../contracts/manifest.ts';
import type { Bill } from '../domain/enrichment/operation.ts';
import { holds } from './conditions.ts';
import type { Reply } from './conditions.ts';
import { take } from './picks.ts';
import type { Scope } from './template.ts';

const amount = (text: string | undefined): number | undefined => {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text.trim().replace(/,(?=\d{3}\b)/g, ''));
  return Number.isFinite(value) && value >= 0 && value < 1e12 ? value : undefined;
};

/** What an answered call did to the person's bill at the partner: by its own word, else by what the manifest says of its prices. */
export function billOf(manifest: Manifest, spec: OperationSpec, isHit: boolean, reply: Reply, scope: Scope): Bill {
  const charged = spec.charged ?? manifest.price.charged;
  const billed = spec.billed ? holds(spec.billed, reply) : charged === 'call' || (charged === 'found' && isHit);
  const spent = spec.spent === undefined ? undefined : amount(take(spec.spent, reply, scope));
  const left = manifest.creditsLeft === undefined ? undefined : amount(take(manifest.creditsLeft, reply, scope));
  const tokens = spec.tokens && { input: amount(take(spec.tokens.input, reply, scope)), output: amount(take(spec.tokens.output, reply, scope)) };
  return { billed: spec.billed ? billed : spent === undefined ? billed : spent > 0, ...(spent === undefined ? {} : { spent }), ...(left === undefined ? {} : { left }), ...(tokens?.input === undefined || tokens.output === undefined ? {} : { tokens: { input: Math.round(tokens.input), output: Math.round(tokens.output) } }) };
}
