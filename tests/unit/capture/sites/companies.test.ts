import { describe, it } from 'vitest';
import { expectPage } from './expect-page.ts';

/** Pages about one company, of the kinds that are met. Everybody and everything in them is invented. */
describe('pages about one company', () => {
  it('a German imprint', () =>
    expectPage(
      `<html lang="de"><head><title>Impressum - Musterkeramik</title></head><body><header><a href="/"><img src="/img/logo.png" alt="Musterkeramik"></a><nav><a href="/shop">Shop</a></nav></header><main><h1>Impressum</h1><h2>Angaben gemäß § 5 DDG</h2>
      <p>Musterkeramik GmbH<br>Beispielstraße 12<br>20095 Hamburg</p><p>Handelsregister: HRB 123456<br>Registergericht: Amtsgericht Hamburg</p><p><strong>Vertreten durch:</strong><br>Grete Beispiel</p>
      <h2>Kontakt</h2><p>Telefon: +49 (0) 40 123456-0<br>Telefax: +49 (0) 40 123456-99<br>E-Mail: info(at)musterkeramik.example</p><h2>Umsatzsteuer-ID</h2><p>Umsatzsteuer-Identifikationsnummer gemäß § 27 a Umsatzsteuergesetz:<br>DE123456789</p>
      <h2>EU-Streitschlichtung</h2><p>Die Europäische Kommission stellt eine Plattform bereit: <a href="https://ec.europa.eu/consumers/odr/">https://ec.europa.eu/consumers/odr/</a>. Unsere E-Mail-Adresse finden Sie oben im Impressum.</p><p>Quelle: <a href="https://www.e-recht24.example">eRecht24</a></p></main></body></html>`,
      'https://www.musterkeramik.example/impressum',
      { kind: 'company', name: 'Musterkeramik GmbH', emails: ['info@musterkeramik.example'], phones: ['40 123456 0'], fax: ['40 123456 99'], address: ['Beispielstraße 12', '20095 Hamburg'], addresses: 1 },
    ));

  it('French legal notices with the host', () =>
    expectPage(
      `<html lang="fr"><head><title>Mentions légales | Poterie Exemple</title><meta property="og:site_name" content="Poterie Exemple"></head><body><main><h1>Mentions légales</h1><h2>Éditeur du site</h2><p>Poterie Exemple SARL au capital de 10 000 €<br>Siège social : 8 rue de l'Exemple, 69002 Lyon<br>RCS Lyon 123 456 789<br>SIRET : 123 456 789 00012<br>Tél. : 04 72 00 00 11<br>E-mail : <a href="mailto:contact@poterie-exemple.example">contact@poterie-exemple.example</a></p>
      <h2>Directeur de la publication</h2><p>Ada Exemple</p><h2>Hébergeur</h2><p>Hébergement Modèle SAS, 2 rue du Serveur, 59100 Roubaix, France - Tél. 09 72 10 10 07</p></main></body></html>`,
      'https://www.poterie-exemple.example/mentions-legales',
      { kind: 'company', name: 'Poterie Exemple', emails: ['contact@poterie-exemple.example'], phones: ['04 72 00 00 11'], address: ["8 rue de l'Exemple", '69002 Lyon'], addresses: 1 },
    ));

  it('a yellow-pages entry with other firms beside it', () =>
    expectPage(
      `<html lang="en-US"><head><title>Example Plumbing in Musterton, OH 43004 - YellowSample</title></head><body><header><a href="/">YellowSample</a></header><main><h1>Example Plumbing</h1><div class="rating">4.5 (23 reviews)</div><p class="phone">(614) 555-0143</p><p class="address">55 Sample Ave, Musterton, OH 43004</p><a class="website-link" href="https://www.example-plumbing.example">Visit Website</a>
      <h2>General Info</h2><dl><dt>Categories</dt><dd>Plumbers</dd><dt>Hours</dt><dd>Mon - Fri 8:00 am - 5:00 pm</dd><dt>Email</dt><dd><a href="mailto:office@example-plumbing.example">Email Business</a></dd><dt>Extra Phones</dt><dd>Fax: (614) 555-0144</dd></dl></main>
      <aside class="sidebar"><h3>Similar businesses</h3><ul><li>Muster Drains <span>(614) 555-0177</span></li><li>Sample Pipes <span>(614) 555-0178</span></li></ul></aside><footer>© 2026 YellowSample Intellectual Property LLC <a href="https://www.facebook.com/yellowsample">Facebook</a></footer></body></html>`,
      'https://www.yellowsample.example/musterton-oh/mip/example-plumbing-123456',
      { kind: 'company', name: 'Example Plumbing', emails: ['office@example-plumbing.example'], phones: ['6145550143'], fax: ['6145550144'], address: ['55 Sample Ave', 'OH 43004'], websites: ['example-plumbing.example'], social: [] },
    ));

  it('a contact page of a shop with hours, form and a map', () =>
    expectPage(
      `<html lang="en-GB"><head><title>Contact Us – Kiln &amp; Co</title><meta property="og:site_name" content="Kiln &amp; Co"><script type="application/ld+json">{"@context":"https://schema.org","@type":"WebSite","name":"Kiln & Co","url":"https://kilnandco.example"}</script></head><body><div class="announcement">Free delivery over £50</div><header class="site-header"><a href="/cart">Cart (0)</a></header><main><h1>Contact Us</h1><p>We'd love to hear from you!</p><p>Email: <a href="mailto:hello@kilnandco.example">hello@kilnandco.example</a></p><p>Phone: 01632 960001 (Mon–Fri, 9:00–17:30)</p><p>Kiln &amp; Co<br>Unit 5, Sample Trading Estate<br>Muster Road<br>Leeds<br>LS1 4AB</p><form><label>Name</label><input><label>Email</label><input placeholder="you@example.com"><label>Message</label><textarea></textarea></form></main>
      <footer><a href="https://www.instagram.com/kilnandco/">Instagram</a><a href="https://www.facebook.com/kilnandco">Facebook</a><a href="https://www.pinterest.com/pin/create/button/?url=x">Pin it</a><p>© 2026, Kiln &amp; Co Powered by Shopsample</p></footer></body></html>`,
      'https://kilnandco.example/pages/contact-us',
      { kind: 'company', name: 'Kiln & Co', emails: ['hello@kilnandco.example'], phones: ['01632 960001'], address: ['Muster Road', 'LS1 4AB'], social: ['instagram.com/kilnandco', 'facebook.com/kilnandco'] },
    ));

  it('an entry of a register', () =>
    expectPage(
      `<html lang="en"><head><title>OAKLINE CERAMICS LIMITED overview - Find company information</title></head><body><header>Register of Companies</header><main><h1>OAKLINE CERAMICS LIMITED</h1><p>Company number 01234567</p><dl><dt>Registered office address</dt><dd>4 Kiln Lane, Leeds, England, LS1 4AB</dd><dt>Company status</dt><dd>Active</dd><dt>Company type</dt><dd>Private limited Company</dd><dt>Incorporated on</dt><dd>25 October 1987</dd></dl><h2>Nature of business (SIC)</h2><ul><li>23490 - Manufacture of other ceramic products</li></ul></main></body></html>`,
      'https://register.example/company/01234567',
      { kind: 'company', name: 'OAKLINE CERAMICS LIMITED', founded: '1987', address: ['4 Kiln Lane', 'LS1 4AB'] },
    ));

  it('the first page of a firm named after a person, with a contact block in the footer', () =>
    expectPage(
      `<html lang="en-US"><head><title>Ada Example Photography | Weddings in Portland, OR</title></head><body><header><h1>Ada Example Photography</h1><nav>Portfolio About Contact</nav></header><main><h2>Honest pictures of your day</h2><p>Booking 2027 now.</p></main><footer><p>Ada Example Photography LLC · 123 Sample St, Portland, OR 97201 · <a href="tel:15035550143">503.555.0143</a> · <a href="mailto:studio@adaexamplephoto.example">studio@adaexamplephoto.example</a></p><a href="https://www.instagram.com/adaexamplephoto">Instagram</a></footer></body></html>`,
      'https://www.adaexamplephoto.example/',
      { kind: 'company', name: 'Ada Example Photography', emails: ['studio@adaexamplephoto.example'], phones: ['5035550143'], address: ['123 Sample St', 'OR 97201'], social: ['instagram.com/adaexamplephoto'] },
    ));

  it('an Italian contact page with the tax numbers beside the telephone', () =>
    expectPage(
      `<html lang="it"><head><title>Contatti - Ceramiche Esempio S.r.l.</title></head><body><main><h1>Contatti</h1><p><strong>Ceramiche Esempio S.r.l.</strong><br>Via dell'Esempio, 24<br>48018 Faenza (RA)<br>Tel. 0546 000111 - Fax 0546 000112<br>P.IVA e C.F. 01234567890 - REA RA-123456<br>E-mail: info@ceramiche-esempio.example - PEC: ceramicheesempio@pec.example</p></main></body></html>`,
      'https://www.ceramiche-esempio.example/contatti',
      { kind: 'company', name: 'Ceramiche Esempio S.r.l.', emails: ['info@ceramiche-esempio.example', 'ceramicheesempio@pec.example'], phones: ['0546 000111'], fax: ['0546 000112'], address: ["Via dell'Esempio, 24", '48018 Faenza'] },
    ));

  it('a profile on a platform for companies', () =>
    expectPage(
      `<html lang="en"><head><title>Oakline - Products, Competitors, Financials, Employees | DataSample</title><meta property="og:site_name" content="DataSample"></head><body><header><a href="/">DataSample</a><a href="/login">Log in</a></header><main><h1>Oakline</h1><p>Founded Year</p><p>2014</p><h2>About Oakline</h2><p>Oakline makes software for tile works.</p><dl><dt>Headquarters</dt><dd>Leeds, England, United Kingdom</dd><dt>Website</dt><dd><a href="https://www.oakline.example">www.oakline.example</a></dd><dt>Industry</dt><dd>Software</dd><dt>Number of Employees</dt><dd>51-100</dd><dt>Founded</dt><dd>2014</dd></dl></main><footer><a href="https://twitter.com/datasample">Twitter</a><a href="mailto:info@datasample.example">info@datasample.example</a></footer></body></html>`,
      'https://www.datasample.example/company/oakline',
      { kind: 'company', name: 'Oakline', location: 'Leeds, England, United Kingdom', industry: 'Software', size: '51-100', founded: '2014', websites: ['oakline.example'], social: [] },
    ));

  it('offices in three countries on one page', () =>
    expectPage(
      `<html lang="en"><head><title>Offices | Sample Logistics</title><meta property="og:site_name" content="Sample Logistics"></head><body><main><h1>Our offices</h1><div class="office"><h3>London</h3><p>10 Sample Street, London EC1A 1BB</p><p>+44 20 7946 0000</p></div><div class="office"><h3>Hamburg</h3><p>Beispielweg 3, 20457 Hamburg, Germany</p><p>+49 40 123456</p></div><div class="office"><h3>New York</h3><p>200 Muster Ave, Floor 3, New York, NY 10001</p><p>+1 212 555 0143</p></div><p>General enquiries: <a href="mailto:enquiries@sample-logistics.example">enquiries@sample-logistics.example</a></p></main></body></html>`,
      'https://www.sample-logistics.example/offices',
      { kind: 'company', name: 'Sample Logistics', emails: ['enquiries@sample-logistics.example'], phones: ['20 7946 0000', '40 123456', '212 555 0143'], address: ['10 Sample Street', 'Beispielweg 3', '200 Muster Ave'], addresses: 3 },
    ));

  it('a hotel with a Joomla cloak and a Spanish address', () =>
    expectPage(
      `<html lang="es"><head><title>Contacto | Hotel Ejemplo Sevilla</title></head><body><main><h1>Contacto</h1><p>Hotel Ejemplo<br>Calle del Ejemplo, 15<br>41001 Sevilla</p><p>Teléfono: 954 000 111</p><p>Fax: 954 000 112</p><p>Email: <span id="cloak1">Esta dirección de correo electrónico está protegida.</span><script type='text/javascript'>document.getElementById('cloak1').innerHTML = '';var prefix = '&#109;a' + 'i&#108;' + '&#116;o';var path = 'hr' + 'ef' + '=';var addy1 = 'r&#101;s&#101;rvas' + '&#64;';addy1 = addy1 + 'h&#111;t&#101;l&#101;j&#101;mpl&#111;' + '&#46;' + '&#101;x&#97;mpl&#101;';document.getElementById('cloak1').innerHTML += '<a ' + path + '\\'' + prefix + ':' + addy1 + '\\'>'+addy1+'<\\/a>';</script></p></main></body></html>`,
      'https://www.hotelejemplo.example/contacto',
      { kind: 'company', name: 'Hotel Ejemplo Sevilla', emails: ['reservas@hotelejemplo.example'], phones: ['954 000 111'], fax: ['954 000 112'], address: ['Calle del Ejemplo, 15', '41001 Sevilla'] },
    ));

  it('an association with its board in text and a TYPO3 link', () =>
    expectPage(
      `<html lang="de"><head><title>Kontakt: Töpferverein Musterstadt e.V.</title></head><body><div class="nav">Start Kontakt</div><div id="content"><h1>Kontakt</h1><p>Töpferverein Musterstadt e.V.<br>Am Beispiel 4<br>12345 Musterstadt</p><p>Tel.: 03000 / 12 34 56<br>E-Mail: <a href="javascript:linkTo_UnCryptMailto('ocknvq,kphqBvqgrhgtxgtgkp0gzcorng');">info(at)toepferverein.example</a></p><p>Vorsitzende: Ada Muster, Kassier: Ben Beispiel</p><p>IBAN: DE12 3456 7890 1234 5678 90</p></div></body></html>`,
      'https://www.toepferverein.example/kontakt.html',
      { kind: 'company', name: 'Töpferverein Musterstadt e.V.', emails: ['info@toepferverein.example'], phones: ['03000 123456'], address: ['Am Beispiel 4', '12345 Musterstadt'] },
    ));

  it('a Dutch firm page with KvK and BTW numbers', () =>
    expectPage(
      `<html lang="nl"><head><title>Contact - Tegelhuis Voorbeeld B.V.</title></head><body><main><h1>Contact</h1><h2>Tegelhuis Voorbeeld B.V.</h2><p>Voorbeeldlaan 21<br>1234 AB Amsterdam</p><p>T: 020 - 123 45 67<br>E: info@tegelhuisvoorbeeld.example</p><p>KvK: 12345678<br>BTW: NL123456789B01<br>IBAN: NL12 BANK 0123 4567 89</p></main></body></html>`,
      'https://www.tegelhuisvoorbeeld.example/contact',
      { kind: 'company', name: 'Tegelhuis Voorbeeld B.V.', emails: ['info@tegelhuisvoorbeeld.example'], phones: ['020 123 45 67'], address: ['Voorbeeldlaan 21', '1234 AB Amsterdam'] },
    ));

  it('microdata of a local business in a town guide', () =>
    expectPage(
      `<html lang="en-AU"><head><title>Example Cafe - Town Guide</title></head><body><div itemscope itemtype="https://schema.org/CafeOrCoffeeShop"><h1 itemprop="name">Example Cafe</h1><div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><span itemprop="streetAddress">7 Sample Parade</span>, <span itemprop="addressLocality">Melbourne</span> <span itemprop="addressRegion">VIC</span> <span itemprop="postalCode">3000</span></div><p>Phone: <span itemprop="telephone">(03) 5550 1234</span></p><a itemprop="url" href="https://example-cafe.example">example-cafe.example</a></div><p>Report a problem: 1300 555 010</p></body></html>`,
      'https://guide.example/listing/example-cafe',
      { kind: 'company', name: 'Example Cafe', phones: ['(03) 5550 1234'], address: ['7 Sample Parade', 'Melbourne'], websites: ['example-cafe.example'] },
    ));

  it('about page of a company with its founders named', () =>
    expectPage(
      `<html lang="en"><head><title>About - Tilely</title><meta property="og:site_name" content="Tilely"></head><body><main><h1>We make tiles simple</h1><p>Tilely was founded in 2019 by Ada Example and Ben Sample.</p><h2>Team</h2><div><h3>Ada Example</h3><p>CEO &amp; Co-founder</p><a href="https://www.linkedin.com/in/ada-example-tilely">in</a></div><div><h3>Ben Sample</h3><p>CTO</p><a href="https://www.linkedin.com/in/ben-sample-tilely">in</a></div></main><footer><p>Tilely, Inc. 500 Sample St, San Francisco, CA 94107</p><a href="mailto:hello@tilely.example">hello@tilely.example</a><a href="https://www.linkedin.com/company/tilely">LinkedIn</a><a href="https://twitter.com/tilely">Twitter</a></footer></body></html>`,
      'https://tilely.example/about',
      { kind: 'company', name: 'Tilely', emails: ['hello@tilely.example'], address: ['500 Sample St', 'CA 94107'], social: ['linkedin.com/company/tilely', 'x.com/tilely'] },
    ));
});
