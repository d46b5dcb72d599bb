/** What an e-mail address looks like, and how it is put out of sight of robots. Pure string work. */

export const ADDRESS = /[a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z]{2,24}(?![a-z0-9-])/i;

const ENDINGS = 'com|org|net|edu|gov|info|biz|eu|de|at|ch|fr|it|es|nl|be|lu|uk|ie|pl|cz|sk|hu|ro|bg|gr|se|no|dk|fi|pt|us|ca|au|nz|in|jp|cn|kr|br|mx|ar|cl|za|ru|ua|tr|il|io|co|me|tv|ai|app|dev|int|mil|coop|museum|example|test';
const USUAL = new RegExp(`\\.(?:${ENDINGS})$`, 'i');
/** True when the address ends as most do. */
export const endsUsually = (address: string): boolean => USUAL.test(address);

export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%40/g, '@');
  }
}

/** Character references as they stand inside scripts and attributes of scripts. */
export const decodeEntities = (text: string): string =>
  text
    .replace(/&#(?:x([0-9a-f]{1,4})|(\d{1,5}));?/gi, (_, hex?: string, dec?: string) => String.fromCharCode(hex ? Number.parseInt(hex, 16) : Number(dec)))
    .replace(/&(amp|commat|period|lt|gt|quot);/gi, (_, name: string) => ({ amp: '&', commat: '@', period: '.', lt: '<', gt: '>', quot: '"' })[name.toLowerCase()] ?? '');

const rot13 = (text: string): string => text.replace(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + (c.toLowerCase() < 'n' ? 13 : -13)));
export const reverse = (text: string): string => Array.from(text).toReversed().join('');

function base64(text: string): string {
  if (!/^[A-Za-z0-9+/_-]{8,400}={0,2}$/.test(text)) return '';
  try {
    return atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return '';
  }
}

/** The address in a text that may be in disguise: percent signs, character references, base64, reversed or turned by 13 letters. */
export function disguised(text: string): string | null {
  if (text.length > 600) return null;
  const plain = decodeEntities(decodePercent(text)).trim();
  const found = [plain, base64(plain), reverse(plain), rot13(plain), rot13(reverse(plain))].map((form) => whole(form)).filter((form) => form !== null);
  return found.find(endsUsually) ?? whole(plain);
}

const whole = (text: string): string | null => {
  const found = ADDRESS.exec(text);
  return found && found[0].length >= text.replace(/^mailto:/i, '').replace(/\?.*$/, '').trim().length ? found[0] : null;
};

/** "adaNOSPAM@example.com" and "ada@REMOVE-THIS.example.com" without the words that a person takes away. */
export const withoutSpamWords = (address: string): string =>
  /spam|remov|entfern|delete/i.test(address) ? address.replace(/[._-]?(?:no-?spam|anti-?spam|remove-?(?:this|me)?|please-?remove|delete-?(?:this|me)|bitte-?entfernen|entfernen|spamfrei|ohne-?spam)[._-]?(?=@|[a-z0-9])|\.?(?:no-?spam|invalid)$/gi, (all, at: number) => (at > address.indexOf('@') && all.startsWith('.') && all.endsWith('.') ? '.' : '')) : address;

/** Cloudflare's e-mail protection: the first byte is the key, the rest is XORed with it. */
export function decodeCloudflare(hex: string): string | null {
  if (!/^(?:[0-9a-f]{2}){4,200}$/i.test(hex)) return null;
  const key = Number.parseInt(hex.slice(0, 2), 16);
  let text = '';
  for (let i = 2; i < hex.length; i += 2) text += String.fromCharCode(Number.parseInt(hex.slice(i, i + 2), 16) ^ key);
  return ADDRESS.exec(text)?.[0] ?? null;
}

/** Letters turned within three ranges of ASCII, as TYPO3 writes its links. The beginning "mailto:" is known, so the turn is. */
const RANGES: readonly (readonly [number, number])[] = [[0x2b, 0x3a], [0x40, 0x5a], [0x61, 0x7a]];
export function decodeTurned(text: string): string | null {
  const turn = 0x6d - text.charCodeAt(0);
  const plain = Array.from(text.slice(0, 400), (letter) => {
    const code = letter.charCodeAt(0);
    const range = RANGES.find(([from, to]) => code >= from && code <= to);
    if (!range) return letter;
    const size = range[1] - range[0] + 1;
    return String.fromCharCode(range[0] + ((((code - range[0] + turn) % size) + size) % size));
  }).join('');
  return plain.startsWith('mailto:') ? (ADDRESS.exec(plain.slice(7))?.[0] ?? null) : null;
}
