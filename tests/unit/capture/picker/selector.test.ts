import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { relativeSelector, uniqueSelector } from '../../../../lib/capture/picker/selector.ts';
import { selectAll } from '../../../../lib/capture/reader/shadow.ts';
import { isStableId, isStableWord } from '../../../../lib/capture/picker/words.ts';

const documentOf = (body: string): Document => new JSDOM(`<!doctype html><html><head></head><body>${body}</body></html>`).window.document;
const one = (doc: Document, css: string): Element => {
  const found = doc.querySelector(css);
  if (!found) throw new Error(`${css} is not in the test's page`);
  return found;
};

interface Node {
  readonly tag: string;
  readonly attributes: string;
  readonly children: readonly Node[];
}
const attribute = fc.constantFrom('', ' id="main"', ' id="x17"', ' class="card"', ' class="card is-active"', ' class="css-1x2y3z"', ' class="sc-bdVaJa hGgYZk"', ' class="name"', ' class="flex"', ' data-testid="row"', ' itemprop="name"', ' role="list"', ' data-name="a&quot;b"', ' class="name name"', ' title="x"', ' data-id="4711"');
const levels: (depth?: number) => fc.Arbitrary<Node> = fc.memo((depth: number): fc.Arbitrary<Node> =>
  fc.record({ tag: fc.constantFrom('div', 'section', 'span', 'article', 'b', 'x-card'), attributes: attribute, children: depth <= 1 ? fc.constant<Node[]>([]) : fc.array(levels(depth - 1), { maxLength: 3 }) }),
);
const tree = levels(4);
const html = ({ tag, attributes, children }: Node): string => `<${tag}${attributes}>${children.map(html).join('')}</${tag}>`;

describe('a selector of a page', () => {
  it('finds exactly the element it was made for, on any page', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), (nodes) => {
        const doc = documentOf(nodes.map(html).join(''));
        for (const element of [...doc.body.querySelectorAll('*')].slice(0, 60)) expect([...doc.querySelectorAll(uniqueSelector(element))]).toEqual([element]);
      }),
      { numRuns: 150 },
    );
  });

  it('goes through open shadow roots with joints', () => {
    const doc = documentOf('<x-app></x-app><x-app class="second"></x-app>');
    const host = one(doc, 'x-app.second');
    host.attachShadow({ mode: 'open' }).innerHTML = '<p>One</p><p class="role">Two</p>';
    const target = host.shadowRoot?.querySelector('.role') as Element;
    const selector = uniqueSelector(target);
    expect(selector).toBe('.second >>> .role');
    expect(selectAll(doc, selector)).toEqual([target]);
  });

  it.each([
    ['<div id="team"><p>x</p></div>', '#team', '#team'],
    ['<div id="ember1234" class="team">x</div>', 'div', '.team'],
    ['<p class="css-1x2y3z role">x</p><p class="css-1x2y3z">y</p>', '.role', '.role'],
    ['<div data-testid="profile-name" class="name">x</div>', 'div', '[data-testid="profile-name"]'],
    ['<h1 itemprop="name" class="flex px-4">x</h1><h1 class="flex px-4">y</h1>', '[itemprop]', '[itemprop="name"]'],
    ['<div class="sc-bdVaJa hGgYZk"><h2>x</h2></div><div><h3>y</h3></div>', 'h2', 'h2'],
    ['<section class="contact"><p>a</p></section><section class="about"><p>b</p></section>', '.about p', '.about > p'],
    ['<ul class="a-list"><li>1</li><li>2</li><li>3</li></ul>', 'li:nth-child(2)', '.a-list > li:nth-of-type(2)'],
  ])('prefers what stays: %s', (body, target, wanted) => {
    const doc = documentOf(body);
    expect(uniqueSelector(one(doc, target))).toBe(wanted);
  });
});

describe('words', () => {
  it.each(['name', 'member-card', 'member__name', 'jobTitle', 'vcard', 'person-list', 'h-card', 'Header', 'strength', 'rhythm'])('keeps %s', (word) => expect(isStableWord(word)).toBe(true));
  it.each(['css-1x2y3z', 'sc-bdVaJa', 'hGgYZk', 'jsx-abc', 'Card_name__x3F2a', 'is-active', 'odd', 'col-6', 'md:flex', 'w-1/2', 'a', 'emotion-abc', 'bcdfgh', 'xkqzwpt', 'selected'])('does not build on %s', (word) => expect(isStableWord(word)).toBe(false));
  it.each([['team', true], ['main-content', true], ['ember1234', false], [':r1:', false], ['user-48213', false], ['radix-a', false], ['row7', false]] as const)('id %s', (id, stable) => expect(isStableId(id)).toBe(stable));
});

describe('a selector inside a record', () => {
  const doc = documentOf(`<ul>
    <li><h3><a href="/ada">Ada Example</a></h3><p class="role">Founder</p><p class="org">Example Works</p></li>
    <li><h3><a href="/ben">Ben Sample</a></h3><p class="role">Buyer</p><p class="org">Oakline</p></li>
    <li><h3><a href="/cleo">Cleo Placeholder</a></h3><p class="org">Mossfield</p></li></ul>`);
  const records = [...doc.querySelectorAll('li')];
  const [ada, , cleo] = records as unknown as [Element, Element, Element];

  it.each([['a', 'a'], ['.role', '.role'], ['.org', '.org'], ['h3', 'h3']])('%s', (target, wanted) => {
    const element = ada.querySelector(target) as Element;
    expect(relativeSelector(ada, element, records)).toBe(wanted);
  });
  it('does not take the neighbour for what a record lacks', () => {
    const selector = relativeSelector(ada, ada.querySelector('.role') as Element, records) as string;
    expect(selectAll(cleo, selector)).toEqual([]);
  });
  it('calls the record itself :scope', () => expect(relativeSelector(ada, ada, records)).toBe(':scope'));
  it('says nothing of what is elsewhere', () => expect(relativeSelector(ada, cleo, records)).toBeNull());

  it('finds the element it was made for first, in any record', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const made = documentOf(html({ ...node, tag: 'article' }));
        const record = made.body.firstElementChild as Element;
        for (const element of [...record.querySelectorAll('*')].slice(0, 40)) {
          const selector = relativeSelector(record, element, []) as string;
          expect(selectAll(record, selector)[0]).toBe(element);
        }
      }),
      { numRuns: 150 },
    );
  });
});
