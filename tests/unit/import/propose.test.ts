import { describe, expect, it } from 'vitest';
import { hasHeaderRow, propose } from '../../../lib/capture/import/propose.ts';
import { readRow } from '../../../lib/capture/import/row-values.ts';
import type { ImportMapping } from '../../../lib/domain/import/import.ts';
import type { CustomColumn } from '../../../lib/domain/lead/custom.ts';

const rowsOf = (text: string): string[][] => text.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
let n = 0;
const proposal = (text: string, own: readonly CustomColumn[] = [], kind?: 'person' | 'company') => propose({ rows: rowsOf(text) }, own, () => `x.c${n++}`, kind);
const targets = (text: string, own: readonly CustomColumn[] = [], kind?: 'person' | 'company'): string[] => proposal(text, own, kind).columns.map(({ target }) => (target.kind === 'skip' ? '-' : target.kind === 'new' ? `+${target.name}:${target.type}` : target.key));

describe('what the columns of a file are', () => {
  it.each([
    ['English', 'First Name|Last Name|Job Title|Company|Email|Mobile Phone|LinkedIn URL|City', 'Ada|Example|Head|Works|ada@example.com|+44 20 7946 0958|https://www.linkedin.com/in/ada|Leeds', 'firstName lastName title companyName email mobile linkedinUrl location'],
    ['German', 'Vorname|Nachname|Funktion|Firma|E-Mail|Telefon|Webseite|Ort|Land', 'Ada|Muster|Leiterin|Werke GmbH|ada@example.com|+49 30 901820|https://example.com|Köln|DE', 'firstName lastName title companyName email phone companyDomain location country'],
    ['French', 'Prénom|Nom|Fonction|Société|Adresse e-mail|Téléphone|Ville|Pays', 'Ada|Exemple|Directrice|Ateliers SARL|ada@example.com|+33 1 23 45 67 89|Lyon|France', 'firstName lastName title companyName email phone location country'],
    ['Spanish', 'Nombre|Apellidos|Cargo|Empresa|Correo electrónico|Teléfono|Ciudad|País', 'Ada|Ejemplo|Directora|Talleres SL|ada@example.com|+34 911 234 567|Madrid|España', 'firstName lastName title companyName email phone location country'],
    ['Italian', 'Nome|Cognome|Ruolo|Azienda|Indirizzo email|Cellulare', 'Ada|Esempio|Direttrice|Officine Srl|ada@example.com|+39 333 1234567', 'name lastName title companyName email mobile'],
    ['Dutch', 'Voornaam|Achternaam|Functie|Bedrijf|E-mailadres|Telefoonnummer|Plaats', 'Ada|Voorbeeld|Directeur|Werken BV|ada@example.com|+31 20 123 4567|Utrecht', 'firstName lastName title companyName email phone location'],
    ['Japanese', '氏名|会社名|役職|メールアドレス|電話番号', '山田 太郎|株式会社見本|部長|taro@example.com|+81 3-1234-5678', 'name companyName title email phone'],
    ['camel case and underlines', 'firstName|last_name|company_name|work-email|EMAIL STATUS', 'Ada|Example|Works|ada@example.com|valid', 'firstName lastName companyName workEmail emailStatus'],
  ])('%s heads', (_, head, row, wanted) => {
    expect(proposal(`${head}\n${row}`).hasHeader).toBe(true);
    expect(targets(`${head}\n${row}\n${row}`).join(' ')).toBe(wanted);
  });
  it('takes the values where there are no heads', () => {
    const text = 'Ada Example|ada@example.com|+44 20 7946 0958|https://www.linkedin.com/in/ada|Head of Design\nBen Sample|ben@example.com|+44 20 7946 0959|https://www.linkedin.com/in/ben|Marketing Manager';
    expect(proposal(text).hasHeader).toBe(false);
    expect(targets(text)).toEqual(['name', 'email', 'phone', 'linkedinUrl', 'title']);
  });
  it('makes columns of a person\'s own of what it does not know, numbers as numbers, and finds those that are there', () => {
    const own: CustomColumn[] = [{ key: 'x.old', kind: 'person', name: 'Account owner', type: 'text', createdAt: 1 }];
    expect(targets('Name|Email|Account Owner|Score|Wave|Empty\nAda Example|ada@example.com|Robin|12|north|\nBen Sample|ben@example.com|Kim|7.5|south|', own)).toEqual(['name', 'email', 'x.old', '+Score:number', '+Wave:text', '-']);
  });
  it('does not believe a head over values that are plainly something else', () => {
    expect(targets('Name|Company|Contact\nAda Example|Works|ada@example.com\nBen Sample|Oak|ben@example.com')).toEqual(['name', 'companyName', 'email']);
  });
  it('tells companies from people', () => {
    expect(proposal('Company|Website|Employees|City\nExample Works GmbH|https://example.com|120|Köln').kind).toBe('company');
    expect(targets('Company|Website|Employees|City\nExample Works GmbH|https://example.com|120|Köln')).toEqual(['name', 'website', 'employees', 'location']);
    expect(proposal('example.com\nworks.example').kind).toBe('company');
    expect(proposal('ada@example.com\nben@example.com').kind).toBe('person');
  });
  it('gives a second address to the same field, further ones too', () => {
    expect(targets('Name|Email|Email 2|Phone 1|Phone 2\nAda Example|a@example.com|b@example.com|+44 20 7946 0958|+44 20 7946 0957')).toEqual(['name', 'email', 'email', 'phone', 'phone']);
  });
  it('sees whether the first row is one of heads', () => {
    expect([hasHeaderRow(rowsOf('Ada|Leeds\nBen|York')), hasHeaderRow(rowsOf('Kundennr|Umsatz\n12|40')), hasHeaderRow(rowsOf('ada@example.com|x\nben@example.com|y')), hasHeaderRow(rowsOf('Email\nada@example.com')), hasHeaderRow([['Name', 'City']])]).toEqual([false, true, false, true, true]);
  });
});

