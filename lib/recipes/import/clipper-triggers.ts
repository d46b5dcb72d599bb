import { parseUrlPattern } from '../../domain/recipe/url-pattern.ts';

const SPECIAL = /[^A-Za-z0-9._~%@+,;=&!$'/-]/g;

/** The address pattern of a trigger: a beginning of addresses, or a regular expression between slashes. Null when it cannot be said as one. */
export function triggerPattern(trigger: string): string | null {
  const regex = /^\/(.+)\/[a-z]*$/.exec(trigger.trim());
  const pattern = regex ? fromRegex(regex[1] ?? '') : fromBeginning(trigger.trim());
  return pattern !== null && pattern.length <= 300 && parseUrlPattern(pattern) ? pattern : null;
}

/** `https://example.com/people/` means every address that begins so. */
function fromBeginning(text: string): string | null {
  const [, start, path = '', query] = /^(https?:\/\/[^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?/i.exec(text) ?? [];
  if (start === undefined) return null;
  const plain = path.replace(SPECIAL, (char) => `\\${char}`);
  const params = (query ?? '').split('&').filter((part) => part.includes('=')).map((part) => part.replace(SPECIAL, (char) => `\\${char}`));
  const rest = params.length > 0 ? `?${params.map((part) => (part.endsWith('=') ? `${part}*` : part)).join('&')}` : '';
  const open = rest !== '' ? plain : plain === '' ? '/*' : `${plain}*`;
  return `${start.toLowerCase()}${open}${rest}`;
}

/** The few signs of regular expressions that addresses are described with; anything else is not guessed at. */
function fromRegex(source: string): string | null {
  let rest = source.replace(/^\^/, '');
  const isWhole = rest.endsWith('$');
  if (isWhole) rest = rest.slice(0, -1);
  let parts = 0;
  let out = '';
  while (rest !== '') {
    const step = STEPS.find(([sign]) => sign.test(rest));
    const found = step?.[0].exec(rest);
    if (!step || !found) return null;
    out += step[1](found, ++parts);
    rest = rest.slice(found[0].length);
  }
  return `${out}${isWhole || out.endsWith('*') ? '' : out.endsWith('/') || !/\/\/[^/]+\//.test(out) ? '/*' : '*'}`.replace(/\/\/\*$/, '/*');
}

const STEPS: readonly (readonly [RegExp, (found: RegExpExecArray, part: number) => string])[] = [
  [/^https\?/, () => 'http{s}?'],
  [/^https/, () => 'https'],
  [/^(?:\(\?:|\()([\w-]+)(?:\\)?\.\)\?/, (found) => `{${found[1]}.}?`],
  [/^(?:\(?\[\^\\?\/(?:\\?[?#])*\][+*]\)?)/, (_found, part) => `:part${part}`],
  [/^\(?\\d\+\)?/, (_found, part) => `:part${part}(\\d+)`],
  [/^\(?\[?\\w-?\]?\+\)?/, (_found, part) => `:part${part}`],
  [/^\(?\.[*+]\??\)?/, () => '*'],
  [/^\/\?$/, () => ''],
  [/^\\\/\?$/, () => ''],
  [/^\\([./?#:=&-])/, (found) => (/[./=&-]/.test(found[1] ?? '') ? (found[1] ?? '') : `\\${found[1] ?? ''}`)],
  [/^[A-Za-z0-9_~%@:/=&-]/, (found) => found[0]],
];
