/**
 * Reads what an inline script would write, without running it: assignments of strings, joined strings, and the few functions
 * with which addresses are hidden from robots. Everything else is skipped. Bounded by tokens.
 */

export interface Written {
  readonly text: string;
  /** It goes into the page: by `document.write`, as markup or as the address of a link. */
  readonly isShown: boolean;
}

type Value = string | readonly string[] | undefined;

const TOKENS = 4_000;
const TOKEN = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`(?:[^`\\$]|\\[\s\S])*`|[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|\+=|[\s\S]/g;

/** Texts that were put together from parts or that are written into the page. */
export function valuesWritten(code: string): Written[] {
  return new Reader(code).run();
}

class Reader {
  readonly #tokens: string[] = [];
  readonly #known = new Map<string, Value>();
  readonly #out: Written[] = [];
  #at = 0;
  /** How many parts the last expression was made of. */
  #parts = 0;

  constructor(code: string) {
    for (const [token] of code.matchAll(TOKEN)) {
      if (this.#tokens.length >= TOKENS) break;
      if (!/^(?:\s|\/[/*])/.test(token)) this.#tokens.push(token);
    }
  }

  run(): Written[] {
    while (this.#at < this.#tokens.length) {
      const start = this.#at;
      this.#statement();
      if (this.#at === start) this.#at++;
    }
    return this.#out.slice(0, 60);
  }

  /** `name = expression`, `name += expression`, `thing.name = expression` or `name(expression, ...)`; anything else is one token further. */
  #statement(): void {
    const name = this.#name();
    if (name === null) return;
    const sign = this.#tokens[this.#at];
    if (sign === '=' || sign === '+=') {
      if (this.#tokens[this.#at + 1] === '=') return; // a comparison
      this.#at++;
      const value = this.#expression();
      const before = this.#known.get(name);
      const whole = sign === '=' ? value : typeof before === 'string' && typeof value === 'string' ? before + value : undefined;
      this.#known.set(name, whole);
      if (typeof whole === 'string' && (this.#parts > 1 || sign === '+=' || /\.(?:innerHTML|href|textContent|innerText)$/.test(name))) this.#keep(whole, /\.(?:innerHTML|href|textContent|innerText)$/.test(name));
    } else if (sign === '(' && /(?:^|\.)(?:write|writeln|html|append|text|attr|setAttribute|insertAdjacentHTML)$/.test(name)) {
      for (const value of this.#list(')')) if (typeof value === 'string') this.#keep(value, true);
    }
  }

  #keep(text: string, isShown: boolean): void {
    if (text.length >= 6 && text.length < 4_000) this.#out.push({ text, isShown });
  }

  /** `a`, `a.b.c`; null when the next token is no name. */
  #name(): string | null {
    const first = this.#tokens[this.#at];
    if (first === undefined || !/^[A-Za-z_$]/.test(first)) return null;
    this.#at++;
    if (/^(?:var|let|const|return|if|else|for|while|function|new|typeof|try|catch)$/.test(first)) return null;
    let name = first;
    while (this.#tokens[this.#at] === '.' && /^[A-Za-z_$]/.test(this.#tokens[this.#at + 1] ?? '')) {
      name += `.${this.#tokens[this.#at + 1] ?? ''}`;
      this.#at += 2;
    }
    return name;
  }

  #expression(): Value {
    let value = this.#term();
    let parts = this.#parts;
    while (this.#tokens[this.#at] === '+') {
      this.#at++;
      const next = this.#term();
      parts += this.#parts;
      value = typeof value === 'string' && typeof next === 'string' ? value + next : undefined;
    }
    this.#parts = parts;
    return value;
  }

  #term(): Value {
    const token = this.#tokens[this.#at];
    this.#parts = 1;
    let value: Value;
    if (token === undefined) return undefined;
    if (/^['"`]/.test(token)) {
      this.#at++;
      value = unquote(token);
    } else if (/^\d/.test(token)) {
      this.#at++;
      value = token;
    } else if (token === '(') {
      this.#at++;
      value = this.#expression();
      if (this.#tokens[this.#at] === ')') this.#at++;
    } else if (token === '[') {
      const items = this.#list(']');
      value = items.every((item) => typeof item === 'string') ? items : undefined;
    } else value = this.#named();
    return this.#methods(value);
  }

  #named(): Value {
    const name = this.#name();
    if (name === null) return undefined;
    if (this.#tokens[this.#at] !== '(') {
      const method = /^(.+)\.(\w+)$/.exec(name);
      return this.#known.get(name) ?? (method?.[2] === 'length' ? undefined : this.#known.get(name));
    }
    const call = /^(.+)\.(\w+)$/.exec(name);
    const own = call ? this.#known.get(call[1] ?? '') : undefined;
    const args = this.#list(')');
    if (call && own !== undefined) return method(own, call[2] ?? '', args);
    this.#parts = 2; // decoded: put together all the same
    return decoded(name, args);
  }

  /** `.join('')`, `.reverse()` and the like behind a value. */
  #methods(start: Value): Value {
    let value = start;
    while (this.#tokens[this.#at] === '.' && this.#tokens[this.#at + 2] === '(') {
      const name = this.#tokens[this.#at + 1] ?? '';
      this.#at += 2;
      value = method(value, name, this.#list(')'));
      this.#parts = 2;
    }
    return value;
  }

  /** Expressions between the bracket that opens here and the one that shuts it. */
  #list(shut: string): (string | undefined)[] {
    const items: (string | undefined)[] = [];
    this.#at++;
    while (this.#at < this.#tokens.length && this.#tokens[this.#at] !== shut && items.length < 400) {
      const start = this.#at;
      const value = this.#expression();
      items.push(typeof value === 'string' ? value : undefined);
      if (this.#tokens[this.#at] === ',') this.#at++;
      else if (this.#tokens[this.#at] !== shut && this.#at === start) break;
      else if (this.#tokens[this.#at] !== shut) break;
    }
    if (this.#tokens[this.#at] === shut) this.#at++;
    return items;
  }
}

function method(value: Value, name: string, args: readonly (string | undefined)[]): Value {
  const [first] = args;
  if (typeof value === 'string') {
    if (name === 'split') return value.split(first ?? ',');
    if (name === 'concat') return args.every((arg) => arg !== undefined) ? value + args.join('') : undefined;
    if (name === 'replace' && first !== undefined && args[1] !== undefined) return value.replace(first, () => args[1] ?? '');
    return /^(?:toString|trim|toLowerCase)$/.test(name) ? value : undefined;
  }
  if (value === undefined) return undefined;
  if (name === 'join') return value.join(first ?? ',');
  return name === 'reverse' ? value.toReversed() : undefined;
}

function decoded(name: string, args: readonly (string | undefined)[]): Value {
  const [first] = args;
  if (first === undefined) return undefined;
  try {
    if (/(?:^|\.)(?:unescape|decodeURI|decodeURIComponent)$/.test(name)) return decodeURIComponent(first.replace(/%u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
    if (/(?:^|\.)atob$/.test(name)) return atob(first);
    if (name === 'String.fromCharCode') return args.map((arg) => String.fromCharCode(Number(arg))).join('');
  } catch {
    // not what it says
  }
  return undefined;
}

const unquote = (token: string): string =>
  token
    .slice(1, -1)
    .replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi, (_, x?: string, u?: string, other?: string) => (x ?? u ? String.fromCharCode(Number.parseInt(x ?? u ?? '', 16)) : other === 'n' || other === 't' ? ' ' : (other ?? '')));
