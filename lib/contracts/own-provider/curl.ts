/**
 * Reads a pasted curl command. Written here and not taken from a package: the ones that read both shells bring a parser
 * as WebAssembly or Node's own modules, and of the hundreds of options a request needs a dozen.
 */
import { err, ok, type Result } from '../../core/result.ts';
import { CURL_CHARS } from '../../core/own-provider-limits.ts';
import { bashWords, cmdWords, isCmd } from './shell-words.ts';

export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  /** In order, names as they are written. */
  readonly headers: readonly (readonly [string, string])[];
  /** Undefined without a body. */
  readonly data: string | undefined;
  /** `-u name:password` */
  readonly user: string | undefined;
}

/** Options that take a value and say nothing about the request. */
const IGNORED_WITH_VALUE = new Set(['-o', '--output', '-m', '--max-time', '--connect-timeout', '--retry', '--retry-delay', '--retry-max-time', '-w', '--write-out', '--cacert', '-D', '--dump-header', '-c', '--cookie-jar', '--limit-rate', '--max-redirs', '--tls-max', '--ciphers', '--stderr', '--trace', '--trace-ascii', '-y', '-Y', '--resolve', '--dns-servers', '--interface']);
/** Options that change the request in a way that Kiln does not do, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  '-F': 'sends a form with files (-F), which Kiln does not. Use -d with JSON or form fields.',
  '--form': 'sends a form with files (--form), which Kiln does not. Use -d with JSON or form fields.',
  '--form-string': 'sends a form with files (--form-string), which Kiln does not. Use -d with JSON or form fields.',
  '-T': 'uploads a file (-T), which Kiln does not.',
  '--upload-file': 'uploads a file (--upload-file), which Kiln does not.',
  '-E': 'uses a client certificate (-E), which an extension cannot.',
  '--cert': 'uses a client certificate (--cert), which an extension cannot.',
  '-x': 'goes through a proxy of its own (-x), which an extension cannot.',
  '--proxy': 'goes through a proxy of its own (--proxy), which an extension cannot.',
  '--digest': 'uses digest sign-in (--digest), which Kiln does not do.',
  '--ntlm': 'uses NTLM sign-in (--ntlm), which Kiln does not do.',
  '--negotiate': 'uses Negotiate sign-in (--negotiate), which Kiln does not do.',
  '--aws-sigv4': 'signs every request (--aws-sigv4), which Kiln does not do.',
  '--unix-socket': 'asks a socket of this machine (--unix-socket), which an extension cannot.',
  '-K': 'reads its options from a file (-K). Paste the whole command.',
  '--config': 'reads its options from a file (--config). Paste the whole command.',
  '--next': 'makes several requests (--next). Paste one of them.',
};
const DATA = new Set(['-d', '--data', '--data-ascii', '--data-raw', '--data-binary', '--data-urlencode', '--json']);
/** Short options whose value may stand right behind them, as in `-XPOST`. */
const SHORT_WITH_VALUE = 'XHduAebFTExKomwDcyY';

interface Reading {
  method?: string;
  url?: string;
  user?: string;
  readonly headers: [string, string][];
  readonly data: string[];
  isJson: boolean;
  inQuery: boolean;
  isHead: boolean;
}

