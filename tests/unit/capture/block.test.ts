import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { toBlock, type Block } from '../../../lib/capture/block.ts';
import { selectedCopy } from '../../../lib/capture/clip/selected-copy.ts';
import { readSelected } from '../../../lib/capture/clip/selected-links.ts';
import { toCapture } from '../../../lib/capture/normalise.ts';
import { readPage } from '../../../lib/capture/reader/index.ts';
import { readLists } from '../../../lib/capture/reader/lists/index.ts';
import { AT, bestOf, stillClock } from './support.ts';

const PAGE = 'https://guild.example/members';
const docOf = (html: string): Document => new JSDOM(html, { url: PAGE }).window.document;

function select(html: string, from: string, to = from): Document {
  const doc = docOf(html);
  const range = doc.createRange();
  range.setStartBefore(doc.querySelector(from)!);
  range.setEndAfter(doc.querySelector(to)!);
  doc.getSelection()!.addRange(range);
  return doc;
}
async function read(doc: Document, text: string): Promise<Block> {
  const copy = selectedCopy(doc)!;
  const pause = async (): Promise<void> => undefined;
  const page = await readPage(copy, {}, { now: stillClock.now, pause });
  const lists = await readLists(copy, {}, { now: stillClock.now, pause });
  // jsdom has no layout, so the lines of the selected text are given.
  const block = toBlock(JSON.parse(JSON.stringify({ page, lists, selection: { ...readSelected(doc), text } })), PAGE, AT);
  if (!block.ok) throw new Error('broken');
  return block.value;
}

const CARDS = `<title>Members</title><script type="application/ld+json">{"@type":"Organization","name":"Guild of Makers"}</script><h1>Members</h1><main>
<section id="chair"><h2>Emil Testcase</h2><p>Chair of the guild</p><p><a href="mailto:emil@harbour-tile.example">write</a></p><p>Phone +44 113 496 0182</p></section>
<section id="office"><h2>Farah Demo</h2><p>Office manager</p></section><section id="plain"><b>Gus Template</b><br>Kiln technician<br><a href="mailto:gus@oakline.example">mail</a></section></main>`;

describe('the copy of a selection', () => {
  it('holds the selected parts and nothing else, with the address of the page, and nothing in it is alive', () => {
    const doc = select(CARDS, '#chair', '#office h2');
    const before = doc.documentElement.outerHTML;
    const copy = selectedCopy(doc)!;
    expect(copy.body.textContent).toContain('Emil Testcase');
    expect(copy.body.textContent).toContain('Farah Demo');
    expect(copy.body.textContent).not.toMatch(/Office manager|Gus|Members/);
    expect([copy.URL, copy.title, copy.defaultView]).toEqual([PAGE, '', null]);
    expect(doc.documentElement.outerHTML).toBe(before);
  });

  it('keeps a table around its rows and a list around its items', () => {
    const rows = select('<table><tbody><tr id="a"><td>1</td></tr><tr id="b"><td>2</td></tr><tr><td>3</td></tr></tbody></table>', '#a', '#b');
    expect(selectedCopy(rows)!.querySelectorAll('table tr').length).toBe(2);
    const items = select('<ul><li id="a">1</li><li id="b">2</li><li>3</li></ul>', '#a', '#b');
    expect(selectedCopy(items)!.querySelectorAll('ul > li').length).toBe(2);
  });

  it('takes whole words where a selection begins or ends inside one, and is null without a selection', () => {
    const doc = docOf('<p id="p">Write to Emil Testcase today</p>');
    expect(selectedCopy(doc)).toBeNull();
    const text = doc.querySelector('#p')!.firstChild!;
    const range = doc.createRange();
    range.setStart(text, 11);
    range.setEnd(text, 18);
    doc.getSelection()!.addRange(range);
    expect(selectedCopy(doc)!.body.textContent).toBe('Emil Testcase');
  });
});

describe('a block of a page', () => {
  it('is about the person it names, not the page’s company and not the neighbour', async () => {
    const { capture, lists } = await read(select(CARDS, '#chair'), 'Emil Testcase\nChair of the guild\nwrite\nPhone +44 113 496 0182');
    expect(lists).toEqual([]);
    expect(capture.kind).toBe('person');
    expect(bestOf(capture.fields)).toMatchObject({ name: 'Emil Testcase', phone: '+441134960182' });
    expect(JSON.stringify(capture.fields)).toContain('emil@harbour-tile.example');
    expect(JSON.stringify(capture)).not.toMatch(/Guild of Makers|Farah|"selector"/);
  });

  it('names by its lines what has no heading', async () => {
    const { capture } = await read(select(CARDS, '#plain'), 'Gus Template\nKiln technician\nmail');
    expect(capture.kind).toBe('person');
    expect(bestOf(capture.fields)).toMatchObject({ name: 'Gus Template', title: 'Kiln technician' });
    expect(JSON.stringify(capture.fields)).toContain('gus@oakline.example');
  });

  it('gives the selected records of a list, and only those', async () => {
    const row = (i: number, name: string): string => `<tr id="r${i}"><td><a href="/people/${i}">${name}</a></td><td>Buyer</td><td>p${i}@example.com</td></tr>`;
    const people = ['Ada Example', 'Ben Sample', 'Cleo Placeholder', 'Dara Fixture', 'Emil Testcase', 'Farah Demo'];
    const html = `<h1>Members</h1><table><thead><tr><th>Name</th><th>Role</th><th>Email</th></tr></thead><tbody>${people.map((name, i) => row(i, name)).join('')}</tbody></table>`;
    const { lists } = await read(select(html, '#r0', '#r3'), people.slice(0, 4).join('\n'));
    expect(lists[0]?.kind).toBe('person');
    const name = lists[0]?.columns.findIndex((column) => column.field === 'name') ?? -1;
    expect(lists[0]?.rows.map((r) => r.cells[name])).toEqual(people.slice(0, 4));
    expect(lists[0]?.container).toBe('');
  });
});

it('takes no name from a page without a title, which the browser calls by its address', async () => {
  const doc = new JSDOM('<p>it will rain</p>', { url: 'http://127.0.0.1:8788/nobody' }).window.document;
  const raw = await readPage(doc, {}, { now: stillClock.now, pause: async () => undefined });
  const capture = toCapture(raw, { url: doc.URL, title: '127.0.0.1:8788/nobody' }, AT, []);
  expect(capture.ok && capture.value.fields).toEqual({});
});
