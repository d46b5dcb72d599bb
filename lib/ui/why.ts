import type { FieldState, FieldValue } from '../domain/lead/lead.ts';
import { listOf, plural } from './format.ts';
import { METHOD_WORDS } from './provenance.ts';

export interface Why {
  readonly kind: 'for' | 'neutral';
  readonly text: string;
}

/** Why a value is believed: only what the stored statements say, strongest first. */
export function whyOf(state: FieldState, value: FieldValue, nameOf: (providerId: string) => string): Why[] {
  const out: Why[] = [];
  const p = value.provenance;
  if (state.pinned === value.value) out.push({ kind: 'for', text: 'A person chose it' });
  if (p.origin === 'person') out.push({ kind: 'for', text: 'A person typed it' });
  if (p.origin === 'provider') out.push({ kind: 'for', text: `${p.providerId ? nameOf(p.providerId) : 'A provider'} answered it` });
  if (p.origin === 'page') out.push({ kind: 'for', text: `It stands on the page${p.method ? `, read by ${METHOD_WORDS[p.method]}` : ''}` });
  if (p.origin === 'guess') out.push({ kind: 'neutral', text: 'Guessed from what else is known' });
  const agree = [...new Set(state.values.filter((v) => v !== value && v.value === value.value).map((v) => placeOf(v, nameOf)))];
  const differ = new Set(state.values.filter((v) => v.value !== value.value).map((v) => v.value)).size;
  if (agree.length > 0) out.push({ kind: 'for', text: `${listOf(agree.slice(0, 3))} ${agree.length === 1 ? 'agrees' : 'agree'}` });
  out.push(differ === 0 ? { kind: 'neutral', text: 'Nobody disagrees' } : { kind: 'neutral', text: `${plural(differ, 'other value')} known` });
  return out;
}

function placeOf(value: FieldValue, nameOf: (providerId: string) => string): string {
  const p = value.provenance;
  if (p.origin === 'provider') return p.providerId ? nameOf(p.providerId) : 'a provider';
  if (p.origin === 'page') return p.method ? METHOD_WORDS[p.method] : 'a page';
  return p.origin === 'guess' ? 'a guess' : p.origin === 'import' ? 'an import' : 'a person';
}
