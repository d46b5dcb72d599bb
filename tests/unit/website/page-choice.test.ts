import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGranted, isPublicAddress } from '../../../lib/domain/website/may-ask.ts';
import { choosePages, isSameHost } from '../../../lib/domain/website/page-choice.ts';

const HOME = 'https://www.kestrel.example/';
const link = (path: string, text: string) => ({ url: new URL(path, HOME).href, text });

describe('pages of a site', () => {
  it.each([
    ['en', [['/about-us', 'About us'], ['/contact', 'Contact'], ['/team', 'Our team'], ['/legal', 'Legal notice']]],
    ['de', [['/ueber-uns', 'Über uns'], ['/kontakt', 'Kontakt'], ['/team', 'Das Team'], ['/impressum', 'Impressum']]],
    ['fr', [['/a', 'Qui sommes-nous ?'], ['/b', 'Nous contacter'], ['/c', 'Notre équipe'], ['/d', 'Mentions légales']]],
    ['es', [['/a', 'Quiénes somos'], ['/b', 'Contáctenos'], ['/c', 'Nuestro equipo'], ['/d', 'Aviso legal']]],
    ['it', [['/a', 'Chi siamo'], ['/b', 'Contatti'], ['/c', 'Il team'], ['/d', 'Note legali']]],
    ['pt', [['/a', 'Quem somos'], ['/b', 'Fale conosco'], ['/c', 'Nossa equipe'], ['/d', 'Informações legais']]],
    ['nl', [['/a', 'Over ons'], ['/b', 'Neem contact op'], ['/c', 'Ons team'], ['/d', 'Colofon']]],
    ['pl', [['/a', 'O firmie'], ['/b', 'Kontakt'], ['/c', 'Zespół'], ['/d', 'Nota prawna']]],
    ['sv', [['/a', 'Om oss'], ['/b', 'Kontakta oss'], ['/c', 'Medarbetare'], ['/d', 'Juridisk information']]],
    ['da', [['/a', 'Om os'], ['/b', 'Kontakt'], ['/c', 'Medarbejdere'], ['/d', 'Virksomhedsoplysninger']]],
    ['tr', [['/a', 'Hakkımızda'], ['/b', 'İletişim'], ['/c', 'Ekibimiz'], ['/d', 'Künye']]],
    ['fi', [['/a', 'Meistä'], ['/b', 'Ota yhteyttä'], ['/c', 'Henkilöstö']]],
    ['hu', [['/a', 'Rólunk'], ['/b', 'Kapcsolat'], ['/c', 'Csapat'], ['/d', 'Impresszum']]],
    ['cs', [['/a', 'O společnosti'], ['/b', 'Kontakty']]],
    ['ru', [['/a', 'О компании'], ['/b', 'Контакты'], ['/c', 'Команда'], ['/d', 'Реквизиты']]],
    ['ja', [['/a', '会社案内'], ['/b', 'お問い合わせ'], ['/d', '会社概要']]],
    ['zh', [['/a', '关于我们'], ['/b', '联系我们'], ['/c', '团队']]],
  ])('are known by the words of their links: %s', (_language, links) => {
    const noise = [link('/blog/how-we-contact-customers', 'How we contact our customers every single day of the week and year'), link('/products', 'Products'), link('https://other.example/contact', 'Contact')];
    const chosen = choosePages(HOME, [...noise, ...links.map(([path = '', text = '']) => link(path, text))], 4);
    expect(chosen.map((p) => new URL(p.url).pathname).sort()).toEqual(links.map(([path = '']) => encodeURI(path)).sort());
    expect(new Set(chosen.map((p) => p.kind)).size).toBe(links.length);
  });

  it('are known by their addresses where the link says nothing, shallow before deep', () => {
    const chosen = choosePages(HOME, [link('/en/company/contact.html', ''), link('/contact', ''), link('/a/b/c/d/about', '')], 4);
    expect(chosen).toEqual([{ kind: 'contact', url: 'https://www.kestrel.example/contact' }, { kind: 'about', url: 'https://www.kestrel.example/a/b/c/d/about' }]);
  });

  it('are looked for in the usual places where the menu is made by scripts', () => {
    expect(choosePages(HOME, [], 4).map((p) => p.url)).toEqual(['https://www.kestrel.example/contact', 'https://www.kestrel.example/about']);
  });

  it('never lead elsewhere, to files, to other ports or back to the home page, and never are too many', () => {
    const words = fc.constantFrom('Contact', 'About us', 'Impressum', 'Team', 'x');
    const address = fc.oneof(fc.webUrl(), fc.constantFrom('https://www.kestrel.example/contact.pdf', 'https://kestrel.example:8443/contact', 'http://192.168.0.1/contact', 'javascript:alert(1)', 'https://kestrel.example.evil.example/contact', HOME, `${HOME}about`, '%%%'));
    fc.assert(
      fc.property(fc.array(fc.record({ url: address, text: words }), { maxLength: 20 }), fc.integer({ min: 0, max: 6 }), (links, most) => {
        const chosen = choosePages(HOME, links, most);
        expect(chosen.length).toBeLessThanOrEqual(most);
        for (const { url } of chosen) {
          const { hostname, port, protocol, pathname } = new URL(url);
          expect(isSameHost(hostname, 'kestrel.example') && port === '' && /^https?:$/.test(protocol) && pathname !== '/' && !pathname.endsWith('.pdf')).toBe(true);
        }
      }),
    );
  });
});

describe('addresses that may be asked', () => {
  it.each(['http://192.168.0.1/', 'https://10.0.0.1/', 'https://[::1]/', 'https://localhost/', 'https://printer.local/', 'https://nas.lan/', 'https://intranet/', 'https://kestrel.example:8443/', 'http://kestrel.example:8080/', 'https://a:b@kestrel.example/', 'ftp://kestrel.example/', 'https://2130706433/', 'https://0x7f.1/', 'nonsense', 'https://kestrel.example./'])('are not %s', (url) => {
    expect(isPublicAddress(url)).toBe(false);
  });
  it('are public names on the usual ports', () => {
    for (const url of ['https://kestrel.example/', 'http://www.kestrel.example:80/a?b', 'https://kestrel.example:443/']) expect(isPublicAddress(url)).toBe(true);
  });
  it.each([
    ['https://*/*', 'https://kestrel.example/', true],
    ['https://*/*', 'http://kestrel.example/', false],
    ['*://*/*', 'http://kestrel.example/', true],
    ['<all_urls>', 'https://kestrel.example/', true],
    ['https://kestrel.example/*', 'https://www.kestrel.example/', false],
    ['https://*.kestrel.example/*', 'https://www.kestrel.example/', true],
    ['https://*.kestrel.example/*', 'https://kestrel.example/', true],
    ['https://*.kestrel.example/*', 'https://notkestrel.example/', false],
    ['http://127.0.0.1/*', 'https://kestrel.example/', false],
  ])('are allowed by what the browser granted: %s for %s is %s', (pattern, url, expected) => {
    expect(isGranted([pattern], url)).toBe(expected);
  });
});
