import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryCode, hostCountry } from '../../../lib/capture/country.ts';
import { isMailHost, isNamedAfter, registrableDomain, resembles } from '../../../lib/capture/domains.ts';
import { isFreeMailDomain, isRoleMailbox } from '../../../lib/capture/free-mail.ts';
import { copyrightHolder } from '../../../lib/capture/page.ts';
import { parsePhone, phoneRole } from '../../../lib/capture/phones.ts';
import { canonicalUrl, profileOf } from '../../../lib/capture/urls.ts';
import { normaliseValue } from '../../../lib/capture/values.ts';
import { FIELD_KEYS } from '../../../lib/domain/lead/fields.ts';

const context = { kind: 'person' as const, pageUrl: 'https://www.example-works.example/people/ada', country: 'GB' as const };

describe('telephone numbers', () => {
  it.each([
    ['+44 (0)113 496 0100', 'GB', '+441134960100'],
    ['0113 496 0100', 'GB', '+441134960100'],
    ['(0113) 496-0100', 'GB', '+441134960100'],
    ['0049 30 901820', 'GB', '+4930901820'],
    ['(030) 901820', 'DE', '+4930901820'],
    ['202-555-0143', undefined, '+12025550143'],
    ['800.355.4000', 'GB', '+18003554000'],
    ['( 852 ) 2572- 1121', undefined, '+85225721121'],
    ['tel', 'GB', undefined],
    ['12', 'GB', undefined],
    ['0113 496 0100', undefined, undefined],
  ] as const)('%s in %s', (text, country, e164) => {
    expect(parsePhone(text, country)?.e164).toBe(e164);
  });

  it('never throws, and what it gives is E.164', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+()0-9 ./-]{0,30}$/)), fc.constantFrom('GB' as const, 'US' as const, undefined), (text, country) => {
      const phone = parsePhone(text, country);
      expect(phone === null || /^\+[1-9]\d{4,17}$/.test(phone.e164)).toBe(true);
    }));
  });

  it.each([
    ['Fax: ', '', 'fax'], ['Telefax ', '', 'fax'], ['Tel. ', '', 'phone'], ['Mobile: ', '', 'mobile'], ['T: ', '', 'phone'], ['F: ', '', 'fax'], ['', ' (fax)', 'fax'], ['VAT No. GB ', '', 'none'],
    ['St.Nr.: ', '', 'none'], ['IBAN ', '', 'none'], ['Company number ', '', 'none'], ['Registered in 1987. Tel ', '', 'phone'], ['since then about ', '', 'unknown'],
  ])('%s<number>%s is %s', (before, after, role) => {
    expect(phoneRole(before, after)).toBe(role);
  });
});

describe('domains', () => {
  it.each([
    ['https://www.example.co.uk/a', 'example.co.uk'], ['ada@mail.example-works.example', 'example-works.example'], ['www.example.com', 'example.com'], ['127.0.0.1', null], ['localhost', null],
    ['logo@2x.png', null], ['co.uk', null], ['', null],
  ])('%s -> %s', (text, domain) => {
    expect(registrableDomain(text)).toBe(domain);
  });

  it('mail goes only to hosts that can exist', () => {
    expect([isMailHost('example.com'), isMailHost('2x.png'), isMailHost('example'), isMailHost('a..example.com')]).toEqual([true, false, false, false]);
    expect([isFreeMailDomain('GMail.com'), isFreeMailDomain('mail.yahoo.com'), isFreeMailDomain('example.com')]).toEqual([true, true, false]);
    expect([isRoleMailbox('info@example.com'), isRoleMailbox('sales-uk@example.com'), isRoleMailbox('ada@example.com')]).toEqual([true, true, false]);
  });

  it('sees a company in its domain', () => {
    expect(resembles('Example Works Ltd', 'example-works.example')).toBe(true);
    expect(resembles('Oakline', 'example-works.example')).toBe(false);
    expect([isNamedAfter('Ada Example', 'adaexample.com'), isNamedAfter('Ada', 'adaexample.com')]).toEqual([true, false]);
  });

  it('reads countries', () => {
    expect([countryCode('Deutschland'), countryCode('gb'), countryCode('Atlantis'), countryCode('__proto__')]).toEqual(['DE', 'GB', undefined, undefined]);
    expect([hostCountry('example.co.uk'), hostCountry('example.de'), hostCountry('example.io'), hostCountry('example.com')]).toEqual(['GB', 'DE', undefined, undefined]);
  });

  it.each([
    ['Copyright © 2024-2026 Example Works Ltd. All rights reserved.', 'Example Works Ltd'], ['© Example Works | Privacy', 'Example Works'], ['(c) 2020 by Example Works, Inc. Powered by x', 'Example Works, Inc'], ['© 2026', ''],
  ])('%s', (line, holder) => {
    expect(copyrightHolder(line).replace(/\.$/, '')).toBe(holder);
  });
});

