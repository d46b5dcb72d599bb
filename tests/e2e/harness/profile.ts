/** A Chromium profile in which a person has already answered the permission questions. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Grants {
  /** Match patterns that are granted from the start, such as `http://127.0.0.1/*`. */
  readonly granted: readonly string[];
  /** Match patterns that were once allowed and then given back: a request for them is answered yes without a prompt, which headless cannot show. */
  readonly willAllow: readonly string[];
  /** Optional permissions that were once allowed and given back, such as `tabs`; answered yes like `willAllow`. */
  readonly willAllowApi?: readonly string[];
}

/**
 * Writes the answers before the first launch. The keys are those in which Chromium keeps the grants of an extension
 * (`extensions.settings.<id>` in `Preferences`); with `active_permissions` they count from the start.
 */
export function seedProfile(profileDir: string, dist: string, extensionId: string, { granted, willAllow, willAllowApi = [] }: Grants): void {
  if (granted.length + willAllow.length + willAllowApi.length === 0) return;
  const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as { permissions: string[] };
  const permissions = (api: readonly string[], hosts: readonly string[]) => ({ api, explicit_host: hosts, manifest_permissions: [], scriptable_host: [] });
  const settings = {
    granted_permissions: permissions([...manifest.permissions, ...willAllowApi], [...granted, ...willAllow]),
    runtime_granted_permissions: permissions(willAllowApi, [...granted, ...willAllow]),
    ...(granted.length > 0 ? { active_permissions: permissions(manifest.permissions, granted) } : {}),
  };
  mkdirSync(join(profileDir, 'Default'), { recursive: true });
  // An unpacked extension that is loaded anew stays off without the developer mode.
  writeFileSync(join(profileDir, 'Default', 'Preferences'), JSON.stringify({ extensions: { ui: { developer_mode: true }, settings: { [extensionId]: settings } } }));
}
