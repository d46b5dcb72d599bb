import { describe, it } from 'vitest';
import { expectPage } from './expect-page.ts';

/** Pages about one person, of the kinds that are met. Everybody and everything in them is invented. */
describe('pages about one person', () => {
  it('a lawyer of a firm, with the numbers of her office and the partner list in the side column', () =>
    expectPage(
      `<html lang="en"><head><title>Ada Q. Example | Partner | Sample &amp; Muster LLP</title><meta property="og:site_name" content="Sample &amp; Muster LLP"></head><body>
      <header class="site-header"><a class="logo" href="/"><img src="/logo.svg" alt="Sample &amp; Muster LLP logo"></a><nav><a href="/people">People</a><a href="/practices">Practices</a><a href="/offices">Offices</a></nav><p class="call">Call us: (202) 555-0100</p></header>
      <main><div class="bio-hero"><h1 class="bio-name">Ada Q. Example</h1><p class="bio-title">Partner</p><p class="bio-practice">Litigation</p>
      <ul class="bio-contact"><li>T <a href="tel:+12025550143">+1 202 555 0143</a></li><li>F +1 202 555 0199</li><li><a href="mailto:ada.example@sample-muster.example">ada.example@sample-muster.example</a></li><li><a href="/vcard/ada">Download vCard</a></li><li><a href="https://www.linkedin.com/in/ada-q-example">LinkedIn</a></li></ul>
      <p>Washington, D.C.<br>1000 Example Street NW, Suite 400<br>Washington, DC 20001</p></div>
      <h2>Experience</h2><p>Ada represented clients in 2019-2021 in 120 cases worth more than $450,000,000.</p><h2>Admissions</h2><ul><li>District of Columbia</li><li>New York, 2009</li></ul></main>
      <aside class="related"><h3>Related people</h3><ul><li><a href="/people/ben">Ben Sample</a> Associate <a href="mailto:ben.sample@sample-muster.example">ben.sample@sample-muster.example</a></li></ul></aside>
      <footer class="footer"><p>© 2026 Sample &amp; Muster LLP. Attorney advertising.</p><a href="https://www.linkedin.com/company/sample-muster">LinkedIn</a><a href="https://x.com/samplemuster">X</a><a href="mailto:info@sample-muster.example">info@sample-muster.example</a></footer></body></html>`,
      'https://www.sample-muster.example/people/ada-q-example',
      { kind: 'person', name: 'Ada Q. Example', title: 'Partner', companyName: 'Sample & Muster LLP', emails: ['ada.example@sample-muster.example'], phones: ['2025550143'], fax: ['2025550199'], address: ['1000 Example Street NW', 'DC 20001'], social: ['linkedin.com/in/ada-q-example'] },
    ));

  it('a professor in German, titles before the name, room and secretary below', () =>
    expectPage(
      `<html lang="de"><head><title>Prof. Dr.-Ing. Grete Beispiel – Lehrstuhl für Keramik – Universität Musterstadt</title></head><body>
      <div id="navigation" class="nav"><ul><li><a href="/team">Team</a></li></ul></div>
      <div id="content"><h1>Prof. Dr.-Ing. Grete Beispiel</h1><p>Lehrstuhlinhaberin</p>
      <table class="contact"><tr><td>Telefon:</td><td>+49 (0)30 901820-11</td></tr><tr><td>Fax:</td><td>+49 (0)30 901820-99</td></tr><tr><td>E-Mail:</td><td>grete.beispiel(at)uni-musterstadt.example</td></tr><tr><td>Raum:</td><td>2.04</td></tr><tr><td>Sprechzeiten:</td><td>Mo 10-12 Uhr</td></tr></table>
      <h2>Anschrift</h2><p>Universität Musterstadt<br>Institut für Keramik<br>Beispielweg 12<br>10115 Berlin</p></div>
      <div id="footer">Impressum | Datenschutz</div></body></html>`,
      'https://www.uni-musterstadt.example/keramik/team/beispiel',
      { kind: 'person', name: 'Grete Beispiel', title: 'Lehrstuhlinhaberin', prefix: 'Prof. Dr.-Ing.', emails: ['grete.beispiel@uni-musterstadt.example'], phones: ['30 901820 11'], fax: ['30 901820 99'], address: ['Beispielweg 12', '10115 Berlin'] },
    ));

  it('a member of a parliament in French, reversed address, constituency and office', () =>
    expectPage(
      `<html lang="fr"><head><title>Mme Ada Exemple - Député(e) - Assemblée des Exemples</title></head><body><header><a href="/">Assemblée des Exemples</a></header>
      <main><article><h1>Mme Ada Exemple</h1><p class="fonction">Députée de la 3e circonscription</p><dl><dt>Groupe politique</dt><dd>Groupe des Exemples</dd><dt>Téléphone</dt><dd>01 40 63 60 00</dd><dt>Courriel</dt><dd><span style="unicode-bidi:bidi-override; direction: rtl;">elpmaxe.eelbmessa@elpmexe.ada</span></dd></dl>
      <p>Adresse : 126 rue de l'Exemple, 75007 Paris</p><ul class="share"><li><a href="https://www.facebook.com/sharer/sharer.php?u=x">Partager</a></li></ul>
      <p><a href="https://twitter.com/ada_exemple">@ada_exemple</a> <a href="https://www.facebook.com/ada.exemple">Facebook</a></p></article></main>
      <footer><a href="https://twitter.com/assemblee_ex">Suivez-nous</a></footer></body></html>`,
      'https://www.assemblee.example/deputes/ada-exemple',
      { kind: 'person', name: 'Ada Exemple', emails: ['ada.exempl' + 'e@assemblee.example'], phones: ['01 40 63 60 00'], address: ["126 rue de l'Exemple", '75007 Paris'], social: ['x.com/ada_exemple', 'facebook.com/ada.exemple'] },
    ));

  it('a developer with a page of her own', () =>
    expectPage(
      `<html lang="en"><head><title>Ada Example</title><meta name="description" content="I build parsers."></head><body><h1>Hi, I'm Ada Example</h1><p>I'm a senior software engineer at <a href="https://oakline.example">Oakline</a>, based in Leeds.</p>
      <p>Write to me: <span>ada</span> [at] <span>adaexample</span> [dot] <span>com</span></p><ul><li><a rel="me" href="https://github.com/adaexample">GitHub</a></li><li><a rel="me" href="https://www.linkedin.com/in/adaexample/">LinkedIn</a></li></ul>
      <h2>Posts</h2><ul><li><a href="/a">How to parse 1,000,000 lines</a> 2024-03-01</li></ul></body></html>`,
      'https://adaexample.com/',
      { kind: 'person', name: 'Ada Example', emails: ['ada@adaexample.com'], social: ['github.com/adaexample', 'linkedin.com/in/adaexample'] },
    ));

  it('a doctor in a directory of practices', () =>
    expectPage(
      `<html lang="en-US"><head><title>Dr. Ada Example, MD - Dermatology - Musterton, OH | FindCare</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"Physician","name":"Dr. Ada Example, MD","telephone":"(614) 555-0143","medicalSpecialty":"Dermatology","address":{"@type":"PostalAddress","streetAddress":"55 Sample Ave Ste 200","addressLocality":"Musterton","addressRegion":"OH","postalCode":"43004"}}</script></head><body>
      <header><a href="/">FindCare</a><a href="tel:8005550100">Need help? (800) 555-0100</a></header><main><h1>Dr. Ada Example, MD</h1><p>Dermatology</p><p>55 Sample Ave Ste 200, Musterton, OH 43004</p><p><a href="tel:6145550143">(614) 555-0143</a></p>
      <h2>Other dermatologists near you</h2><ul><li>Dr. Ben Sample, DO <a href="tel:6145550188">(614) 555-0188</a></li></ul></main></body></html>`,
      'https://www.findcare.example/doctor/dr-ada-example-x1y2',
      { kind: 'person', name: 'Ada Example', suffix: 'MD', phones: ['6145550143'], address: ['55 Sample Ave', 'OH 43004'] },
    ));

  it('an employee in a staff directory, last name first, labels as bold text', () =>
    expectPage(
      `<html lang="en"><head><title>Example, Ada M. : Staff Directory : Sample College</title></head><body><div id="header"><h2>Sample College</h2></div><div id="main"><h1>Example, Ada M.</h1><p><b>Title:</b> Associate Registrar<br><b>Department:</b> Office of the Registrar<br><b>Phone:</b> 413-555-0123<br><b>Fax:</b> 413-555-0124<br><b>Email:</b> <a href="mailto:aexample@samplecollege.example">aexample@samplecollege.example</a><br><b>Office:</b> Muster Hall 12</p></div>
      <div id="footer">Sample College, 1 College Road, Amherst, MA 01002, 413-555-0100</div></body></html>`,
      'https://www.samplecollege.example/directory/person.php?id=77',
      { kind: 'person', name: 'Ada M. Example', title: 'Associate Registrar', emails: ['aexample@samplecollege.example'], phones: ['4135550123'], fax: ['4135550124'] },
    ));

  it('an estate agent with a mobile and an office number and a script-written address', () =>
    expectPage(
      `<html lang="en-GB"><head><title>Ben Sample, Senior Negotiator | Oakline Estates</title><meta property="og:site_name" content="Oakline Estates"></head><body><nav>Home Buy Sell Team</nav><section class="profile"><h1>Ben Sample</h1><h3>Senior Negotiator</h3><p>M: 07700 900123</p><p>T: 0113 496 0100</p>
      <p><script>var u='ben.sample';var d='oakline-estates.example';document.write('<a href="mai'+'lto:'+u+'@'+d+'">'+u+'@'+d+'</a>');</script></p></section>
      <footer><p>Oakline Estates Ltd, 4 Kiln Lane, Leeds LS1 4AB. Registered in England no. 01234567. VAT 123 4567 89</p><a href="https://www.instagram.com/oaklineestates">Instagram</a></footer></body></html>`,
      'https://www.oakline-estates.example/team/ben-sample/',
      { kind: 'person', name: 'Ben Sample', title: 'Senior Negotiator', companyName: 'Oakline Estates', emails: ['ben.sample@oakline-estates.example'], phones: ['07700 900123', '0113 496 0100'] },
    ));

  it('a Japanese researcher', () =>
    expectPage(
      `<html lang="ja"><head><title>見本 花子 | 見本大学 研究者情報</title></head><body><main><h1>見本 花子</h1><p>Hanako Mihon</p><table><tr><th>所属</th><td>工学部</td></tr><tr><th>職名</th><td>教授</td></tr><tr><th>メール</th><td>hanako [at] mihon-u.example</td></tr><tr><th>電話番号</th><td>03-5555-0143</td></tr></table></main></body></html>`,
      'https://researcher.mihon-u.example/profile/ja.123.html',
      { kind: 'person', name: '見本 花子', emails: ['hanako@mihon-u.example'], phones: ['03-5555-0143'] },
    ));

  it('a speaker of a conference, company below the name', () =>
    expectPage(
      `<html lang="en"><head><title>Ada Example - Speakers - Kiln Conf 2026</title></head><body><header><a href="/">Kiln Conf 2026</a><a href="/tickets">Tickets</a></header><main><div class="speaker"><img class="speaker__photo" src="/ada.jpg" alt="Ada Example"><h1>Ada Example</h1><p class="speaker__position">VP of Engineering, Oakline Inc.</p><p class="speaker__bio">Ada leads a team of 40.</p><a href="https://twitter.com/adaexample">@adaexample</a><a href="https://oakline.example">oakline.example</a></div><h2>Session</h2><p>10:30 - 11:15, Room 2</p></main><footer><a href="https://twitter.com/kilnconf">Twitter</a> <a href="mailto:hello@kilnconf.example">hello@kilnconf.example</a></footer></body></html>`,
      'https://kilnconf.example/speakers/ada-example',
      { kind: 'person', name: 'Ada Example', title: 'VP of Engineering', companyName: 'Oakline Inc.', social: ['x.com/adaexample'], websites: ['oakline.example'] },
    ));

  it('an insurance agent whose page names the office', () =>
    expectPage(
      `<html lang="en-US"><head><title>Ada Example - Insurance Agent in Austin, TX - Samplefarm</title><script type="application/ld+json">{"@context":"http://schema.org","@type":"InsuranceAgency","name":"Ada Example - Samplefarm Insurance Agent","telephone":"512-555-0143","address":{"@type":"PostalAddress","streetAddress":"100 Main Street","addressLocality":"Austin","addressRegion":"TX","postalCode":"78701"}}</script></head><body><main><h1>Ada Example</h1><p>Insurance Agent</p><p>Phone <a href="tel:5125550143">512-555-0143</a></p><p>Fax 512-555-0144</p><p>Mon-Fri 8:30am to 5:00pm</p><p>100 Main Street<br>Austin, TX 78701</p><p>License: TX-1234567</p></main></body></html>`,
      'https://www.samplefarm.example/agent/us/tx/austin/ada-example-x1',
      { kind: 'person', name: 'Ada Example', title: 'Insurance Agent', phones: ['5125550143'], fax: ['5125550144'], address: ['100 Main Street', 'TX 78701'] },
    ));
});
