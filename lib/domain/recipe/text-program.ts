/**
 * Small patterns compiled to a program that runs in time linear in pattern times text, whatever the pattern: each pair
 * of instruction and place is tried once at most. (Russ Cox, "Regular Expression Matching: the Virtual Machine
 * Approach", 2009: backtracking with a visited table.) Patterns of other people can so never hang the browser.
 */

/** Instructions of one program; a longer pattern is refused. */
const INSTRUCTIONS = 1_500;
/** A counted repeat is written out. */
export const REPEATS = 100;

export type TextNode =
  | { readonly kind: 'text'; readonly char: string }
  | { readonly kind: 'char'; readonly fits: (code: number) => boolean }
  | { readonly kind: 'all'; readonly nodes: readonly TextNode[] }
  | { readonly kind: 'any'; readonly nodes: readonly TextNode[] }
  | { readonly kind: 'repeat'; readonly node: TextNode; readonly min: number; readonly max: number }
  | { readonly kind: 'name'; readonly name: string; readonly node: TextNode };

type Instruction =
  | { readonly op: 'text'; text: string }
  | { readonly op: 'char'; readonly fits: (code: number) => boolean }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'open' | 'close'; readonly name: string }
  | { readonly op: 'done' };
export type TextProgram = readonly Instruction[];

/** Null when the pattern is too large. */
export function compile(node: TextNode): TextProgram | null {
  const program: Instruction[] = [];
  const emit = (at: TextNode): boolean => {
    if (program.length > INSTRUCTIONS) return false;
    switch (at.kind) {
      case 'char':
        program.push({ op: 'char', fits: at.fits });
        return true;
      case 'text':
        program.push({ op: 'text', text: at.char });
        return true;
      case 'all':
        return emitAll(at.nodes);
      case 'any':
        return emitAny(at.nodes);
      case 'repeat':
        return emitRepeat(at.node, at.min, at.max);
      case 'name': {
        program.push({ op: 'open', name: at.name });
        const isSmall = emit(at.node);
        program.push({ op: 'close', name: at.name });
        return isSmall;
      }
    }
  };
  /** Characters that follow each other are compared as one text. */
  const emitAll = (nodes: readonly TextNode[]): boolean => {
    let plain = '';
    const flush = (): void => {
      if (plain !== '') program.push({ op: 'text', text: plain });
      plain = '';
    };
    for (const node of nodes) {
      if (node.kind === 'text') {
        plain += node.char;
        continue;
      }
      flush();
      if (!emit(node)) return false;
    }
    flush();
    return program.length <= INSTRUCTIONS;
  };
  const emitAny = (nodes: readonly TextNode[]): boolean => {
    const jumps: { op: 'jump'; to: number }[] = [];
    for (const [i, node] of nodes.entries()) {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      const isLast = i === nodes.length - 1;
      if (!isLast) program.push(split);
      if (!emit(node)) return false;
      if (isLast) break;
      const jump = { op: 'jump' as const, to: 0 };
      jumps.push(jump);
      program.push(jump);
      split.second = program.length;
    }
    for (const jump of jumps) jump.to = program.length;
    return true;
  };
  const emitRepeat = (node: TextNode, min: number, max: number): boolean => {
    for (let i = 0; i < min; i++) if (!emit(node)) return false;
    if (max === Infinity) {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      const start = program.push(split) - 1;
      if (!emit(node)) return false;
      program.push({ op: 'jump', to: start });
      split.second = program.length;
      return true;
    }
    const splits: { op: 'split'; first: number; second: number }[] = [];
    for (let i = min; i < max; i++) {
      const split = { op: 'split' as const, first: program.length + 1, second: 0 };
      splits.push(split);
      program.push(split);
      if (!emit(node)) return false;
    }
    for (const split of splits) split.second = program.length;
    return true;
  };
  if (!emit(node)) return null;
  program.push({ op: 'done' });
  return program.length > INSTRUCTIONS ? null : program;
}

/** What was found on the way, newest first. */
interface Found {
  readonly name: string;
  readonly at: number;
  readonly isEnd: boolean;
  readonly before: Found | null;
}

/** Named parts when the whole text fits, else null. */
export function run(program: TextProgram, text: string): Map<string, string> | null {
  const width = text.length + 1;
  const tried = new Uint8Array(program.length * width);
  const jobs: { pc: number; at: number; found: Found | null }[] = [{ pc: 0, at: 0, found: null }];
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    let { pc, at, found } = job;
    for (;;) {
      const place = pc * width + at;
      if (tried[place] === 1) break;
      tried[place] = 1;
      const step = program[pc];
      if (!step) break;
      if (step.op === 'done') {
        if (at === text.length) return namedParts(found, text);
        break;
      }
      if (step.op === 'text') {
        if (!text.startsWith(step.text, at)) break;
        at += step.text.length;
        pc++;
      } else if (step.op === 'char') {
        if (at >= text.length || !step.fits(text.charCodeAt(at))) break;
        at++;
        pc++;
      } else if (step.op === 'jump') pc = step.to;
      else if (step.op === 'split') {
        jobs.push({ pc: step.second, at, found });
        pc = step.first;
      } else {
        found = { name: step.name, at, isEnd: step.op === 'close', before: found };
        pc++;
      }
    }
  }
  return null;
}

function namedParts(found: Found | null, text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const ends = new Map<string, number>();
  for (let at = found; at; at = at.before) {
    if (at.isEnd) ends.set(at.name, at.at);
    else if (!parts.has(at.name)) parts.set(at.name, text.slice(at.at, ends.get(at.name) ?? at.at));
  }
  return parts;
}
