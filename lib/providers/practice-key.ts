import type { Manifest } from '../contracts/manifest.ts';

/** The key that every practice partner takes, in as many pieces as the provider wants; undefined for providers without one. */
export function practiceKey({ auth }: Pick<Manifest, 'auth'>): string | undefined {
  if (auth.kind === 'none') return undefined;
  const pieces = 'parts' in auth ? Math.max(1, auth.parts?.length ?? 1) : 1;
  return Array.from({ length: pieces }, () => 'sandbox-key').join(':');
}
