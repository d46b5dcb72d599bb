import { describe, it } from 'vitest';
import { expectPage } from './expect-page.ts';

describe('further pages about one person', () => {
  it('a team member of a WordPress site with a page builder', () =>
    expectPage(
      `<html lang="en-US"><head><title>Ada Example - Sample Wealth Advisors</title><meta property="og:site_name" content="Sample Wealth Advisors"><meta property="og:type" content="article"></head><body><header class="elementor-location-header"><a href="/">Sample Wealth Advisors</a><a href="tel:3035550100">303-555-0100</a></header><div class="elementor"><div class="elementor-widget-image"><img src="/wp-content/uploads/ada-headshot.jpg" alt="Ada Example headshot"></div><h2 class="elementor-heading-title">Ada Example, CFP®</h2><h3 class="elementor-heading-title">Senior Wealth Advisor</h3><div><p>Email: <a href="mailto:aexample@samplewealth.example">aexample@samplewealth.example</a></p><p>Direct: 303-555-0142</p></div><p>Ada joined in 2015 and lives in Denver.</p></div><footer class="elementor-location-footer"><p>1200 Sample St, Denver, CO 80202</p><p>303-555-0100 | info@samplewealth.example</p><a href="https://www.linkedin.com/company/sample-wealth">LinkedIn</a></footer></body></html>`,
      'https://samplewealth.example/team/ada-example/',
      { kind: 'person', name: 'Ada Example', title: 'Senior Wealth Advisor', companyName: 'Sample Wealth Advisors', emails: ['aexample@samplewealth.example'], phones: ['3035550142'], social: [] },
    ));

  it('a councillor with home and council addresses', () =>
    expectPage(
      `<html lang="en-GB"><head><title>Councillor details - Councillor Ada Example - Musterton Borough Council</title></head><body><div id="header"><a href="/">Musterton Borough Council</a></div><div id="content"><h1>Councillor Ada Example</h1><p>Party: Independent</p><p>Ward: Kiln Hill</p><h2>Contact information</h2><p>Home address:<br>4 Sample Close<br>Musterton<br>MU1 4AB</p><p>Home phone: 01632 960101</p><p>Mobile phone: 07700 900456</p><p>Email: <a href="mailto:cllr.example@musterton.example">cllr.example@musterton.example</a></p></div></body></html>`,
      'https://democracy.musterton.example/mgUserInfo.aspx?UID=123',
      { kind: 'person', name: 'Ada Example', emails: ['cllr.example@musterton.example'], phones: ['01632 960101', '07700 900456'], address: ['4 Sample Close', 'MU1 4AB'] },
    ));

  it('a researcher with two affiliations and percent signs in the link', () =>
    expectPage(
      `<html lang="en"><head><title>Dr Ada Example | Sample University</title><meta property="og:site_name" content="Sample University"></head><body><main><h1>Dr Ada Example</h1><p class="profile-role">Reader in Ceramic Science</p><ul class="profile-contact"><li><a href="mailto:%61da.example%40sample.ac.uk">Email</a></li><li>+44 (0)1632 960 123</li><li><a href="https://orcid.org/0000-0002-1825-0097">ORCID</a></li></ul><h2>Selected publications</h2><ol><li>Example, A. and Sample, B. (2019) Glazes. <a href="https://doi.org/10.1000/1">doi</a></li></ol><h2>Contact</h2><p>School of Materials, Kiln Building, Sample Road, Musterton, MU2 7XX</p></main></body></html>`,
      'https://www.sample.ac.uk/people/ada-example',
      { kind: 'person', name: 'Ada Example', title: 'Reader in Ceramic Science', prefix: 'Dr', emails: ['ada.example@sample.ac.uk'], phones: ['1632 960 123'], address: ['Sample Road', 'MU2 7XX'], social: ['orcid.org/0000-0002-1825-0097'] },
    ));

  it('an author page of a magazine with her articles', () =>
    expectPage(
      `<html lang="en"><head><title>Ada Example, Author at The Sample Review</title><meta property="og:site_name" content="The Sample Review"><meta property="og:type" content="profile"></head><body><header><a href="/">The Sample Review</a></header><main><div class="author-box"><img class="avatar" src="/a.jpg" alt=""><h1>Ada Example</h1><p class="author-role">Senior Editor</p><p>Ada writes about tiles. Reach her at <a href="mailto:ada@samplereview.example">ada@samplereview.example</a>.</p><a href="https://x.com/adawrites">X</a></div><h2>Latest posts</h2><article><h3><a href="/1">The tile that fell</a></h3><p>By <a href="/authors/ada-example">Ada Example</a>, March 3, 2026</p></article></main><footer><a href="https://x.com/samplereview">X</a><a href="https://www.facebook.com/samplereview">Facebook</a> tips@samplereview.example</footer></body></html>`,
      'https://samplereview.example/author/ada-example/',
      { kind: 'person', name: 'Ada Example', title: 'Senior Editor', companyName: 'The Sample Review', emails: ['ada@samplereview.example'], social: ['x.com/adawrites'] },
    ));

  it('a Spanish notary with a title before the name and a split address', () =>
    expectPage(
      `<html lang="es"><head><title>D.ª Ada Ejemplo Modelo - Notaría en Valencia</title></head><body><main><h1>D.ª Ada Ejemplo Modelo</h1><p>Notaria</p><p>Calle del Modelo, 7, 2º<br>46001 Valencia</p><p>Teléfono: 963 000 123<br>Fax: 963 000 124</p><p>Correo: <a href="#" class="mail" data-user="notaria" data-domain="ejemplomodelo.example">escribir</a></p></main></body></html>`,
      'https://www.notariado.example/notarios/ada-ejemplo-modelo',
      { kind: 'person', name: 'Ada Ejemplo Modelo', title: 'Notaria', emails: ['notaria@ejemplomodelo.example'], phones: ['963 000 123'], fax: ['963 000 124'], address: ['Calle del Modelo, 7', '46001 Valencia'] },
    ));

  it('an Austrian doctor with decoys in her address', () =>
    expectPage(
      `<html lang="de-AT"><head><title>Dr. med. univ. Ada Muster | Fachärztin für Dermatologie in Graz</title></head><body><main><h1>Dr. med. univ. Ada Muster</h1><h2>Fachärztin für Dermatologie</h2><p>Musterplatz 3, 8010 Graz</p><p>Tel.: 0316 / 12 34 56</p><p>Mail: ordination@muster<span style="display:none">null</span>-haut.example</p><p>Ordinationszeiten: Mo 8:00-12:00</p></main></body></html>`,
      'https://www.muster-haut.example/',
      { kind: 'person', name: 'Ada Muster', title: 'Fachärztin für Dermatologie', emails: ['ordination@muster-haut.example'], phones: ['0316 12 34 56'], address: ['Musterplatz 3', '8010 Graz'] },
    ));
});
