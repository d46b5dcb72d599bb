import type { Finds } from './finds.ts';
import { ADDRESS, decodeEntities, decodePercent, decodeTurned } from './mail-text.ts';
import { valuesWritten } from './script-text.ts';
import type { SeenElement } from './seen.ts';

const MAYBE = /@|%40|&#(?:64|x40)|\\x40|\\u0040|fromCharCode|mailto|unescape|\.reverse\(/i;
const SCRIPT_CHARS = 12_000;

/** Addresses that a script puts together and writes into the page. The script is read, never run. */
export function findWritten(scripts: readonly SeenElement[], finds: Finds): void {
  let charsLeft = SCRIPT_CHARS * 5;
  for (const { element, zone, order } of scripts) {
    const type = element.getAttribute('type') ?? '';
    const code = element.textContent ?? '';
    if (code.length > SCRIPT_CHARS || charsLeft < code.length || (type !== '' && !/javascript|ecmascript|module/i.test(type)) || !MAYBE.test(code)) continue;
    charsLeft -= code.length;
    for (const { text, isShown } of valuesWritten(code)) {
      const plain = decodeEntities(decodePercent(text));
      const value = isShown || /mailto:/i.test(plain) || ADDRESS.exec(plain)?.[0] === plain ? (ADDRESS.exec(plain)?.[0] ?? decodeTurned(plain)) : null;
      if (value) finds.add({ what: 'email', value, how: 'script', zone, order, element: element.parentElement ?? element, around: '' });
    }
  }
}
