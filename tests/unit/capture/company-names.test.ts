// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { bestOf, captureHtml } from './support.ts';

/** The name read from a page whose address says nothing about the company. */
const nameOf = async (title: string, body: string, url = 'https://www.host-9.example/contact.html'): Promise<string | undefined> => bestOf((await captureHtml(`<title>${title}</title><body>${body}<p>Phone: +44 20 7946 0018</p></body>`, url)).fields).name;

describe('the name of a company', () => {
  it.each([
    ['Oakline Ceramics - Contact Us', '<h1>Contact us</h1>'],
    ['Contact Us | Oakline Ceramics', '<h2>Mailing Address</h2>'],
    ['Oakline Ceramics Contact Information', '<h1>Come visit us</h1>'],
    ['The Official Website of Oakline Ceramics', '<h1>Top</h1>'],
    ['Contact Us at Oakline Ceramics', '<h3>Click to view larger map</h3>'],
  ])('stands in the title "%s"', async (title, body) => {
    expect(await nameOf(title, body)).toBe('Oakline Ceramics');
  });

  it.each(['Mailing Address', 'Opening hours', 'Restaurant:', 'Click here to order', 'Office locations', 'Special events at the works'])('is not what heads a part of the page: %s', async (heading) => {
    expect(await nameOf('Contact us', `<h1>${heading}</h1>`)).not.toBe(heading.replace(/:$/, ''));
  });

  it('is not the title of a page deep in a site of others', async () => {
    expect(await nameOf('Ten ways to glaze a bowl', '<h1>Glazing</h1>', 'https://www.host-9.example/magazine/2026/glazing')).not.toBe('Ten ways to glaze a bowl');
  });
});
