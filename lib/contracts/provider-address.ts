import type { Manifest } from './manifest.ts';

/**
 * An address that a person typed, as calls need it: origin and path, no slash at the end. https anywhere, http on this
 * machine only; undefined for everything else, also for addresses with a name, a query or a mark in them.
 */
export function normalAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 300 || !/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  const isHere = url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]';
  if (url.protocol === 'http:' && !isHere) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** What is kept as the "key" of a provider whose address is typed: the address, a space, and the key if there is one. */
export const joinSecret = (address: string, key: string): string => `${address} ${key}`.trim();

export interface Credential {
  readonly address?: string;
  readonly key?: string;
}

/** The kept text taken apart. Only manifests that let the address be typed have one. */
export function splitSecret(manifest: Pick<Manifest, 'address'>, secret: string | undefined): Credential {
  if (secret === undefined || secret === '') return {};
  if (!manifest.address) return { key: secret };
  const space = secret.indexOf(' ');
  const address = normalAddress(space < 0 ? secret : secret.slice(0, space));
  if (address === undefined) return { key: secret };
  const key = space < 0 ? '' : secret.slice(space + 1).trim();
  return { address, ...(key === '' ? {} : { key }) };
}
