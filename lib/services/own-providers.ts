import type { Manifest } from '../contracts/manifest.ts';
import type { ManifestCheck } from '../contracts/own-provider-commands.ts';
import { isOwnProvider, ownProof } from '../contracts/own-provider/draft.ts';
import { ownIdOf, type DraftProblem } from '../contracts/own-provider/to-manifest.ts';
import { OWN_PROVIDER_CHARS, OWN_PROVIDER_UNDO_MS } from '../core/own-provider-limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { originsOf, parseManifest, sentWords, toSummary } from '../providers/catalogue.ts';
import { freeId } from '../recipes/slug.ts';
import type { Deps } from './deps.ts';
import { keepFile, type ExportedFile } from './export-file.ts';

type OwnDeps = Pick<Deps, 'store' | 'catalogue' | 'setOwnProviders' | 'now' | 'report'>;

/** Problems that are told at once. */
const PROBLEMS = 30;

/** "place: what is wrong" as two. */
function problemOf(text: string): DraftProblem {
  const at = text.indexOf(': ');
  return at < 0 ? { path: '', message: text } : { path: text.slice(0, at).replace(/\[(\d+)\]/g, '.$1'), message: text.slice(at + 2) };
}

/** A manifest from outside, or each of its problems with its place. @param value anything */
export function readManifest(value: unknown): Result<Manifest, readonly DraftProblem[]> {
  if (JSON.stringify(value).length > OWN_PROVIDER_CHARS) return err([{ path: '', message: 'This is longer than any manifest should be.' }]);
  const parsed = parseManifest(value);
  return parsed.ok ? parsed : err(parsed.error.slice(0, PROBLEMS).map(problemOf));
}

/** Puts the stored ones into the catalogue. One that cannot be read any more is left out; its row stays. Never throws. */
export async function loadOwnProviders(deps: OwnDeps): Promise<void> {
  try {
    await deps.store.ownProviders.forgetKeys(deps.now() - OWN_PROVIDER_UNDO_MS);
    const rows = await deps.store.ownProviders.list();
    deps.setOwnProviders(
      rows.flatMap((row) => {
        const parsed = row.removedAt === undefined ? readManifest(row.manifest) : undefined;
        return parsed?.ok && parsed.value.id === row.id ? [parsed.value] : [];
      }),
    );
  } catch (error) {
    deps.report('own providers', error);
  }
}

/** What is wrong with a manifest, or what it does. */
export function checkManifest(value: unknown): ManifestCheck {
  const parsed = readManifest(value);
  if (!parsed.ok) return { problems: parsed.error };
  const manifest = parsed.value;
  const key = keyWords(manifest);
  return { problems: [], summary: { name: manifest.name, origins: originsOf(manifest), sends: sentWords(manifest), operations: toSummary(manifest).operations.map(({ label }) => label), ...(key === undefined ? {} : { key }) } };
}

function keyWords({ auth }: Manifest): string | undefined {
  switch (auth.kind) {
    case 'none':
      return undefined;
    case 'header':
      return `in the header ${auth.name}`;
    case 'bearer':
      return 'in the header Authorization';
    case 'query':
      return `in the address, as ${auth.name}`;
    case 'path':
      return 'in the address';
    case 'basic':
      return 'in the header Authorization';
    case 'token':
      return 'to buy a token, which then goes with each call';
    case 'parts':
      return 'in pieces';
  }
}

export type SaveProblem = { readonly kind: 'invalid'; readonly problems: readonly DraftProblem[] } | { readonly kind: 'full' } | { readonly kind: 'gone' };

/** Stores a manifest as the person's own, and everybody sees it. A key that was given for another address goes. */
export async function saveOwnProvider(deps: OwnDeps, value: unknown, replaces?: string): Promise<Result<{ id: string; keyDropped: boolean }, SaveProblem>> {
  const read = readManifest(value);
  if (!read.ok) return err({ kind: 'invalid', problems: read.error });
  const rows = await deps.store.ownProviders.list();
  const before = rows.find((row) => row.id === replaces && row.removedAt === undefined);
  if (replaces !== undefined && !before) return err({ kind: 'gone' });
  const wanted = isOwnProvider(read.value.id) ? read.value.id : ownIdOf(read.value.name);
  const id = replaces ?? freeId(wanted, (one) => deps.catalogue.has(one) || rows.some((row) => row.id === one));
  const { verified } = read.value;
  const manifest: Manifest = { ...read.value, id, verified: verified.sure === 'own' ? verified : ownProof(new Date(deps.now()).toISOString().slice(0, 7)) };
  const known = before && readManifest(before.manifest);
  const keyDropped = before !== undefined && !asksOnlyWhere(known?.ok ? known.value : undefined, manifest);
  if (!(await deps.store.ownProviders.put({ id, manifest, changedAt: deps.now() }, keyDropped))) return err({ kind: 'full' });
  await loadOwnProviders(deps);
  return ok({ id, keyDropped });
}

/** A key that was given for one provider goes only where that one asks: false when the other names another address. */
export function asksOnlyWhere(before: Manifest | undefined, after: Manifest): boolean {
  const known = new Set<string>(before ? originsOf(before) : []);
  return originsOf(after).every((origin) => known.has(origin));
}

export async function removeOwnProvider(deps: OwnDeps, id: string): Promise<boolean> {
  const removed = await deps.store.ownProviders.remove(id, deps.now());
  await loadOwnProviders(deps);
  return removed;
}

export async function restoreOwnProvider(deps: OwnDeps, id: string): Promise<boolean> {
  const restored = await deps.store.ownProviders.restore(id);
  await loadOwnProviders(deps);
  return restored;
}

/** The manifest as a file: there is no key in it, since manifests have none. Null when it is not there. */
export async function exportOwnProvider(deps: Pick<Deps, 'store' | 'now' | 'newId'>, id: string): Promise<ExportedFile | null> {
  const row = await deps.store.ownProviders.get(id);
  return row && row.removedAt === undefined ? keepFile(deps, `${row.id}.kiln-provider.json`, 'application/json', JSON.stringify(row.manifest, null, 2), 1) : null;
}

/** The text of a file as JSON; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
