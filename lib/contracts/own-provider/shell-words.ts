import { err, ok, type Result } from '../../core/result.ts';

/** What a backslash stands for inside `$'…'`. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', a: '\u0007', e: '\u001b', E: '\u001b', '0': '\0' };
const CUT = 'A quote is opened and never closed: the command was not copied to its end.';

interface Taken {
  readonly text: string;
  /** Index behind what was taken. */
  readonly end: number;
}

/** `$'…'` from behind the opening quote. */
function ansiQuoted(text: string, from: number): Taken | null {
  let out = '';
  for (let i = from; i < text.length; i++) {
    if (text[i] === "'") return { text: out, end: i + 1 };
    if (text[i] !== '\\') {
      out += text[i] ?? '';
      continue;
    }
    const rest = text.slice(i + 1, i + 10);
    const code = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(rest);
    const number = Number.parseInt(code?.[1] ?? code?.[2] ?? code?.[3] ?? '', 16);
    const isCode = code && number <= 0x10ffff;
    out += isCode ? String.fromCodePoint(number) : (ESCAPES[rest[0] ?? ''] ?? rest[0] ?? '');
    i += isCode ? code[0].length : 1;
  }
  return null;
}

function doubleQuoted(text: string, from: number): Taken | null {
  let out = '';
  for (let i = from; i < text.length; i++) {
    const c = text[i] ?? '';
    if (c === '"') return { text: out, end: i + 1 };
    if (c === '\\' && /["\\$`\n]/.test(text[i + 1] ?? '')) {
      if (text[i + 1] !== '\n') out += text[i + 1] ?? '';
      i++;
    } else out += c;
  }
  return null;
}

/** One word or a part of it that is quoted; undefined when nothing quoted begins here, null when it never ends. */
function quoted(text: string, i: number): Taken | null | undefined {
  if (text.startsWith("$'", i)) return ansiQuoted(text, i + 2);
  if (text.startsWith('$"', i)) return doubleQuoted(text, i + 2);
  if (text[i] === '"') return doubleQuoted(text, i + 1);
  if (text[i] !== "'") return undefined;
  const end = text.indexOf("'", i + 1);
  return end < 0 ? null : { text: text.slice(i + 1, end), end: end + 1 };
}

/** The words of a command as bash reads them, up to a pipe or the next command. Variables and substitutions stay as they are written. */
export function bashWords(text: string): Result<string[], string> {
  const words: string[] = [];
  let word: string | null = null;
  for (let i = 0; i < text.length; ) {
    const part = quoted(text, i);
    if (part === null) return err(CUT);
    const c = text[i] ?? '';
    if (part) {
      word = (word ?? '') + part.text;
      i = part.end;
    } else if (c === '\\') {
      if (text[i + 1] !== '\n') word = (word ?? '') + (text[i + 1] ?? '');
      i += 2;
    } else if (/[\s;|&]/.test(c)) {
      if (word !== null) words.push(word);
      word = null;
      if ((c === '\n' || c === ';' || c === '|' || c === '&') && words.length > 0) break;
      i++;
    } else {
      word = (word ?? '') + c;
      i++;
    }
  }
  return ok(word === null ? words : [...words, word]);
}

/** Windows' `cmd`: `^` lets the next character stand for itself and ends a line that goes on, and only `"` quotes. */
export function cmdWords(text: string): Result<string[], string> {
  // First what cmd itself does: carets go, also inside the quotes that browsers write as ^".
  const plain = text.replace(/\^(\r?\n)+/g, (lines) => ((lines.match(/\n/g)?.length ?? 0) > 1 ? '\n' : '')).replace(/\^(.)/g, '$1');
  const words: string[] = [];
  let word: string | null = null;
  let isQuoted = false;
  for (let i = 0; i < plain.length; i++) {
    const c = plain[i] ?? '';
    if (c === '\\' && plain[i + 1] === '"') {
      word = `${word ?? ''}"`;
      i++;
    } else if (c === '"' && isQuoted && plain[i + 1] === '"') {
      word = `${word ?? ''}"`;
      i++;
    } else if (c === '"') {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (/\s/.test(c) && !isQuoted) {
      if (word !== null) words.push(word);
      word = null;
    } else if (/[&|]/.test(c) && !isQuoted && (word === null || /\s/.test(plain[i + 1] ?? ' '))) break;
    else word = (word ?? '') + c;
  }
  if (isQuoted) return err(CUT);
  return ok(word === null ? words : [...words, word]);
}

/** Carets before quotes or at the end of a line, or double quotes only and a caret somewhere: it was copied for Windows' cmd. */
export const isCmd = (text: string): boolean => /\^\s*\r?\n|\^"/.test(text);
