import type { RawCapture, RawFind } from '../../contracts/raw-capture.ts';
import { isMailHost } from '../domains.ts';
import { inAttributes, inScript, inScriptLink } from './guarded-emails.ts';
import { labelKind } from './label-words.ts';
import { ADDRESS, decodeCloudflare, decodePercent, reverse, withoutSpamWords } from './mail-text.ts';
import { speltEmails } from './spelt-emails.ts';

/** Labels without a fact behind them that is wanted. */
const UNWANTED = /^(?:reach|none)$/;

/**
 * Turns what the reader took from the page as it stood into what it means: e-mail addresses out of their disguise, labels
 * into kinds of facts. The reader runs in the page and only looks; the knowledge of words and tricks is here.
 */
export function interpret(raw: RawCapture): RawCapture {
  const seen = new Set<string>();
  const finds = raw.finds.flatMap((find) => (find.what === 'email' ? mails(find) : find.what === 'pair' ? pair(find) : [find])).filter((find) => {
    if (find.what !== 'email') return true;
    const key = `${find.how} ${find.zone} ${find.value.toLowerCase()}`;
    return !seen.has(key) && seen.add(key);
  });
  return { ...raw, finds };
}

function mails(find: RawFind): RawFind[] {
  return addresses(find)
    .map(withoutSpamWords)
    .filter((value) => value.length <= 320 && isMailHost(value.slice(value.lastIndexOf('@') + 1)))
    .map((value) => ({ ...find, value }));
}

function addresses(find: RawFind): string[] {
  const { value, how } = find;
  const one = (address: string | null | undefined): string[] => (address ? [address] : []);
  switch (how) {
    case 'mailto':
      return decodePercent(value).split(/[,;]/).slice(0, 5).flatMap((part) => {
        const plain = decodePercent(part.trim()).replace(/\s*[[({]\s*(?:at|@)\s*[\])}]\s*/gi, '@').replace(/\s*[[({]\s*dot\s*[\])}]\s*/gi, '.');
        return one(ADDRESS.exec(plain)?.[0]);
      });
    case 'cloudflare':
      return one(decodeCloudflare(value));
    case 'attribute':
      return one(inAttributes(value, find.caption ?? ''));
    case 'script-link':
      return one(inScriptLink(value));
    case 'script':
      return inScript(value);
    case 'spelt':
      return speltEmails(value);
    case 'reversed':
      return one(turned(value));
    default:
      return isMailHost(value.slice(value.lastIndexOf('@') + 1)) ? [value] : one(turned(value));
  }
}

/** The address that a text gives backwards. */
function turned(text: string): string | null {
  const back = reverse(text).replace(/^\.+|\.+$/g, '');
  return ADDRESS.exec(back)?.[0] === back ? back : null;
}

function pair(find: RawFind): RawFind[] {
  const kind = labelKind(find.label ?? '');
  if (!kind || UNWANTED.test(kind)) return [];
  // A label that stands where its value should be: there is none.
  return labelKind(find.value) !== null && find.value.length < 40 ? [] : [{ ...find, how: kind }];
}
