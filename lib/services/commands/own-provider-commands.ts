import type { OWN_PROVIDER_COMMANDS, Trial } from '../../contracts/own-provider-commands.ts';
import type { Manifest } from '../../contracts/manifest.ts';
import { ok, type Result } from '../../core/result.ts';
import type { DraftProblem } from '../../contracts/own-provider/to-manifest.ts';
import { isOwnSource } from '../../providers/own-source.ts';
import type { Deps } from '../deps.ts';
import { ownKey } from '../keys.ts';
import { asksOnlyWhere, checkManifest, exportOwnProvider, jsonOf, readManifest, removeOwnProvider, restoreOwnProvider, saveOwnProvider } from '../own-providers.ts';
import { gone, refuse, type Handlers } from './handler.ts';

const PROVIDER = 'This provider';

/** Providers of the person's own: looked over, tried, kept. */
export function ownProviderCommands(deps: Deps): Handlers<keyof typeof OWN_PROVIDER_COMMANDS> {
  const withManifest = async (value: unknown, deed: (manifest: Manifest) => Promise<Trial>): Promise<Result<Trial | { problems: readonly DraftProblem[] }, never>> => {
    const read = readManifest(value);
    return ok(read.ok ? await deed(read.value) : { problems: read.error });
  };
  return {
    'provider.get': async ({ id }) => {
      const known = deps.catalogue.get(id);
      if (isOwnSource(known)) return refuse('conflict', 'This source is a part of Kiln itself: there is no request in it to change.');
      const manifest = known ?? (await deps.store.ownProviders.get(id))?.manifest;
      return manifest ? ok({ manifest: { ...manifest } }) : gone(PROVIDER);
    },
    'provider.check': async ({ manifest }) => ok(checkManifest(manifest)),
    'provider.read': async ({ text }) => {
      const value = jsonOf(text);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return ok({ problems: [{ path: '', message: 'This is no JSON object, and so no provider.' }] });
      return ok({ ...checkManifest(value), manifest: { ...value } });
    },
    'provider.save': async ({ manifest, replaces }) => {
      const saved = await saveOwnProvider(deps, manifest, replaces);
      if (saved.ok) return ok(saved.value);
      if (saved.error.kind === 'invalid') return ok({ problems: saved.error.problems });
      return saved.error.kind === 'gone' ? gone(PROVIDER) : refuse('refused', 'There are too many providers of your own. Delete some first. Nothing was saved.');
    },
    // The real address, also in practice mode: a practice key is never sent there.
    'provider.try': async ({ manifest, operation, input, key, keyOf }) =>
      withManifest(manifest, async (parsed) => {
        // A form that names another address gets the key typed again.
        const known = deps.catalogue.get(parsed.id);
        const stored = key === undefined && keyOf !== undefined && parsed.id === keyOf && asksOnlyWhere(isOwnSource(known) ? undefined : known, parsed) ? await ownKey(deps, keyOf, null) : null;
        const secret = key ?? stored ?? undefined;
        return deps.tryProvider(parsed, { operation, input, ...(secret === undefined || secret === '' ? {} : { secret }) });
      }),
    'provider.reread': async ({ manifest, operation, input, replies }) => withManifest(manifest, (parsed) => deps.tryProvider(parsed, { operation, input }, replies)),
    'provider.remove': async ({ id }) => ((await removeOwnProvider(deps, id)) ? ok(null) : gone(PROVIDER)),
    'provider.restore': async ({ id }) => ((await restoreOwnProvider(deps, id)) ? ok(null) : refuse('conflict', 'It could not be brought back. Nothing was changed.')),
    'provider.export': async ({ id }) => {
      const file = await exportOwnProvider(deps, id);
      return file ? ok(file) : gone(PROVIDER);
    },
  };
}
