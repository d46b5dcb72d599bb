/** The grammar of one part of an address pattern: text, `:name`, `:name(regex)`, `(regex)`, `*`, `{group}`, with `?`, `+` or `*` behind. */
import { REPEATS, type TextNode } from './text-program.ts';

/** Groups inside groups that are read. */
const DEPTH = 6;

const any = (): boolean => true;
const anything: TextNode = { kind: 'repeat', node: { kind: 'char', fits: any }, min: 0, max: Infinity };

export interface PartRules {
  /** What a variable without a regex stops at. */
  readonly border: string;
  /** Characters that may stand for themselves. */
  readonly plain: RegExp;
}

/** Reads one part of a pattern; null when it is none. */
export function parsePart(text: string, rules: PartRules): TextNode[] | null {
  const reader = new PatternReader(text, rules);
  const nodes = reader.sequence(0);
  return nodes && reader.isAtEnd() ? nodes : null;
}

class PatternReader {
  readonly #text: string;
  readonly #rules: PartRules;
  #at = 0;

  constructor(text: string, rules: PartRules) {
    this.#text = text;
    this.#rules = rules;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  sequence(depth: number): TextNode[] | null {
    const nodes: TextNode[] = [];
    while (!this.isAtEnd() && this.#text[this.#at] !== '}') {
      const char = this.#text[this.#at] ?? '';
      const part = char === '{' ? this.#group(depth) : char === ':' || char === '(' || char === '*' ? this.#piece() : this.#plain();
      if (!part) return null;
      if (part.kind === 'text') nodes.push(part);
      else this.#add(nodes, part, char === '{');
    }
    return nodes;
  }

