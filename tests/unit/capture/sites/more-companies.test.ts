import { describe, it } from 'vitest';
import { expectPage } from './expect-page.ts';

describe('further pages about one company', () => {
  it('a Polish contact page with departments', () =>
    expectPage(
      `<html lang="pl"><head><title>Kontakt | Ceramika Przykład Sp. z o.o.</title></head><body><main><h1>Kontakt</h1><h3>Ceramika Przykład Sp. z o.o.</h3><p>ul. Przykładowa 12/4<br>00-950 Warszawa</p><p>NIP: 123-456-32-18<br>REGON: 123456785<br>KRS: 0000123456</p><p>tel. +48 22 123 45 67<br>faks: +48 22 123 45 68</p><p>Biuro: <a href="mailto:biuro@ceramika-przyklad.example">biuro@ceramika-przyklad.example</a><br>Dział handlowy: <a href="mailto:handel@ceramika-przyklad.example">handel@ceramika-przyklad.example</a></p></main></body></html>`,
      'https://ceramika-przyklad.example/kontakt/',
      { kind: 'company', name: 'Ceramika Przykład Sp. z o.o.', emails: ['biuro@ceramika-przyklad.example', 'handel@ceramika-przyklad.example'], phones: ['22 123 45 67'], fax: ['22 123 45 68'], address: ['Przykładowa 12/4', '00-950 Warszawa'] },
    ));

  it('a page of tables from the nineties', () =>
    expectPage(
      `<html><head><title>EXAMPLE TOOL &amp; DIE, INC. - Contact Information</title></head><body bgcolor="#ffffff"><table width="100%"><tr><td><img src="logo.gif" alt="Example Tool &amp; Die"></td></tr><tr><td><font size="2"><a href="index.htm">Home</a> | <a href="about.htm">About</a> | <a href="contact.htm">Contact</a></font></td></tr><tr><td><center><font size="4"><b>Contact Information</b></font></center><p><b>Example Tool &amp; Die, Inc.</b><br>4411 Sample Road<br>P.O. Box 77<br>Cleveland, Ohio 44101</p><p>Phone: (216) 555-0123<br>Toll Free: 1-800-555-0199<br>Fax: (216) 555-0124</p><p>E-mail: <a href="mailto:sales@exampletool.example?subject=Web">sales@exampletool.example</a></p></td></tr><tr><td><font size="1">Copyright 2004 Example Tool &amp; Die, Inc.</font></td></tr></table></body></html>`,
      'http://www.exampletool.example/contact.htm',
      { kind: 'company', name: 'Example Tool & Die, Inc.', emails: ['sales@exampletool.example'], phones: ['2165550123', '8005550199'], fax: ['2165550124'], address: ['4411 Sample Road', 'Ohio 44101'] },
    ));

  it('a restaurant whose hours and address stand in the footer', () =>
    expectPage(
      `<html lang="en-US"><head><title>The Sample Spoon | Farm to Table in Musterville</title><meta property="og:site_name" content="The Sample Spoon"></head><body><header><a href="/" class="logo">The Sample Spoon</a><nav><a href="/menu">Menu</a><a href="/reserve">Reserve</a></nav></header><main><section class="hero"><h1>Good food, honestly made.</h1></section><section><h2>Happy Hour</h2><p>Daily 4-6pm. $5 drafts, $7 small plates.</p></section></main><footer class="site-footer"><div><h4>Visit</h4><p>77 Sample Street<br>Musterville, VT 05401</p></div><div><h4>Hours</h4><p>Tue-Sun 5pm-10pm</p></div><div><h4>Contact</h4><p><a href="tel:+18025550123">802.555.0123</a><br><a href="mailto:eat@samplespoon.example">eat@samplespoon.example</a></p></div><a href="https://www.instagram.com/samplespoon">IG</a><p>© 2026 The Sample Spoon. Site by <a href="https://www.muster-studio.example">Muster Studio</a></p></footer></body></html>`,
      'https://www.samplespoon.example/',
      { kind: 'company', name: 'The Sample Spoon', emails: ['eat@samplespoon.example'], phones: ['8025550123'], address: ['77 Sample Street', 'VT 05401'], websites: ['samplespoon.example'], social: ['instagram.com/samplespoon'] },
    ));

  it('a chamber member page with a contact person', () =>
    expectPage(
      `<html lang="en-US"><head><title>Example Insurance Group - Musterton Chamber of Commerce</title></head><body><header><a href="/">Musterton Chamber of Commerce</a><p>Call (740) 555-0100</p></header><main><h1>Example Insurance Group</h1><div class="member-details"><p class="address"><span>12 Sample Plaza</span> <span>Suite B</span> <span>Musterton</span>, <span>OH</span> <span>43055</span></p><p class="phone">(740) 555-0177</p><p><a href="https://www.example-insurance.example" class="website">Visit Website</a></p><h2>About Us</h2><p>Independent agency since 1974.</p><h2>Rep/Contact Info</h2><p>Ada Example</p><p>Agency Principal</p></div></main><footer><p>Musterton Chamber of Commerce<br>1 Main Street, Musterton, OH 43055</p><p>(740) 555-0100</p><a href="mailto:info@mustertonchamber.example">info@mustertonchamber.example</a><a href="https://www.facebook.com/mustertonchamber">Facebook</a></footer></body></html>`,
      'https://www.mustertonchamber.example/member-directory/details/example-insurance-group-88123',
      { kind: 'company', name: 'Example Insurance Group', phones: ['7405550177'], address: ['12 Sample Plaza', '43055'], websites: ['example-insurance.example'], social: [] },
    ));

  it('a Japanese company outline', () =>
    expectPage(
      `<html lang="ja"><head><title>会社概要 | 株式会社見本製作所</title></head><body><header><a href="/"><img src="/logo.png" alt="株式会社見本製作所"></a></header><main><h1>会社概要</h1><table><tr><th>会社名</th><td>株式会社見本製作所</td></tr><tr><th>所在地</th><td>〒100-0001 東京都千代田区見本町1-2-3</td></tr><tr><th>設立</th><td>1987年4月</td></tr><tr><th>代表者</th><td>見本 太郎</td></tr><tr><th>電話番号</th><td>03-5555-0123</td></tr><tr><th>FAX</th><td>03-5555-0124</td></tr><tr><th>従業員数</th><td>120名</td></tr><tr><th>事業内容</th><td>陶磁器の製造</td></tr></table></main></body></html>`,
      'https://www.mihon-seisakusho.example/company/',
      { kind: 'company', name: '株式会社見本製作所', phones: ['03-5555-0123'], fax: ['03-5555-0124'], founded: '1987', industry: '陶磁器の製造' },
    ));

  it('a Brazilian shop with a WhatsApp number', () =>
    expectPage(
      `<html lang="pt-BR"><head><title>Contato - Azulejos Exemplo</title><meta property="og:site_name" content="Azulejos Exemplo"></head><body><main><h1>Fale conosco</h1><p>Azulejos Exemplo Ltda. - CNPJ: 12.345.678/0001-95</p><p>Rua do Exemplo, 123 - Centro, São Paulo - SP, 01001-000</p><p>Telefone: (11) 3333-0123</p><p>WhatsApp: (11) 91234-5678</p><p>E-mail: contato@azulejosexemplo.example</p></main></body></html>`,
      'https://www.azulejosexemplo.example/contato',
      { kind: 'company', name: 'Azulejos Exemplo', emails: ['contato@azulejosexemplo.example'], phones: ['(11) 3333-0123', '(11) 91234-5678'], address: ['Rua do Exemplo, 123'] },
    ));

  it('a charity with a registration number and the address of its press office elsewhere', () =>
    expectPage(
      `<html lang="en-GB"><head><title>Contact | Kilns for All</title><meta property="og:site_name" content="Kilns for All"></head><body><main><h1>Contact us</h1><h2>General enquiries</h2><p>Call <a href="tel:02079460001">020 7946 0001</a> or email <a href="mailto:info@kilnsforall.example">info@kilnsforall.example</a></p><h2>Write to us</h2><p>Kilns for All, 1st Floor, Sample House, 3 Muster Street, London SE1 7AB</p></main><footer>Kilns for All is a registered charity in England and Wales (1234567) and in Scotland (SC012345). Registered company number 07654321. <a href="https://twitter.com/kilnsforall">Twitter</a><a href="https://www.youtube.com/user/kilnsforall">YouTube</a></footer></body></html>`,
      'https://www.kilnsforall.example/contact',
      { kind: 'company', name: 'Kilns for All', emails: ['info@kilnsforall.example'], phones: ['020 7946 0001'], address: ['3 Muster Street', 'SE1 7AB'], social: ['x.com/kilnsforall', 'youtube.com/user/kilnsforall'] },
    ));

  it('a Swiss firm with a footer in one line', () =>
    expectPage(
      `<html lang="de-CH"><head><title>Beispiel Treuhand AG – Ihr Partner in Zürich</title></head><body><header><div class="logo">Beispiel Treuhand AG</div></header><main><h1>Treuhand mit Weitblick</h1><p>Seit 1998 für KMU da.</p></main><footer>Beispiel Treuhand AG | Bahnhofstrasse 10 | 8001 Zürich | T +41 44 123 45 67 | F +41 44 123 45 68 | <a href="mailto:info@beispiel-treuhand.example">info@beispiel-treuhand.example</a></footer></body></html>`,
      'https://www.beispiel-treuhand.example/',
      { kind: 'company', name: 'Beispiel Treuhand AG', emails: ['info@beispiel-treuhand.example'], phones: ['44 123 45 67'], fax: ['44 123 45 68'], address: ['Bahnhofstrasse 10', '8001 Zürich'] },
    ));
});
