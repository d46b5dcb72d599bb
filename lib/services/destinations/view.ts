import type { Destination, TargetView } from '../../contracts/destination.ts';
import type { Mapping } from '../../domain/delivery/delivery.ts';
import type { LeadKind } from '../../domain/lead/fields.ts';
import { redactor, type Redact } from '../../providers/redact.ts';
import type { TargetRow } from '../../storage/target-row.ts';
import type { Deps } from '../deps.ts';
import { openText } from '../keys.ts';

/** The name under which the secrets of a target are sealed. */
export const sealedAs = (id: string): string => `target/${id}`;

/** A target ready to be used: its secrets are in memory from here on. */
export interface OpenTarget {
  readonly row: TargetRow;
  readonly destination: Destination;
  readonly view: TargetView;
  /** Takes the secrets out of whatever a destination has said. */
  readonly redact: Redact;
  /** Where requests go instead of the real destination; null = to the real one. */
  readonly sandboxUrl: string | null;
}

/** Null when the target, its destination or the key of the vault is gone. */
export async function openTarget(deps: Pick<Deps, 'store' | 'vault' | 'destinations'>, row: TargetRow, kind: LeadKind, mapping: Pick<Mapping, 'upsertKey'>): Promise<OpenTarget | null> {
  const destination = deps.destinations.get(row.destinationId);
  if (!destination) return null;
  const secrets = row.sealed ? secretsOf(await openText(deps, sealedAs(row.id), row.sealed)) : {};
  if (secrets === null) return null;
  const { sandboxUrl } = await deps.store.meta.settings();
  return openedTarget(row, destination, secrets, kind, mapping, sandboxUrl);
}

export function openedTarget(row: TargetRow, destination: Destination, secrets: Readonly<Record<string, string>>, kind: LeadKind, { upsertKey }: Pick<Mapping, 'upsertKey'>, sandboxUrl: string | null): OpenTarget {
  const view: TargetView = { settings: { ...row.settings, ...secrets }, kind, upsertKey, fields: row.fields[kind] ?? destination.facts.fields?.[kind] ?? [] };
  return { row, destination, view, redact: redactAll(secrets), sandboxUrl };
}

/** The secret settings of a ciphertext; null when it is not ours any more. */
export function secretsOf(text: string | null): Record<string, string> | null {
  if (text === null) return null;
  const value = jsonIn(text);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Masks every secret, and of an address that is one also what comes after its host: that is the secret part. */
export function redactAll(secrets: Readonly<Record<string, string>>): Redact {
  const parts = Object.values(secrets).flatMap((secret) => (URL.canParse(secret) ? [new URL(secret).pathname.length > 4 ? new URL(secret).href.slice(new URL(secret).origin.length + 1) : secret, secret] : [secret]));
  const redactors = parts.filter((part) => part.length >= 4).sort((a, b) => b.length - a.length).map((part) => redactor(part));
  return (text) => redactors.reduce((masked, redact) => redact(masked), text);
}

/** The practice sandbox plays every destination below one path, whatever address was typed. */
export function routed(url: string, { sandboxUrl, destination }: Pick<OpenTarget, 'sandboxUrl' | 'destination'>): string {
  if (sandboxUrl === null) return url;
  const { pathname, search } = new URL(url);
  return `${sandboxUrl.replace(/\/+$/, '')}/to/${destination.facts.id}${pathname}${search}`;
}
