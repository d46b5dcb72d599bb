import { browser } from 'wxt/browser';

type MenuContext = 'page' | 'selection' | 'link' | 'image';

/** One item per place where a click means something different. The titles say what will be added. */
const ITEMS: readonly { id: string; title: string; contexts: [MenuContext] }[] = [
  { id: 'add-page', title: 'Add this page to Kiln', contexts: ['page'] },
  { id: 'add-selection', title: 'Add “%s” to Kiln', contexts: ['selection'] },
  { id: 'add-link', title: 'Add this link to Kiln', contexts: ['link'] },
  { id: 'pick-page', title: 'Pick on this page', contexts: ['page'] },
  { id: 'add-image', title: 'Add this page with the image to Kiln', contexts: ['image'] },
];

/** Menus outlive the worker; they are made anew when the extension is installed or updated. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const item of ITEMS) browser.contextMenus.create({ ...item, documentUrlPatterns: ['http://*/*', 'https://*/*', 'file:///*'] }, () => void browser.runtime.lastError);
}