describe('a row', () => {
  const mapping = (text: string): ImportMapping => proposal(text);
  const PEOPLE = mapping('Name|Email|Phone|Company|Country|Size\nAda Example|ada@example.com|020 7946 0958|Example Works|GB|12');
  const read = (cells: string[], m: ImportMapping = PEOPLE) => readRow(cells, 7, m);
  it('becomes a lead in normal forms, with what follows from it', () => {
    expect(read(['Dr. Ada Example', 'ADA@Example.com', '020 7946 0958', 'Example Works', 'UK', "'=1+1"])).toEqual({
      kind: 'lead', leftOut: [],
      row: { at: 7, values: expect.arrayContaining([['name', 'Ada Example', 'Dr. Ada Example'], ['email', 'ada@example.com', 'ADA@Example.com'], ['phone', '+442079460958', '020 7946 0958'], ['firstName', 'Ada', null, true], ['prefix', 'Dr.', null, true], ['companyDomain', 'example.com', null, true]]) as never },
    });
  });
  it('keeps a number without its country as it is, guesses none', () => {
    const row = read(['Ada Example', '', '0170 1234567', '', '', '']);
    expect(row.kind === 'lead' && row.row.values).toContainEqual(['phone', '0170 1234567']);
  });
  it('goes in without a value that cannot be one, and says which; placeholders are nothing', () => {
    expect(read(['Ada Example', 'not an address', 'n/a', '-', 'NULL', ''])).toMatchObject({ kind: 'lead', leftOut: ['Email'] });
  });
  it.each([
    ['too many cells', ['Ada', 'a@example.com', '', '', '', '', 'more'], 'too-wide'],
    ['an endless cell', ['Ada', 'x'.repeat(20_001)], 'too-long'],
    ['nobody', ['', 'broken', '', 'Works', '', ''], 'nobody'],
    ['nothing', ['', ' ', '-', '', '', ''], 'nothing'],
  ] as const)('is kept aside for %s', (_, cells, reason) => expect(read([...cells])).toEqual({ kind: 'aside', reason }));
  it('puts first and last name together', () => {
    const row = read(['Ada', 'van Example', 'ada@example.com'], mapping('First name|Last name|Email\nAda|Example|ada@example.com'));
    expect(row.kind === 'lead' && row.row.values[0]).toEqual(['name', 'Ada van Example']);
  });
  it('finds the domain of a company by its site, not by a page at a platform', () => {
    const companies = mapping('Company|Website\nWorks GmbH|https://example.com');
    const domain = (site: string) => { const row = read(['Works GmbH', site], companies); return row.kind === 'lead' ? row.row.values.find(([key]) => key === 'domain')?.[1] : row.reason; };
    expect([domain('https://www.example.com/de'), domain('https://www.facebook.com/works')]).toEqual(['example.com', undefined]);
  });
});