describe('addresses of pages', () => {
  it.each([
    ['HTTPS://User:pw@WWW.Example.com:443/a/?utm_source=x&b=1&gclid=2#top', 'https://www.example.com/a/?b=1'], ['example.com/a', 'https://example.com/a'], ['http://example.com/', 'http://example.com'],
    ['javascript:alert(1)', null], ['data:text/html,x', null], ['ftp://example.com', null], ['nowhere', null], ['', null],
  ])('%s -> %s', (text, url) => {
    expect(canonicalUrl(text)).toBe(url);
  });

  it('is idempotent and always http', () => {
    fc.assert(fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()), (text) => {
      const once = canonicalUrl(text);
      if (once === null) return;
      expect(once).toMatch(/^https?:\/\//);
      expect(canonicalUrl(once)).toBe(once);
    }));
  });

  it.each([
    ['https://de.linkedin.com/in/Ada-Example/?trk=x', 'linkedinUrl', 'https://www.linkedin.com/in/ada-example', 'person'],
    ['https://www.linkedin.com/company/Example-Works/about/', 'linkedinUrl', 'https://www.linkedin.com/company/example-works', 'company'],
    ['https://twitter.com/Ada_Example', 'xUrl', 'https://x.com/Ada_Example', undefined],
    ['https://twitter.com/#!/ada', 'xUrl', 'https://x.com/ada', undefined],
    ['https://github.com/ada-example', 'githubUrl', 'https://github.com/ada-example', undefined],
    ['https://www.facebook.com/profile.php?id=42&x=1', 'facebookUrl', 'https://www.facebook.com/profile.php?id=42', undefined],
    ['https://www.youtube.com/@example', 'youtubeUrl', 'https://www.youtube.com/@example', undefined],
  ])('%s', (address, field, url, kind) => {
    expect(profileOf(address)).toMatchObject({ field, url });
    expect(profileOf(address)?.kind).toBe(kind);
  });

  it.each(['https://twitter.com/intent/tweet?url=x', 'https://x.com/ada/status/1', 'https://www.facebook.com/sharer/sharer.php?u=x', 'https://www.linkedin.com/shareArticle?x', 'https://github.com/ada/repo', 'https://github.com/pricing', 'https://www.youtube.com/watch?v=1', 'https://example.com/in/ada', 'https://evil-linkedin.com/in/ada'])('%s is no profile', (address) => {
    expect(profileOf(address)).toBeNull();
  });
});

describe('normal forms', () => {
  it('never throw, and are their own normal form', () => {
    fc.assert(fc.property(fc.constantFrom(...FIELD_KEYS), fc.oneof(fc.string(), fc.emailAddress(), fc.webUrl(), fc.constantFrom('51-200 employees', '1,234', 'Ada Example', '+441134960100', 'DE', '__proto__')), (field, text) => {
      const once = normaliseValue(field, text, context);
      if (!once) return;
      expect(once.value).not.toBe('');
      expect(normaliseValue(once.field ?? field, once.value, context)?.value).toBe(once.value);
    }), { numRuns: 500 });
  });

  it.each([
    ['email', 'mailto:Ada@Example.COM?subject=x', 'ada@example.com'], ['email', 'ada@2x.png', undefined], ['founded', '25 October 1987', '1987'], ['founded', 'long ago', undefined], ['country', 'DE', 'Germany'],
    ['employees', '1,234 employees', '1234'], ['employees', '51 - 200', '51-200'], ['employees', '10,000+', '10000+'], ['photoUrl', '../ada.jpg', 'https://www.example-works.example/ada.jpg'], ['photoUrl', 'data:image/png;base64,x', undefined],
    ['linkedinUrl', 'https://www.linkedin.com/company/example', undefined], ['title', 'Head of Operations ,', 'Head of Operations'], ['description', 'a<script>alert(1)</script><b>b</b> &amp; c', 'a b & c'], ['name', 'n/a', undefined],
  ] as const)('%s of %s', (field, text, value) => {
    expect(normaliseValue(field, text, context)?.value).toBe(value);
  });
});
