import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../lib/contracts/manifest.ts';
import { toSummary } from '../../../lib/providers/catalogue.ts';
import type { CallPlace, Engine } from '../../../lib/providers/engine-api.ts';
import { withOwnSources, withSources, type OwnSource } from '../../../lib/providers/own-source.ts';

const own: OwnSource = {
  own: true, id: 'own-one', name: 'Own one', auth: { kind: 'none' }, price: { charged: 'free' }, operations: { 'enrich-company': { needs: ['domain', 'companyDomain'] } }, atOnce: 2, sites: ['https://*/*'], sends: ['company domain'],
  refusals: () => Promise.resolve(() => null),
  call: () => Promise.resolve({ kind: 'no-result', raw: 'own', tookMs: 0 }),
};
const partner: string[] = [];
const engine: Engine = {
  turn: () => ({ waitMs: 7 }),
  remember: ({ providerId }) => void partner.push(providerId),
  call: () => Promise.resolve({ kind: 'no-result', raw: 'partner', tookMs: 0 }),
  checkKey: () => Promise.resolve({ status: 'works' }),
  missingInput: () => ['email'],
};
const both = withOwnSources(engine, [own]);
const at = (providerId: string): CallPlace => ({ providerId, operation: 'enrich-company', isKeyed: false });

describe('sources of Kiln\'s own beside the partners', () => {
  it('are asked by their id, and partners by theirs', async () => {
    const raw = async (providerId: string) => (await both.call({ providerId, operation: 'enrich-company', input: {} }) as { raw: string }).raw;
    expect([await raw('own-one'), await raw('hunter')]).toEqual(['own', 'partner']);
    both.remember(at('own-one'), 1);
    both.remember(at('hunter'), 1);
    expect(partner).toEqual(['hunter']);
  });
  it('say what they lack', () => {
    expect(both.missingInput('own-one', 'enrich-company', { name: 'x' })).toEqual(['domain', 'companyDomain']);
    expect(both.missingInput('own-one', 'enrich-company', { domain: 'x.example' })).toBeNull();
    expect(both.missingInput('hunter', 'enrich-company', {})).toEqual(['email']);
  });
  it('work on few questions at once, and a turn that is given back twice is one', () => {
    const [first, second] = [both.turn(at('own-one')), both.turn(at('own-one'))];
    expect(both.turn(at('own-one'))).toEqual({ waitMs: Infinity });
    for (let i = 0; i < 2; i++) if ('release' in first) first.release();
    expect('release' in both.turn(at('own-one'))).toBe(true);
    expect([both.turn(at('own-one')), both.turn(at('hunter'))]).toEqual([{ waitMs: Infinity }, { waitMs: 7 }]);
    expect('release' in second).toBe(true);
  });
  it('stand in the catalogue without an address to reach', () => {
    const all = withSources(new Map<string, Manifest>(), [own]);
    const [entry] = [...all.values()];
    expect(entry && toSummary(entry)).toEqual({ id: 'own-one', name: 'Own one', homepage: '', origin: '', sites: ['https://*/*'], needsKey: false, takesKey: 'no', canCheckKey: false, operations: [{ name: 'enrich-company', label: 'Enrich company' }], sends: ['company domain'] });
  });
});
