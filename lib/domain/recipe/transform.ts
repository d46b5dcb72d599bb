import { RECIPE_INPUT_CHARS } from '../../core/limits.ts';

/** The shapes of contracts/recipe.ts, said without zod. */
export type TransformStep =
  | { readonly do: 'match'; readonly pattern: string }
  | { readonly do: 'replace'; readonly pattern: string; readonly with: string }
  | { readonly do: 'prefix'; readonly text: string }
  | { readonly do: 'suffix'; readonly text: string }
  | { readonly do: 'strip'; readonly text: string }
  | { readonly do: 'part'; readonly by: string; readonly index: number }
  | { readonly do: 'lower' }
  | { readonly do: 'upper' };

/**
 * True when a pattern is valid and cannot backtrack exponentially: no repeat inside a repeated group, no alternatives
 * inside a repeated group, no back references and no lookbehind. Stricter than needed, and simple to check.
 */
export function isSafePattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return false;
  }
  if (/\\[1-9k]|\(\?<[=!]/.test(pattern)) return false;
  const plain = pattern.replace(/\\./g, 'x').replace(/\[(?:[^\]])*\]/g, 'x');
  const open: { risky: boolean }[] = [];
  let repeats = 0;
  let optionals = 0;
  for (let i = 0; i < plain.length; i++) {
    const char = plain[i];
    if (char === '(') open.push({ risky: false });
    else if (char === '|' || char === '*' || char === '+' || char === '{' || (char === '?' && plain[i - 1] !== '(')) {
      for (const group of open) group.risky = true;
      if (char === '*' || char === '+' || char === '{') repeats++;
      if (char === '?') optionals++;
    } else if (char === ')') {
      const group = open.pop();
      const next = plain[i + 1];
      if (group?.risky && (next === '*' || next === '+' || next === '{')) return false;
    }
  }
  // Each further repeat multiplies the worst case by the length of the input, each optional part doubles it.
  return repeats <= 2 && optionals <= 6;
}

/** Applies the steps in order; null as soon as one leaves nothing. */
export function applyTransforms(value: string, steps: readonly TransformStep[] = []): string | null {
  let text = value.trim();
  for (const step of steps) {
    text = apply(text, step).trim();
    if (text === '') return null;
  }
  return text === '' ? null : text;
}

function apply(text: string, step: TransformStep): string {
  switch (step.do) {
    case 'match': {
      const found = new RegExp(step.pattern, 'u').exec(text.slice(0, RECIPE_INPUT_CHARS));
      return found ? (found[1] ?? found[0]) : '';
    }
    case 'replace':
      return text.slice(0, RECIPE_INPUT_CHARS).replace(new RegExp(step.pattern, 'gu'), () => step.with);
    case 'suffix':
      return text + step.text;
    case 'part':
      return text.split(step.by).at(step.index) ?? '';
    case 'upper':
      return text.toUpperCase();
    case 'prefix':
      return step.text + text;
    case 'strip': {
      const start = text.startsWith(step.text) ? text.slice(step.text.length) : text;
      return start.endsWith(step.text) ? start.slice(0, -step.text.length) : start;
    }
    case 'lower':
      return text.toLowerCase();
  }
}
