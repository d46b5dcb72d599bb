import type { CaptureProblem } from '../storage/database.ts';

const STORE_HOSTS = ['chromewebstore.google.com', 'chrome.google.com', 'microsoftedge.microsoft.com', 'addons.mozilla.org'];

/** What is known from the address alone: pages no extension may read. Null when it is worth trying. */
export function problemOfUrl(url: string, fileAccess: boolean): CaptureProblem | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return url === '' ? null : 'browser-page'; // without a grant the address is hidden
  }
  if (parsed.protocol === 'file:') return fileAccess ? pdfOf(parsed) : 'file-access';
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return 'browser-page';
  const { hostname, pathname } = parsed;
  if (hostname === 'chrome.google.com') return pathname.startsWith('/webstore') ? 'store-page' : null;
  if (hostname === 'microsoftedge.microsoft.com') return pathname.startsWith('/addons') ? 'store-page' : null;
  if (STORE_HOSTS.includes(hostname)) return 'store-page';
  return pdfOf(parsed);
}

const pdfOf = (url: URL): CaptureProblem | null => (/\.pdf$/i.test(url.pathname) ? 'pdf' : null);
