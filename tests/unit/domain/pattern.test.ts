import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATTERN_GUESSES } from '../../../lib/core/limits.ts';
import { PATTERN_HALF_LIFE_MS } from '../../../lib/core/own-source-limits.ts';
import { formsOf, guessAddresses, guessesAt, type KnownAddress } from '../../../lib/domain/enrichment/pattern.ts';

const NOW = 1_800_000_000_000;
const person = (firstName: string, lastName: string, local: string, ageMs = 0): KnownAddress => ({ forms: formsOf({ firstName, lastName, email: `${local}@example.com` }), at: NOW - ageMs });
const addresses = (known: readonly KnownAddress[]): string[] => guessesAt('Ada', 'Example', 'example.com', known, NOW).map((g) => g.address);

describe('guessing addresses', () => {
  it('offers the likeliest forms first, in Latin letters', () => {
    expect(guessAddresses('Zoë', "O'Neil-Größe", 'example.com')).toEqual(['zoe.oneilgroesse@example.com', 'zoe@example.com', 'zoneilgroesse@example.com']);
  });
  it('guesses nothing from a name without Latin letters, or without a part', () => {
    expect(guessAddresses('美咲', '田中', 'example.com')).toEqual([]);
    expect(guessAddresses('Ada', '', 'example.com')).toEqual([]);
    expect(guessAddresses('Ada', 'Example', '')).toEqual([]);
  });
  it('always gives well-formed, distinct, bounded addresses', () => {
    const known = fc.array(fc.record({ forms: fc.oneof(fc.array(fc.constantFrom('first.last', 'flast', 'last', 'nonsense')), fc.record({ firstName: fc.string(), lastName: fc.string(), email: fc.string() }).map(formsOf)), at: fc.integer() }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.string(), fc.string(), known, (first, last, people) => {
        const guesses = guessesAt(first, last, 'example.com', people, NOW).map((g) => g.address);
        expect(new Set(guesses).size).toBe(guesses.length);
        expect(guesses.length).toBeLessThanOrEqual(PATTERN_GUESSES);
        for (const guess of guesses) expect(guess).toMatch(/^[a-z0-9][a-z0-9._-]*@example\.com$/);
      }),
    );
  });
});

describe('the form of an address', () => {
  it.each([
    ['Ben', 'Sample', 'ben.sample', ['first.last']],
    ['Ben', 'Sample', 'bsample', ['flast']],
    ['Ben', 'Sample', 'sample_ben', []],
    ['Ben', 'Sample', 'ben_sample', ['first_last']],
    ['Ben', 'Sample', 'ben.sample+news', ['first.last']],
    ['Jörg', 'Müller', 'joerg.mueller', ['first.last']],
    ['Jörg', 'Müller', 'jorg.muller', ['first.last']],
    ['Ben', 'Sample', 'info', []],
    ['B', 'Sample', 'bsample', ['flast', 'firstlast']],
  ])('of %s %s, %s', (firstName, lastName, local, forms) => {
    expect(person(firstName, lastName, local).forms).toEqual(forms);
  });
});

describe('known addresses of the domain', () => {
  const flast = [person('Ben', 'Sample', 'bsample'), person('Cleo', 'Muster', 'cmuster'), person('Dara', 'Fixture', 'dfixture')];

  it('decide what is guessed first, and are told', () => {
    const [first] = guessesAt('Ada', 'Example', 'example.com', flast, NOW);
    expect(first).toMatchObject({ address: 'aexample@example.com', basis: { form: 'flast', known: 3, domain: 'example.com' } });
    expect(guessesAt('Ada', 'Example', 'example.com', [], NOW)[0]?.basis).toBeUndefined();
  });
  it('make fewer guesses the more they agree', () => {
    const many = (n: number): KnownAddress[] => Array.from({ length: n }, (_, i) => flast[i % 3]!);
    expect([0, 1, 3, 12].map((n) => addresses(many(n)).length)).toEqual([3, 3, 2, 1]);
  });
  it('that disagree leave both forms, the commoner first', () => {
    expect(addresses([...flast, person('Emil', 'Testcase', 'emil')]).slice(0, 2)).toEqual(['aexample@example.com', 'ada@example.com']);
    expect(addresses([person('Ben', 'Sample', 'sample.ben'), person('Cleo', 'Muster', 'muster.cleo')])[0]).toBe('example.ada@example.com');
  });
  it('count less when they are old: a new form wins over an old one', () => {
    const old = [person('Ben', 'Sample', 'ben', 4 * PATTERN_HALF_LIFE_MS), person('Cleo', 'Muster', 'cleo', 4 * PATTERN_HALF_LIFE_MS)];
    expect(addresses([...old, person('Dara', 'Fixture', 'dara.fixture')])[0]).toBe('ada.example@example.com');
  });
  it('that are nobody\'s by name change nothing', () => {
    expect(addresses([person('Ben', 'Sample', 'info'), person('Cleo', 'Muster', 'sales')])).toEqual(addresses([]));
  });

  const forms = fc.constantFrom('first.last', 'first', 'flast', 'f.last', 'last.first', 'firstlast');
  const local: Record<string, (f: string, l: string) => string> = { 'first.last': (f, l) => `${f}.${l}`, first: (f) => f, flast: (f, l) => `${f[0]}${l}`, 'f.last': (f, l) => `${f[0]}.${l}`, 'last.first': (f, l) => `${l}.${f}`, firstlast: (f, l) => `${f}${l}` };
  const names = fc.tuple(fc.constantFrom('ben', 'cleo', 'dara', 'emil', 'farah'), fc.constantFrom('sample', 'muster', 'fixture', 'testcase', 'demo'));

  it('of one form: that form comes first from three on, whoever they are, in any order', () => {
    fc.assert(
      fc.property(forms, fc.array(names, { minLength: 3, maxLength: 30 }), (form, people) => {
        const known = people.map(([f, l]) => person(f, l, local[form]!(f, l)));
        expect(addresses(known)[0]).toBe(`${local[form]!('ada', 'example')}@example.com`);
        expect(addresses(known.toReversed())).toEqual(addresses(known));
      }),
    );
  });
  it('one more of a form never makes it less likely', () => {
    fc.assert(
      fc.property(forms, fc.array(fc.tuple(forms, names), { maxLength: 12 }), (form, people) => {
        const known = people.map(([k, [f, l]]) => person(f, l, local[k]!(f, l)));
        const share = (all: readonly KnownAddress[]): number => guessesAt('Ada', 'Example', 'example.com', all, NOW).find((g) => g.form === form)?.share ?? 0;
        expect(share([...known, person('Gus', 'Placeholder', local[form]!('gus', 'placeholder'))])).toBeGreaterThanOrEqual(share(known));
      }),
    );
  });
});
