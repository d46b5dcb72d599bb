import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { readSelected } from '../../../lib/capture/clip/selected-links.ts';
import { leadsFromLinks } from '../../../lib/capture/links.ts';
import { rawSelectionSchema } from '../../../lib/contracts/raw-clip.ts';
import { SELECTED_LINKS } from '../../../lib/core/limits.ts';
import { AT, bestOf } from './support.ts';

const PAGE = 'https://directory.example.org/makers';

/** Selects from the start of one element to the end of another. */
function select(html: string, from: string, to: string): Document {
  const doc = new JSDOM(html, { url: PAGE }).window.document;
  const range = doc.createRange();
  range.setStartBefore(doc.querySelector(from)!);
  range.setEndAfter(doc.querySelector(to)!);
  doc.getSelection()!.addRange(range);
  return doc;
}
const linksOf = (doc: Document) => rawSelectionSchema.parse(readSelected(doc));
const leadsOf = (doc: Document) => leadsFromLinks(linksOf(doc).links, PAGE, AT).map(({ kind, fields }) => ({ kind, ...bestOf(fields) }));

const LIST = `<ul>
<li id="a"><a href="/people/ada-example"><img alt="Ada Example" src="a.jpg"></a> <a href="/people/ada-example">Ada Example</a> <a href="mailto:ada@example-works.example?subject=Hi">write</a> <a href="tel:+441134960182">call</a></li>
<li id="b"><a href="https://www.linkedin.com/in/ben-sample/?trk=x">Ben Sample</a></li>
<li id="c"><a href="https://example-works.example/">Example Works Ltd</a> <a href="#top">top</a> <a href="javascript:go()">run</a></li>
<li id="d"><a href="/people/dara-fixture">Dara Fixture</a></li>
</ul>`;

describe('links of a selection', () => {
  it('are those inside it, by words and whole address, each once in its block', () => {
    const { links, truncated } = linksOf(select(LIST, '#a', '#c'));
    expect(truncated).toBe(false);
    expect(links.map((l) => [l.text, l.href, l.block])).toEqual([
      ['Ada Example', 'https://directory.example.org/people/ada-example', 0],
      ['write', 'mailto:ada@example-works.example?subject=Hi', 0],
      ['call', 'tel:+441134960182', 0],
      ['Ben Sample', 'https://www.linkedin.com/in/ben-sample/?trk=x', 1],
      ['Example Works Ltd', 'https://example-works.example/', 2],
    ]);
  });

  it('count when only a part of the link is selected, and none does without a selection', () => {
    const doc = new JSDOM(LIST, { url: PAGE }).window.document;
    expect(linksOf(doc).links).toEqual([]);
    const text = doc.querySelector('#d a')!.firstChild!;
    const range = doc.createRange();
    range.setStart(text, 2);
    range.setEnd(text, 6);
    doc.getSelection()!.addRange(range);
    expect(linksOf(doc).links.map((l) => l.text)).toEqual(['Dara Fixture']);
  });

  it('stay inside the limit and say so', () => {
    const many = `<div id="all">${Array.from({ length: SELECTED_LINKS + 20 }, (_, i) => `<p><a href="/people/p${i}">P</a></p>`).join('')}</div>`;
    const raw = linksOf(select(many, '#all', '#all'));
    expect([raw.links.length, raw.truncated]).toEqual([SELECTED_LINKS, true]);
  });
});

describe('selected links become leads', () => {
  it('one for each person and company, with what stands beside the name in its row', () => {
    expect(leadsOf(select(LIST, '#a', '#d'))).toEqual([
      expect.objectContaining({ kind: 'person', name: 'Ada Example', profileUrl: 'https://directory.example.org/people/ada-example', workEmail: 'ada@example-works.example', phone: '+441134960182' }),
      expect.objectContaining({ kind: 'person', name: 'Ben Sample', linkedinUrl: 'https://www.linkedin.com/in/ben-sample' }),
      expect.objectContaining({ kind: 'company', name: 'Example Works Ltd', domain: 'example-works.example' }),
      expect.objectContaining({ kind: 'person', name: 'Dara Fixture' }),
    ]);
  });

  it('never mixes two people of one paragraph', () => {
    const leads = leadsOf(select('<p id="p"><a href="/people/a">Ada Example</a> and <a href="/people/b">Ben Sample</a>, <a href="mailto:ben@example.com">mail</a></p>', '#p', '#p'));
    expect(leads.map((l) => [l.name, l.workEmail ?? null])).toEqual([['Ada Example', null], ['Ben Sample', null], [undefined, 'ben@example.com']]);
  });

  it('gives nothing for links that speak of nobody', () => {
    expect(leadsOf(select('<p id="p"><a href="/imprint">Imprint</a> <a href="https://www.linkedin.com/shareArticle?url=x">Share</a></p>', '#p', '#p'))).toEqual([]);
  });
});
