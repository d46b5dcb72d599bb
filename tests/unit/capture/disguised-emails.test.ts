import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/capture/told/interpret.ts';
import { decodeTurned, disguised, withoutSpamWords } from '../../../lib/capture/told/mail-text.ts';
import { valuesWritten } from '../../../lib/capture/told/script-text.ts';
import { speltEmails } from '../../../lib/capture/told/spelt-emails.ts';
import { documentOf, readRaw } from './support.ts';

const mails = async (html: string): Promise<string[]> =>
  interpret(await readRaw(documentOf(html, 'https://www.example-works.example/contact'))).finds.filter((find) => find.what === 'email').map((find) => find.value);

describe('addresses that are spelt out', () => {
  it.each([
    'ada [at] example [dot] com', 'ada(at)example.com', 'ada (at) example (dot) com', 'ada{at}example{dot}com', 'ada <at> example.com', 'ada [AT] example.com', 'ada AT example.com', 'ada -at- example.com', 'ada_at_example.com', 'ada @ example.com',
    'ada at example dot com', 'ada [ät] example [punkt] com', 'ada (arroba) example.com', 'ada [arobase] example.com', 'ada [chiocciola] example (punto) com', 'ada (snabel-a) example.com', 'ada (małpa) example.com', 'ada [zavináč] example (tečka) com', 'ada (собака) example (точка) com', 'ada (a) example.com', 'ada [@] example [.] com', 'ada |at| example.com', 'ada [klammeraffe] example [punkt] com',
  ])('%s', (text) => {
    expect(speltEmails(`Write to ${text}, please.`)).toEqual(['ada@example.com']);
  });

  it('with full stops in both parts, and the one full stop of the sentence left out', () => {
    expect(speltEmails('ada [dot] b [dot] example [at] mail [dot] example [dot] co [dot] uk')).toEqual(['ada.b.example@mail.example.co.uk']);
    expect(speltEmails('Mail ada [at] example.com. Please do.')).toEqual(['ada@example.com']);
  });

  it.each(['Meet us at the fair', 'Arrive at noon (at the gate) and wait. Then go.', 'Sold at 5 dot 3', 'look (at) this', 'He works at Example.', 'a [1] b [2]'])('%s holds none', (text) => {
    expect(speltEmails(text)).toEqual([]);
  });
});

describe('addresses in attributes', () => {
  it.each([
    ['<a href="#" class="mail" data-user="ada" data-domain="example.com">write</a>', 'split in two'],
    ['<span data-local="ada" data-domain="example" data-tld="com"></span>', 'split in three'],
    ['<a class="email" data-name="ada" data-domain="example.com" href="#">@</a>', 'a name that speaks of mail'],
    ['<span data-email="ada@example.com"></span>', 'whole'],
    ['<span data-email="YWRhQGV4YW1wbGUuY29t"></span>', 'base64'],
    ['<span data-mail="moc.elpmaxe@ada"></span>', 'reversed'],
    ['<span data-mail="nqn@rknzcyr.pbz"></span>', 'turned by 13 letters'],
    ['<span data-email="ada%40example.com"></span>', 'percent signs'],
    ['<span data-email="ada (at) example.com"></span>', 'spelt out'],
    ['<a href="javascript:linkTo_UnCryptMailto(%27ocknvq%2CcfcBgzcorng0eqo%27);">write</a>', 'turned as TYPO3 does'],
    ['<a href="#" data-mailto-token="ocknvq,cfcBgzcorng0eqo" data-mailto-vector="2">write</a>', 'turned, in an attribute'],
    ['<a href="javascript:sendMail(\'ada\', \'example.com\')">write</a>', 'arguments of a function'],
    ['<a href="javascript:location.href=\'mai\'+\'lto:\'+\'ada\'+\'@\'+\'example.com\'; mail()">write</a>', 'joined in a link'],
    ['<a href="/cdn-cgi/l/email-protection#5a3b3e3b1a3f223b372a363f74393537">write</a>', 'guarded by Cloudflare'],
    ['<a href="mailto:%61%64%61%40example.com?subject=Hello">write</a>', 'percent signs in a link'],
    ['<a href="mailto:ada[at]example[dot]com">write</a>', 'spelt out in a link'],
  ])('%s (%s)', async (html) => {
    expect(await mails(html)).toEqual(['ada@example.com']);
  });

  it('a card with a name and a domain is none', async () => {
    expect(await mails('<div class="card" data-name="Ada Example" data-domain="example.com">Ada Example</div><li data-id="42" data-domain="example.com">x</li>')).toEqual([]);
  });
});

