import { defineConfig } from 'wxt';

/** Public half of the development key: it gives unpacked builds one stable id, so permissions and data survive a rebuild. */
const PUBLIC_KEY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApgqBdtLxaAVaQnDn2lgOTWNeIUD0/mG3OXF0hK60mLrkYFDlxa14IFK5c1rO4a8WUUtgfFHQKYAtH1Sp+6vrugR30RODsVNTjK/qayGuty/CpR7fJ+3IkR2jKVElMUBDo/4lMnbcN7DPmYBky+iM3LFmuwN2R1TME+h2PqXxA6cBa5QbMNJLWP7rLQpVv6+xpNQw4i/znHNzQKlBUD++mDOKeyCrdmypTk2NW4KWhBVHtG787AlGpWfgCCgK9DZqysP1Dzakz9QV/7FtXeptOQOn1PZvyiHn+gjYQPZdjpxOwBCmjKuCRTggUmAe70kvk4wXomPcuSdLzNS6ynYjhwIDAQAB';

export default defineConfig({
  modules: ['@wxt-dev/module-react'],
  imports: false,
  manifest: {
    name: 'Kiln',
    description: 'Turns the page you are looking at into leads. The price before, the receipt after.',
    key: PUBLIC_KEY,
    permissions: ['activeTab', 'scripting', 'sidePanel', 'contextMenus', 'alarms', 'storage', 'unlimitedStorage'],
    // Asked one origin at a time, when a person reads a site without clicking or switches on a provider.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    action: { default_title: 'Read this page with Kiln' },
    commands: {
      'pick-on-page': { suggested_key: { default: 'Alt+Shift+P' }, description: 'Pick something on this page' },
      'read-page': { suggested_key: { default: 'Alt+Shift+K' }, description: 'Open Kiln and read this page' },
    },
    minimum_chrome_version: '123',
    content_security_policy: {
      // Nothing of a captured page is ever loaded: a picture's address would tell its owner who looks at the lead.
      extension_pages: "script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; img-src 'self' data: blob:; font-src 'self'; media-src 'none'; frame-src 'none'; form-action 'none'",
    },
  },
});
