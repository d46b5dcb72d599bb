/** Reads saved pages one after the other; a page that cannot be read is a page with nothing, said on stderr. */
import { listsOptions, readerOptions } from '../../../lib/capture/reader-options.ts';
import { loadRecipes } from './recipes.ts';
import { builtReader, openBrowser, readSaved } from './page-runner.ts';
import { reportOf, type PageReport } from './report.ts';
import type { SavedPage } from './saved-pages.ts';

const PAGE_MS = 60_000;

export async function readPages(pages: readonly SavedPage[], onPage: (report: PageReport) => void = () => undefined): Promise<PageReport[]> {
  const reader = builtReader();
  const recipesFor = await loadRecipes();
  const browser = await openBrowser();
  const reports: PageReport[] = [];
  try {
    for (const saved of pages) {
      const recipes = recipesFor(saved.url);
      const report = await withLimit(readSaved(browser, saved, reader, { single: readerOptions(recipes), lists: listsOptions(recipes, saved.url) }))
        .then((answers) => reportOf(saved, answers, recipes, Date.now()))
        .catch((error: unknown): PageReport => {
          console.error(`${saved.id} could not be read: ${error instanceof Error ? error.message : String(error)}`);
          return { id: saved.id, url: saved.url, kind: 'none', lead: null, lists: [], ms: { read: 0, lists: 0 } };
        });
      reports.push(report);
      onPage(report);
    }
  } finally {
    await browser.close();
  }
  return reports;
}

function withLimit<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${PAGE_MS / 1_000} s`)), PAGE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