/** `-sSXPOST` as `-s -S -X POST`, `--request=POST` as two words. */
function spread(words: readonly string[]): string[] {
  const out: string[] = [];
  let isValue = false;
  for (const word of words) {
    const long: RegExpExecArray | false | null = !isValue && /^(--[a-z-]+)=(.*)$/s.exec(word);
    if (long) out.push(long[1] ?? '', long[2] ?? '');
    else if (!isValue && /^-[A-Za-z0-9#]./.test(word) && !word.startsWith('--')) out.push(...spreadShort(word));
    else out.push(word);
    const last: string = long ? '' : (out.at(-1) ?? '');
    isValue = !isValue && takesValue(last);
  }
  return out;
}

function spreadShort(word: string): string[] {
  for (let i = 1; i < word.length; i++) {
    if (!SHORT_WITH_VALUE.includes(word[i] ?? '')) continue;
    const flags = Array.from(word.slice(1, i + 1), (c) => `-${c}`);
    return i + 1 < word.length ? [...flags, word.slice(i + 1)] : flags;
  }
  return Array.from(word.slice(1), (c) => `-${c}`);
}

const WITH_VALUE = new Set(['-X', '--request', '-H', '--header', '-u', '--user', '-A', '--user-agent', '-e', '--referer', '-b', '--cookie', '--url', '--url-query', '--oauth2-bearer']);
const takesValue = (word: string): boolean => WITH_VALUE.has(word) || DATA.has(word) || IGNORED_WITH_VALUE.has(word);

function urlEncoded(value: string): string {
  const at = value.indexOf('=');
  return at < 0 ? encodeURIComponent(value) : `${value.slice(0, at)}${at === 0 ? '' : '='}${encodeURIComponent(value.slice(at + 1))}`;
}

/** Takes one option; a text is why the command is refused. */
function take(reading: Reading, option: string, value: string): string | undefined {
  switch (option) {
    case '-X':
    case '--request':
      reading.method = value.toUpperCase();
      return undefined;
    case '--url':
      reading.url = value;
      return undefined;
    case '-u':
    case '--user':
      reading.user = value;
      return undefined;
    case '--oauth2-bearer':
      reading.headers.push(['Authorization', `Bearer ${value}`]);
      return undefined;
    case '-H':
    case '--header':
      return takeHeader(reading, value);
    case '-A':
    case '--user-agent':
    case '-e':
    case '--referer':
      return undefined; // no program in a browser may set them
    case '-b':
    case '--cookie':
      return 'signs in with a cookie (-b), which Kiln does not send. Ask the partner for a key.';
    case '--url-query':
      reading.url = `${reading.url ?? ''}${reading.url?.includes('?') ? '&' : '?'}${urlEncoded(value)}`;
      return undefined;
  }
  if (!DATA.has(option)) return undefined;
  if (option !== '--data-raw' && value.startsWith('@')) return `reads its body from a file (${option} ${value.slice(0, 40)}). Paste the body itself.`;
  if (option === '--json') reading.isJson = true;
  reading.data.push(option === '--data-urlencode' ? urlEncoded(value) : value);
  return undefined;
}

function takeHeader(reading: Reading, value: string): string | undefined {
  if (value.startsWith('@')) return 'reads its headers from a file (-H @). Paste the headers themselves.';
  const at = value.indexOf(':');
  if (at > 0) reading.headers.push([value.slice(0, at).trim(), value.slice(at + 1).trim()]);
  return undefined;
}

function finished(reading: Reading): Result<CurlRequest, string> {
  const { headers, isJson, isHead } = reading;
  const data = reading.data.length === 0 ? undefined : reading.data.join(isJson ? '' : '&');
  const address = reading.url === undefined ? undefined : /^[a-z][a-z0-9+.-]*:\/\//i.test(reading.url) ? reading.url : `http://${reading.url}`;
  if (address === undefined) return err('There is no address in this command.');
  const url = reading.inQuery && data !== undefined ? `${address}${address.includes('?') ? '&' : '?'}${data}` : address;
  if (!URL.canParse(url)) return err(`"${url.slice(0, 80)}" is no address.`);
  const body = reading.inQuery ? undefined : data;
  const has = (name: string): boolean => headers.some(([header]) => header.toLowerCase() === name);
  const added: [string, string][] = isJson && !has('content-type') ? [['Content-Type', 'application/json']] : [];
  return ok({ method: reading.method ?? (isHead ? 'HEAD' : body === undefined ? 'GET' : 'POST'), url, headers: [...headers, ...added], data: body, user: reading.user });
}

/** Reads one curl command as bash or Windows' cmd would. The error is a sentence for the person. @param text anything */
export function readCurl(text: string): Result<CurlRequest, string> {
  if (text.length > CURL_CHARS) return err('This is longer than any command should be.');
  const clean = text.replace(/^\s*(?:[$>#%]|[A-Za-z]:\\[^>\n]*>)\s+(?=curl)/, '').trim();
  const words = isCmd(clean) ? cmdWords(clean.replace(/\r/g, '')) : bashWords(clean.replace(/\r/g, ''));
  if (!words.ok) return words;
  const [program = '', ...rest] = words.value;
  if (!/(?:^|[\\/])curl(?:\.exe)?$/i.test(program)) return err('This is no curl command: it begins with "curl".');
  const reading: Reading = { headers: [], data: [], isJson: false, inQuery: false, isHead: false };
  const args = spread(rest);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const refused = Object.hasOwn(REFUSED, arg) ? REFUSED[arg] : undefined;
    if (refused !== undefined) return err(`The command ${refused}`);
    if (arg === '-G' || arg === '--get') reading.inQuery = true;
    else if (arg === '-I' || arg === '--head') reading.isHead = true;
    else if (takesValue(arg)) {
      const why = take(reading, arg, args[++i] ?? '');
      if (why !== undefined) return err(`The command ${why}`);
    } else if (!arg.startsWith('-')) reading.url ??= arg;
  }
  return finished(reading);
}
