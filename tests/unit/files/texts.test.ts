import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { writeJson, writeJsonLines } from '../../../lib/files/json.ts';
import { markdownTable } from '../../../lib/files/markdown.ts';
import { vcardText, writeVcards, type Contact } from '../../../lib/files/vcard.ts';
import { textOf } from './read-back.ts';

const ada: Contact = {
  kind: 'individual', uid: 'urn:uuid:lead-1', name: 'Dr. Ada Example, PhD', family: 'Example', given: 'Ada', prefix: 'Dr.', suffix: 'PhD', organisation: 'Example Works; Ltd', title: 'Head of Kilns',
  emails: [{ value: 'ada@example.com', type: 'work' }, { value: 'ada.home@example.com', type: 'home' }],
  phones: [{ value: '+441134960100', types: ['work', 'voice'] }, { value: '0113 496 0100 ext 7', types: [] }],
  urls: ['https://example.com/ada', 'javascript:alert(1)'], address: '12 Kiln Lane\nLeeds "Yard"', country: 'United Kingdom', photo: 'https://example.com/ada.jpg', note: 'Line one\r\nLine two, with; signs\\', categories: ['Q3', 'makers, glazes'], source: 'https://example.com/people/ada', revisedAt: Date.UTC(2026, 10, 25, 1, 2, 3),
};
/** ical.js (Mozilla): properties of the first card. */
const read = (card: string): Map<string, unknown[]> => {
  const [, properties] = ICAL.parse(card) as [string, [string, Record<string, unknown>, string, ...unknown[]][]];
  const out = new Map<string, unknown[]>();
  for (const [name, , , ...values] of properties) out.set(name, [...(out.get(name) ?? []), ...values]);
  return out;
};

describe('vCard 4', () => {
  it('is read back whole by a reader that is not ours', () => {
    const card = read(vcardText(ada));
    expect(Object.fromEntries(card)).toMatchObject({
      version: ['4.0'], kind: ['individual'], fn: ['Dr. Ada Example, PhD'], n: [['Example', 'Ada', '', 'Dr.', 'PhD']], org: ['Example Works; Ltd'], title: ['Head of Kilns'],
      email: ['ada@example.com', 'ada.home@example.com'], tel: ['tel:+441134960100', '0113 496 0100 ext 7'], url: ['https://example.com/ada'],
      adr: [['', '', '12 Kiln Lane\nLeeds "Yard"', '', '', '', 'United Kingdom']], note: ['Line one\nLine two, with; signs\\'], categories: ['Q3', 'makers, glazes'], rev: ['2026-11-25T01:02:03Z'],
    });
  });

  it('any text comes back, no line has more than 75 octets and no text begins a line of its own', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', ',', ';', ':', '\\', '\n', '"', '^', ' ', 'END:VCARD'), minLength: 1, maxLength: 80 }), (note) => {
        const card = vcardText({ kind: 'org', name: 'Example', emails: [], phones: [], urls: [], categories: [], note });
        expect(read(card).get('note')).toEqual([note]);
        for (const line of card.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(card.split('\r\n').filter((line) => line === 'END:VCARD')).toHaveLength(1);
      }),
    ));

  it('cards follow one another', async () => {
    expect((await textOf(writeVcards([[ada], [], [ada, ada]]))).match(/BEGIN:VCARD/g)).toHaveLength(3);
  });
});

describe('JSON', () => {
  const rows = [{ id: 'a', value: 'x\u2028"\n' }, { id: 'b', value: null }];
  it('lines are one object each', async () => {
    const text = await textOf(writeJsonLines([[rows[0]!], [rows[1]!]]));
    expect(text.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(rows);
  });
  it.each([[[]], [[[]]], [[rows]], [[[rows[0]!], [], [rows[1]!]]]])('a document is whole however it comes', async (batches) => {
    expect(JSON.parse(await textOf(writeJson({ table: 'A "b"', kind: 'person' }, 'leads', batches)))).toEqual({ table: 'A "b"', kind: 'person', leads: batches.flat() });
  });
});

describe('Markdown', () => {
  it('keeps markup of a page inside its cell', () => {
    expect(markdownTable([{ label: 'Name', type: 'text' }, { label: 'Staff', type: 'number' }], [['a|b <img src=x>\n[c](d)', 7], [null, null]])).toBe('| Name | Staff |\n| --- | ---: |\n| a\\|b \\<img src=x\\><br>\\[c\\](d) | 7 |\n|  |  |\n');
  });
});
