import { describe, expect, it } from 'vitest';
import { findRepairs, type LostField, type RepairRequest } from '../../../lib/capture/reader/repair.ts';
import { isStableWord, stableSelector } from '../../../lib/capture/reader/stable-selector.ts';
import { rawRepairsSchema } from '../../../lib/contracts/raw-repair.ts';
import { documentOf } from '../capture/support.ts';

const lost = (over: Partial<LostField>): LostField => ({ key: 'title', type: 'text', words: ['title', 'position'], old: [{ selector: '.profile .job-title', read: 'text' }], samples: [], ...over });
function repair(html: string, fields: LostField[], rows?: RepairRequest['rows']) {
  const doc = documentOf(html, 'https://example.com/p');
  const before = doc.documentElement.outerHTML;
  const found = rawRepairsSchema.parse(JSON.parse(JSON.stringify(findRepairs(doc, { fields, ...(rows ? { rows } : {}) }))));
  expect(doc.documentElement.outerHTML).toBe(before);
  return found.places;
}
const ELSE = '<nav><a class="job-title" href="/jobs">Jobs</a></nav><h1 class="name">Ada Example</h1><p class="about">A long text about Ada and her tiles.</p>';

describe('a place that moved', () => {
  it('is found by the value of the last good reading', () => {
    const [place] = repair(`${ELSE}<div class="x1"><span class="headline">Head of Buying</span></div>`, [lost({ samples: ['Head of Buying'] })]);
    expect(place).toMatchObject({ key: 'title', selector: 'span.headline', read: 'text', values: ['Head of Buying'], oldValues: [], reasons: ['holds the value of the last good reading'] });
  });

  it('is found by the words of the old selector', () => {
    const [place] = repair(`${ELSE}<section class="user-profile"><p itemprop="jobTitle">Head of Buying</p></section>`, [lost({})]);
    expect(place).toMatchObject({ selector: '[itemprop="jobTitle"]', values: ['Head of Buying'], reasons: ['is called like the old place'] });
  });

  it('is found behind its label, with a kind of value that fits', () => {
    const html = `${ELSE}<dl><dt>Born</dt><dd>1980</dd><dt>Phone</dt><dd data-field="tel">+44 20 7946 0001</dd></dl>`;
    expect(repair(html, [lost({ key: 'phone', type: 'phone', words: ['phone'], old: [{ selector: '.gone', read: 'text' }] })])[0]).toMatchObject({ selector: '[data-field="tel"]', values: ['+44 20 7946 0001'] });
    const mail = `${ELSE}<a href="mailto:ada@example.com">Write</a><p>Email</p>`;
    expect(repair(mail, [lost({ key: 'email', type: 'email', words: ['email'], old: [{ selector: '.mail a', read: 'href' }], samples: ['ada@example.com'] })])[0]).toMatchObject({ selector: 'a[href^="mailto:"]', read: 'href' });
  });

  it('is not made up where nothing speaks for one', () => {
    expect(repair(ELSE, [lost({})])).toEqual([]);
    expect(repair(`${ELSE}<a href="/x">x</a>`, [lost({ key: 'email', type: 'email', words: ['mail'] })])).toEqual([]);
  });

  it('of a list must be there in most records', () => {
    const row = (name: string, extra = '') => `<li><h4 class="member-name">${name}</h4><small>x</small>${extra}</li>`;
    const rows = { container: 'ul', record: 'li' };
    const column = lost({ key: 'name', words: ['name'], old: [{ selector: '.name h3', read: 'text' }], samples: ['Ada Example'] });
    expect(repair(`<ul>${row('Ada Example')}${row('Ben Sample')}${row('Cleo Muster')}</ul>`, [column], rows)[0]).toMatchObject({ selector: 'h4.member-name', values: ['Ada Example', 'Ben Sample', 'Cleo Muster'] });
    expect(repair(`<ul>${row('X', '<b class="name">Ada Example</b>')}${row('Y')}${row('Z')}</ul>`.replaceAll('member-name', 'q'), [lost({ ...column, words: [] })], rows)).toEqual([]);
  });
});

describe('selectors that live on', () => {
  it('are made of words that a person chose', () => {
    for (const word of ['headline', 'job-title', 'JobTitle', 'user_name', 'dl']) expect([word, isStableWord(word)]).toEqual([word, true]);
    for (const word of ['css-1x2y3z', 'sc-bdVaJa', 'a1b2c3', 'item-482913', 'x9f', 'kjhgfd-row', 'ng-star']) expect([word, isStableWord(word)]).toEqual([word, false]);
  });
  it.each([
    ['<p id="role" class="css-12ab">x</p>', '#role'],
    ['<div class="css-9zz"><p class="css-1ab2">y</p><p class="css-1ab2 t" data-testid="role">x</p></div>', '[data-testid="role"]'],
    ['<div class="head"><b>x</b></div><b>y</b>', null],
    ['<div><i>y</i></div><div class="head"><i>y</i><i>x</i></div>', 'div.head > i:nth-of-type(2)'],
  ])('in %s', (html, selector) => {
    const doc = documentOf(html, 'https://example.com/');
    const element = [...doc.querySelectorAll('body *')].find((one) => one.textContent === 'x' && one.childElementCount === 0) as Element;
    const made = stableSelector(doc.body, element);
    expect(doc.querySelector(made?.selector ?? '')).toBe(element);
    expect(made?.selector).toBe(selector ?? made?.selector);
  });
});