  /** A variable with `?` takes the slash before it along: `/people/:id?` is also `/people`. */
  #add(nodes: TextNode[], part: TextNode, isGroup: boolean): void {
    const sign = this.#text[this.#at];
    if (sign !== '?' && sign !== '+' && sign !== '*') return void nodes.push(part);
    this.#at++;
    const last = nodes.at(-1);
    const withSlash = !isGroup && last?.kind === 'text' && last.char === '/';
    if (withSlash) nodes.pop();
    const node: TextNode = withSlash && last ? { kind: 'all', nodes: [last, part] } : part;
    nodes.push({ kind: 'repeat', node, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity });
  }

  #plain(): TextNode | null {
    let char = this.#text[this.#at++] ?? '';
    if (char === '\\') char = this.#text[this.#at++] ?? '';
    else if (!this.#rules.plain.test(char)) return null;
    return char === '' ? null : { kind: 'text', char };
  }

  #group(depth: number): TextNode | null {
    this.#at++;
    const nodes = depth < DEPTH ? this.sequence(depth + 1) : null;
    if (!nodes || this.#text[this.#at++] !== '}') return null;
    return { kind: 'all', nodes };
  }

  /** `:name`, `:name(regex)`, `(regex)` or `*`. */
  #piece(): TextNode | null {
    if (this.#text[this.#at] === '*') {
      this.#at++;
      return anything;
    }
    const name = /^:([a-z][A-Za-z0-9]{0,30})/.exec(this.#text.slice(this.#at, this.#at + 40))?.[1];
    if (name === undefined && this.#text[this.#at] === ':') return null;
    this.#at += name === undefined ? 0 : name.length + 1;
    const border = this.#rules.border;
    let node: TextNode | null = { kind: 'repeat', node: { kind: 'char', fits: (code) => String.fromCharCode(code) !== border }, min: 1, max: Infinity };
    if (this.#text[this.#at] === '(') {
      this.#at++;
      node = this.#regex(0);
      if (this.#text[this.#at++] !== ')') return null;
    }
    return node && name !== undefined ? { kind: 'name', name, node } : node;
  }

  /** Alternatives up to the closing bracket. Classes, groups and repeats; nothing that looks around or back. */
  #regex(depth: number): TextNode | null {
    if (depth > DEPTH) return null;
    const ways: TextNode[] = [];
    let nodes: TextNode[] = [];
    while (!this.isAtEnd() && this.#text[this.#at] !== ')') {
      if (this.#text[this.#at] === '|') {
        this.#at++;
        ways.push({ kind: 'all', nodes });
        nodes = [];
        continue;
      }
      const atom = this.#atom(depth);
      const repeated = atom && this.#repeated(atom);
      if (!repeated) return null;
      nodes.push(repeated);
    }
    ways.push({ kind: 'all', nodes });
    return { kind: 'any', nodes: ways };
  }

  #atom(depth: number): TextNode | null {
    const char = this.#text[this.#at++] ?? '';
    if (char === '(') {
      if (this.#text[this.#at] === '?' && this.#text.slice(this.#at, this.#at + 2) !== '?:') return null;
      if (this.#text[this.#at] === '?') this.#at += 2;
      const inner = this.#regex(depth + 1);
      return this.#text[this.#at++] === ')' ? inner : null;
    }
    if (char === '[') return this.#class();
    if (char === '.') return { kind: 'char', fits: any };
    if (char === '\\') return escaped(this.#text[this.#at++] ?? '');
    return char === '' || /[*+?{}\])^$]/.test(char) ? null : { kind: 'text', char };
  }

  #class(): TextNode | null {
    const isNot = this.#text[this.#at] === '^';
    if (isNot) this.#at++;
    const tests: ((code: number) => boolean)[] = [];
    while (!this.isAtEnd() && this.#text[this.#at] !== ']') {
      let char = this.#text[this.#at++] ?? '';
      if (char === '\\') {
        const node = escaped(this.#text[this.#at++] ?? '');
        if (node?.kind === 'char') {
          tests.push(node.fits);
          continue;
        }
        if (node?.kind !== 'text') return null;
        char = node.char;
      }
      const isRange = this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']' && this.#text[this.#at + 1] !== '\\' && this.#at + 1 < this.#text.length;
      const from = char.charCodeAt(0);
      const to = isRange ? this.#text.charCodeAt(this.#at + 1) : from;
      if (isRange) this.#at += 2;
      if (to < from) return null;
      tests.push((code) => code >= from && code <= to);
    }
    if (this.#text[this.#at++] !== ']' || tests.length === 0) return null;
    return { kind: 'char', fits: (code) => tests.some((test) => test(code)) !== isNot };
  }

  #repeated(node: TextNode): TextNode | null {
    const sign = /^(?:([*+?])|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})\??/.exec(this.#text.slice(this.#at, this.#at + 12));
    if (!sign) return node;
    this.#at += sign[0].length;
    if (sign[1] !== undefined) return { kind: 'repeat', node, min: sign[1] === '+' ? 1 : 0, max: sign[1] === '?' ? 1 : Infinity };
    const min = Number(sign[2]);
    const max = sign[3] === undefined ? min : sign[4] === undefined ? Infinity : Number(sign[4]);
    return min > REPEATS || (max !== Infinity && (max > REPEATS || max < min)) ? null : { kind: 'repeat', node, min, max };
  }
}

const within = (char: string, ...ranges: readonly string[]): boolean => ranges.some((range) => char >= (range[0] ?? '') && char <= (range[1] ?? ''));
const CLASSES: Readonly<Record<string, (char: string) => boolean>> = {
  d: (char) => within(char, '09'),
  w: (char) => within(char, '09', 'az', 'AZ') || char === '_',
  s: (char) => char === ' ' || char === '\t',
};

function escaped(char: string): TextNode | null {
  const fits = CLASSES[char.toLowerCase()];
  if (fits) return { kind: 'char', fits: (code) => fits(String.fromCharCode(code)) === (char === char.toLowerCase()) };
  return char === '' || /[A-Za-z0-9]/.test(char) ? null : { kind: 'text', char };
}
