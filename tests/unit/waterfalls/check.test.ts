import { describe, expect, it } from 'vitest';
import { checkWaterfall, readWaterfallFile, waterfallProblemWords } from '../../../lib/contracts/waterfall-check.ts';
import { WATERFALL_TEMPLATES } from '../../../lib/domain/enrichment/templates.ts';
import { ENRICHMENT_IDS, enrichmentOf } from '../../../lib/domain/enrichment/enrichments.ts';
import { CATALOGUE } from '../../../lib/providers/registry.ts';
import { withSources } from '../../../lib/providers/own-source.ts';
import { createWebsiteSource } from '../../../lib/services/website/source.ts';
import { step, waterfallOf } from './support.ts';

const never = (): never => {
  throw new Error('nothing is asked here');
};
const SOURCES = withSources(CATALOGUE, [createWebsiteSource({ now: () => 0, sleep: never, online: never, sites: { granted: never, get: never, parse: never } })]);

const problemsOf = (value: unknown): string => {
  const checked = checkWaterfall(value);
  return checked.ok ? '' : waterfallProblemWords(checked.problems);
};

describe('waterfalls that ship', () => {
  it('are what an own one may be', () => {
    for (const template of WATERFALL_TEMPLATES) expect([template.id, problemsOf(JSON.parse(JSON.stringify(template)))]).toEqual([template.id, '']);
  });
  it('have an id each, and one for each question', () => {
    const ids = WATERFALL_TEMPLATES.map((t) => t.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ENRICHMENT_IDS.filter((id) => !ids.includes(id))).toEqual([]);
  });
  it('ask providers of the catalogue for what they offer', () => {
    const wrong = WATERFALL_TEMPLATES.flatMap((t) => {
      const steps = [...t.steps.flatMap((s) => (s.source === 'provider' ? [s] : [])), ...(t.findFirst ?? []), ...(t.verifier?.providerIds ?? []).map((providerId) => ({ providerId, operation: 'verify-email' as const }))];
      return steps.flatMap(({ providerId, operation }) => {
        const manifest = SOURCES.get(providerId);
        if (!manifest) return [`${t.id}: no provider ${providerId}`];
        return Object.hasOwn(manifest.operations, operation) ? [] : [`${t.id}: ${providerId} has no ${operation}`];
      });
    });
    expect([...new Set(wrong)]).toEqual([]);
  });
});

describe('a waterfall from outside', () => {
  const good = waterfallOf([{ source: 'pattern' }, step('hunter')], { verifier: { providerIds: ['zerobounce'], strategy: 'balanced' } });
  it('is taken with everything that the editor can say', () => {
    const full = {
      ...good,
      steps: [{ source: 'pattern', isOff: true }, { ...step('hunter'), timeoutMs: 5_000, only: { match: 'any', tests: [{ field: 'country', test: 'is', values: ['DE', 'AT'] }, { field: 'employees', test: 'more', values: ['50'] }, { field: 'phone', test: 'empty', values: [] }] } }],
      findFirst: [{ providerId: 'wikidata', operation: 'find-domain' }], buysFirst: true, stopAfterMisses: 4, stopAtCredits: 2_500_000, fanOut: 2, order: 'learned', isHidden: true,
    };
    expect(checkWaterfall(full)).toEqual({ ok: true, waterfall: full });
  });
  it('is refused, with the place, when it says what cannot be', () => {
    expect(problemsOf({ ...good, steps: [step('hunter'), step('hunter')] })).toContain('steps.1: find-work-email@hunter is there twice');
    expect(problemsOf({ ...good, steps: [{ ...step('hunter'), operation: 'find-mobile' }] })).toContain('does not answer work-email');
    expect(problemsOf({ ...good, kind: 'company' })).toContain('is asked about a person');
    expect(problemsOf({ ...good, wanted: ['legalName'] })).toContain('a person has no field legalName');
    expect(problemsOf({ ...good, findFirst: [{ providerId: 'x', operation: 'find-mobile' }] })).toContain('findFirst.0.operation');
    expect(problemsOf({ ...good, steps: [{ ...step('hunter'), only: { match: 'all', tests: [{ field: 'country', test: 'is', values: [] }] } }] })).toContain('needs a value');
    expect(problemsOf({ ...good, steps: [{ ...step('hunter'), only: { match: 'all', tests: [{ field: 'employees', test: 'more', values: ['many'] }] } }] })).toContain('needs one number');
    expect(problemsOf({ ...good, surprise: 1 })).toContain('does not know surprise');
    expect(problemsOf({ ...good, steps: [{ ...step('hunter'), run: 'alert(1)' }] })).toContain('does not know run');
    expect(problemsOf({ ...good, id: '../x' })).toContain('small letters');
    const mobile = { ...good, enrichment: 'mobile', wanted: ['mobile'], steps: [{ source: 'pattern' }] };
    expect(problemsOf(mobile)).toContain('only work emails can be guessed');
    expect(problemsOf(mobile)).toContain('no address that can be checked');
    for (const value of [null, 1, 'x', [], {}, { steps: Array.from({ length: 1_000 }, () => step('a')) }]) expect(checkWaterfall(value).ok).toBe(false);
  });
  it('comes alone, in a list, or in a file', () => {
    expect(readWaterfallFile(JSON.stringify(good))).toHaveLength(1);
    expect(readWaterfallFile(JSON.stringify([good, good]))).toHaveLength(2);
    expect(readWaterfallFile(JSON.stringify({ kiln: 'waterfalls', version: 1, waterfalls: [good] }))).toHaveLength(1);
    for (const text of ['', '{', '1', '"x"', '{"kiln":"waterfalls","version":2,"waterfalls":[]}', 'null']) expect(readWaterfallFile(text)).toBeNull();
  });
  it('offers only operations that are about the same kind of lead', () => {
    for (const id of ENRICHMENT_IDS) expect(enrichmentOf(id).wanted.length).toBeGreaterThan(0);
  });
});
