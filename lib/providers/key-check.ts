import type { OutcomeName } from '../contracts/manifest.ts';
import type { CallError } from '../domain/enrichment/operation.ts';
import type { KeyCheckOutcome } from './engine-api.ts';
import { cleanText } from './values.ts';

/** What an answer to the check call says about the key. A refusal for lack of credits is a key that works and is empty. */
export function keyStatusOf(what: OutcomeName | CallError, creditsLeft?: string, detail?: string): KeyCheckOutcome {
  const kind = typeof what === 'string' ? what : what.kind;
  const words = detail ?? (typeof what === 'string' ? undefined : what.detail);
  const more = words ? { detail: words } : {};
  const left = creditsLeft === undefined ? '' : cleanText(creditsLeft, 60);
  switch (kind) {
    case 'answer':
    case 'no-result':
    case 'pending':
    case 'legal-suppressed':
      return { status: /^0+(\.0+)?$/.test(left) ? 'empty' : 'works', ...(left ? { creditsLeft: left } : {}) };
    case 'no-credits':
      return { status: 'empty', ...more, ...(left ? { creditsLeft: left } : {}) };
    case 'auth':
    case 'forbidden-plan':
    case 'bad-input':
      return { status: 'rejected', ...more };
    default:
      return { status: 'unreachable', ...more };
  }
}