describe('addresses that are turned round', () => {
  it.each([
    '<span style="unicode-bidi:bidi-override; direction: rtl;">moc.elpmaxe@ada</span>', '<span class="rtl">moc.elpmaxe@ada</span>', '<bdo dir="rtl">moc.elpmaxe@ada</bdo>', '<p>E-mail: <b class="x reversed">ku.oc.elpmaxe@ada</b></p>',
    '<style>.turn{unicode-bidi:bidi-override;direction:rtl}</style><p class="turn">moc.elpmaxe@elpmaxe.ada</p>',
  ])('%s', async (html) => {
    expect(await mails(html)).toEqual([html.includes('ku.oc') ? 'ada@example.co.uk' : html.includes('elpmaxe.ada') ? 'ada.example@example.com' : 'ada@example.com']);
  });

  it('an address that stands the right way round stays so', async () => {
    expect(await mails('<p>com.example@ada.example.org</p>')).toEqual(['com.example@ada.example.org']);
  });
});

describe('addresses that a script writes', () => {
  it.each([
    "document.write('<a href=\"mai'+'lto:'+'ada'+'@'+'example.com'+'\">mail</a>')",
    "var user='ada'; var domain='example.com'; document.write(user + '@' + domain);",
    "var a = 'ada'; a += '@'; a += 'example.com'; document.getElementById('x').innerHTML = a;",
    "document.write(unescape('%61%64%61%40%65%78%61%6d%70%6c%65%2e%63%6f%6d'))",
    "document.write(String.fromCharCode(97,100,97,64,101,120,97,109,112,108,101,46,99,111,109))",
    "document.write(['ada','example.com'].join('@'))",
    "document.write('moc.elpmaxe@ada'.split('').reverse().join(''))",
    "document.write(atob('YWRhQGV4YW1wbGUuY29t'))",
    "var addy = '&#97;da' + '&#64;'; addy = addy + 'ex&#97;mple' + '&#46;' + 'com'; document.write('<a href=\\'m&#97;ilto:' + addy + '\\'>');",
    "$('#mail').html('ada' + '@' + 'example.com');",
    "document.getElementById('m').href = 'mailto:' + 'ada' + String.fromCharCode(64) + 'example.com';",
  ])('%s', async (code) => {
    expect(await mails(`<p><script>${code}</script></p>`)).toEqual(['ada@example.com']);
  });

  it.each(['var config = {"email":"x@example.com"};', 'track("user@example.com");', 'var a = b + c; if (a == "x@example.com") go();', "console.log('a@b')", 'var dsn="https://key@errors.example.com/1"'])('%s writes none', async (code) => {
    expect(await mails(`<script>${code}</script>`)).toEqual([]);
  });

  it('is read and not run, and ends on anything', () => {
    expect(valuesWritten('while(true){} document.write("a"+"b@example.com")').map(({ text }) => text)).toEqual(['ab@example.com']);
    for (const code of ['(((((', '[[[', 'a.b.c.d(', "'", 'x='.repeat(9_000), '+'.repeat(9_000), 'f('.repeat(9_000)]) expect(() => valuesWritten(code)).not.toThrow();
  });
});

it('decoys in a line are left out, words against robots too', async () => {
  expect(await mails('<p>ada<span style="display:none">null</span>@example.com</p>')).toEqual(['ada@example.com']);
  expect(['adaNOSPAM@example.com', 'ada@REMOVE-THIS.example.com', 'ada.nospam@example.com', 'ada@example.com'].map(withoutSpamWords)).toEqual(['ada@example.com', 'ada@example.com', 'ada@example.com', 'ada@example.com']);
  expect([decodeTurned('hello'), disguised('no address'), disguised('')]).toEqual([null, null, null]);
});
