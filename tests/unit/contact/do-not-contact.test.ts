import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContactEntry } from '../../../lib/capture/contact-entry.ts';
import { blockOf, contactId, profileContactId, type ContactId } from '../../../lib/domain/contact/do-not-contact.ts';
import { mailboxOf } from '../../../lib/domain/contact/mailbox.ts';
import { identityKeys } from '../../../lib/domain/lead/identity.ts';
import type { LeadKind } from '../../../lib/domain/lead/fields.ts';
import type { FieldValue, Lead, LeadFields } from '../../../lib/domain/lead/lead.ts';

const value = (text: string, origin: FieldValue['provenance']['origin'] = 'page'): FieldValue => ({ value: text, confidence: 80, provenance: { origin, at: 1 } });
const leadOf = (texts: Record<string, string | string[]>, kind: LeadKind = 'person'): Pick<Lead, 'fields' | 'keys'> => {
  const fields = Object.fromEntries(Object.entries(texts).map(([key, all]) => [key, { values: [all].flat().map((text) => value(text)) }])) as LeadFields;
  return { fields, keys: identityKeys(kind, fields) };
};
const listOf = (...ids: ContactId[]) => (id: ContactId): boolean => ids.includes(id);
const listed = (...lines: string[]) => listOf(...lines.map((line) => {
  const entry = readContactEntry(line);
  if (!entry) throw new Error(`${line} is no entry`);
  return entry.id;
}));

const ada = leadOf({ name: 'Ada Example', companyDomain: 'works.example.com', workEmail: ['ada@works.example.com', 'ada.example@gmail.com'], mobile: '+442079460958', linkedinUrl: 'https://www.linkedin.com/in/ada-example', website: 'https://blog.ada.example' });

describe('the do-not-contact list', () => {
  it.each([
    ['ada@works.example.com', 'email', 'workEmail'],
    ['ADA@Works.Example.com', 'email', 'workEmail'],
    ['a.da.example+news@googlemail.com', 'email', 'workEmail'],
    ['works.example.com', 'domain', 'companyDomain'],
    ['@example.com', 'domain', 'companyDomain'],
    ['*.example.com', 'domain', 'companyDomain'],
    ['https://www.ada.example/about', 'domain', 'website'],
    ['+44 20 7946 0958', 'phone', 'mobile'],
  ])('%s stops the lead, and says what it was', (line, kind, field) => {
    expect(blockOf(ada, listed(line))).toMatchObject({ kind, field });
  });
  it('knows the person by profile and by name and company', () => {
    expect(blockOf(ada, listed('linkedin.com/in/Ada-Example/?trk=x'))).toMatchObject({ kind: 'person' });
    expect(blockOf(leadOf({ name: 'Ada Example', companyDomain: 'works.example.com' }), listOf(contactId('person', 'person:at:ada example@works.example.com')))).toMatchObject({ kind: 'person' });
  });
  it.each(['ben@works.example.com', 'other.example', 'linkedin.com', 'ple.com', 'works.example.com.evil.example', '+44 20 7946 0000'])('%s is about others', (line) => {
    expect(blockOf(ada, listed(line))).toBeNull();
  });
  it('counts a second address, a guess and an address in a column of a person\'s own', () => {
    const guess = { fields: { workEmail: { values: [value('x@other.example'), value('ada@example.com', 'guess')] } } as LeadFields, keys: [] };
    expect(blockOf(guess, listed('ada@example.com'))).toMatchObject({ value: 'ada@example.com' });
    expect(blockOf(leadOf({ 'x.reply': 'ada@example.com' }), listed('ada@example.com'))).toMatchObject({ field: 'x.reply' });
  });
  it('tells plus tags and dots apart where the service does', () => {
    expect([mailboxOf('a.b+c@works.example'), mailboxOf('A.B+c@gmail.com'), mailboxOf('a.b+c@outlook.com'), mailboxOf('+c@gmail.com')]).toEqual(['a.b+c@works.example', 'ab@gmail.com', 'a.b@outlook.com', '+c@gmail.com']);
  });
  it('one listed value is enough, whatever else is known', () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9]{0,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(local, { minLength: 1, maxLength: 8 }), fc.nat(), (names, pick) => {
        const emails = names.map((name) => `${name}@example.com`);
        const target = emails[pick % emails.length] ?? '';
        const lead = leadOf({ email: emails });
        return blockOf(lead, listOf(contactId('email', target)))?.value === target && blockOf(leadOf({ email: emails.filter((e) => e !== target) }), listOf(contactId('email', target))) === null;
      }),
    );
  });
});

describe('a line of the list', () => {
  it.each([
    ['Ada Example <ada@example.com>', 'email', 'ada@example.com'],
    ['"ada@example.com",', 'email', 'ada@example.com'],
    ['mailto:ada@example.com?subject=stop', 'email', 'ada@example.com'],
    ['https://www.works.example.com/team?x=1', 'domain', 'works.example.com'],
    ['https://x.com/adaexample', 'person', 'https://x.com/adaexample'],
    ['+49 30 901820', 'phone', '+4930901820'],
  ])('%s is read', (line, kind, shown) => {
    expect(readContactEntry(line)).toMatchObject({ kind, shown });
  });
  it.each(['', 'Ada Example', 'com', 'co.uk', 'localhost', '12345', 'ada@', '127.0.0.1', '*', 'x'.repeat(600)])('%s is none', (line) => expect(readContactEntry(line)).toBeNull());
  it('a profile address finds who has it, however it was written', () => {
    expect(readContactEntry('https://LinkedIn.com/in/ADA-example/')?.id).toBe(profileContactId('https://www.linkedin.com/in/ada-example'));
  });
});
