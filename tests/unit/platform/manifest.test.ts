import { expect, it } from 'vitest';
import config from '../../../wxt.config.ts';

const { manifest } = config;
if (typeof manifest !== 'object' || manifest instanceof Promise) throw new Error('the manifest is plain data');

it('asks for no site at installation, and for nothing that is not used', () => {
  expect(manifest.permissions).toEqual(['activeTab', 'scripting', 'sidePanel', 'contextMenus', 'alarms', 'offscreen', 'storage', 'unlimitedStorage']);
  expect(manifest.optional_permissions).toEqual(['tabs']);
  for (const key of ['host_permissions', 'content_scripts', 'web_accessible_resources', 'externally_connectable']) expect(Object.keys(manifest)).not.toContain(key);
});

it('lets its pages load pictures, frames and scripts from nowhere else', () => {
  const policy = (manifest.content_security_policy as { readonly extension_pages: string }).extension_pages;
  const rules = Object.fromEntries(policy.split(';').map((rule) => rule.trim().split(/\s+/)).map(([name, ...sources]) => [name, sources.join(' ')]));
  expect(rules).toMatchObject({ 'script-src': "'self'", 'object-src': "'none'", 'frame-src': "'none'", 'frame-ancestors': "'none'", 'base-uri': "'none'", 'form-action': "'none'", 'img-src': "'self' data: blob:" });
});
