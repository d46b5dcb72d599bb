import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Capture } from '../../../lib/domain/lead/capture.ts';
import type { FieldKey } from '../../../lib/domain/lead/fields.ts';
import { captureOf, documentOf, valuesOf } from './support.ts';

/** Saved pages with truth lie beside the repository where they exist; they are not part of it. */
const CORPUS = resolve(import.meta.dirname, '../../../../shared/corpus');
const hasCorpus = existsSync(resolve(CORPUS, 'manifest.json'));

interface CorpusPage {
  readonly id: string;
  readonly kind: 'person' | 'company' | 'list';
  readonly page_url: string;
  readonly encoding: string;
}
interface Score {
  readonly f1: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly detail: Readonly<Record<string, { found: number; missed: number; wrong: number }>>;
}
interface Scorer {
  loadManifest(): CorpusPage[];
  scoreFields(page: CorpusPage, got: unknown): Score;
}

const SOCIAL: readonly FieldKey[] = ['linkedinUrl', 'githubUrl', 'xUrl', 'facebookUrl', 'instagramUrl', 'youtubeUrl'];

/** The words as they stood on the page: the scorer compares spellings, not E.164. */
function prediction(capture: Capture, kind: 'person' | 'company'): Record<string, unknown> {
  const fields = capture.kind === kind ? capture.fields : capture.otherFields;
  const first = (field: FieldKey): string | undefined => fields[field]?.values[0]?.value;
  const originals = (field: FieldKey): string[] => (fields[field]?.values ?? []).map((v) => v.original ?? v.value);
  const profiles = SOCIAL.flatMap((field) => originals(field)).concat(originals('profileUrl').filter((url) => url.split('?')[0] !== capture.url.split('?')[0]));
  const shared = { name: fields.name?.values[0]?.original ?? first('name'), emails: [...valuesOf(fields, 'workEmail'), ...valuesOf(fields, 'email')], websites: valuesOf(fields, 'website'), social: profiles };
  if (kind === 'person') return { ...shared, title: first('title'), organization: first('companyName'), location: first('location'), address: first('address'), phones: [...originals('mobile'), ...originals('phone')] };
  return { ...shared, phones: originals('phone'), fax: originals('fax'), addresses: valuesOf(fields, 'address'), industry: first('industry'), size: first('employeeRange'), founded: first('founded') };
}

describe.skipIf(!hasCorpus)('saved pages with truth (skipped where the folder is absent)', () => {
  it('finds at least as much as it did, and invents no more', async () => {
    const scorer = (await import(/* @vite-ignore */ pathToFileURL(resolve(CORPUS, 'score.mjs')).href)) as Scorer;
    const totals = { person: { tp: 0, fp: 0, fn: 0, right: 0, pages: 0 }, company: { tp: 0, fp: 0, fn: 0, right: 0, pages: 0 } };
    const report: string[] = [];
    for (const page of scorer.loadManifest()) {
      if (page.kind === 'list') continue;
      const html = new TextDecoder(page.encoding).decode(readFileSync(resolve(CORPUS, 'raw', `${page.id}.html`)));
      const capture = await captureOf(documentOf(html, page.page_url));
      const score = scorer.scoreFields(page, prediction(capture, page.kind));
      const total = totals[page.kind];
      total.tp += score.tp;
      total.fp += score.fp;
      total.fn += score.fn;
      total.pages++;
      if (capture.kind === page.kind) total.right++;
      report.push(`${score.f1.toFixed(2)} ${capture.kind === page.kind ? ' ' : '!'} ${page.id} ${Object.entries(score.detail).map(([f, d]) => `${f} ${d.found}/${d.found + d.missed}${d.wrong ? ` wrong ${d.wrong}` : ''}`).join(', ')}`);
      if (process.env['KILN_CORPUS_VERBOSE']) report.push(`     ${JSON.stringify(prediction(capture, page.kind))}`, `     ${JSON.stringify(capture.kindScores)} ${capture.kindReasons.join('; ')}`);
    }
    const figure = ({ tp, fp, fn }: { tp: number; fp: number; fn: number }): { precision: number; recall: number } => ({ precision: tp / (tp + fp), recall: tp / (tp + fn) });
    const [person, company] = [figure(totals.person), figure(totals.company)];
    console.log([...report, `person ${JSON.stringify(person)} company ${JSON.stringify(company)}`].join('\n'));
    expect(totals.person.right + totals.company.right).toBe(totals.person.pages + totals.company.pages);
    expect(person.precision).toBeGreaterThanOrEqual(0.95);
    expect(person.recall).toBeGreaterThanOrEqual(0.95);
    expect(company.precision).toBeGreaterThanOrEqual(0.94);
    expect(company.recall).toBeGreaterThanOrEqual(0.97);
  }, 120_000);
});
