import type { Transform } from '../../contracts/recipe.ts';
import { isSafePattern } from '../../domain/recipe/transform.ts';

/** Filters that change nothing of a plain value here. */
const IDLE = new Set(['trim', 'strip_tags', 'strip_md', 'strip_attr', 'remove_html', 'remove_attr', 'remove_tags', 'markdown', 'join', 'unique', 'wikilink', 'link', 'safe_name', 'unescape', 'decode_uri', 'html_to_json', 'list']);

/** The steps of a variable's filters. What cannot be said here is told. */
export function filterSteps(name: string, filters: readonly string[], warnings: string[]): Transform[] {
  const steps: Transform[] = [];
  for (let i = 0; i < filters.length; i++) {
    const [, filter = '', rest = ''] = /^([a-z_]+)(?::([\s\S]*))?$/.exec(filters[i] ?? '') ?? [];
    const values = valuesOf(rest);
    const made = filter === 'split' ? splitStep(values[0] ?? '', filters[i + 1]) : stepOf(filter, values, rest);
    if (filter === 'split' && made !== null) i++;
    if (made === null) warnings.push(`“${name}”: the filter ${(filters[i] ?? '').slice(0, 40)} was left out.`);
    else steps.push(...made);
  }
  return steps;
}

function stepOf(filter: string, values: readonly string[], rest: string): Transform[] | null {
  if (IDLE.has(filter)) return [];
  switch (filter) {
    case 'lower':
      return [{ do: 'lower' }];
    case 'upper':
      return [{ do: 'upper' }];
    case 'replace':
      return replaceSteps(rest);
    case 'slice':
      return sliceStep(Number(values[0] ?? '0'), values[1] === undefined ? null : Number(values[1]));
    default:
      return null;
  }
}

/** Splitting matters only with the part that is kept: `split:","|first`, `|last`, `|nth:2` or `|slice:0,1`. */
function splitStep(by: string, next: string | undefined): Transform[] | null {
  const [, filter = '', rest = ''] = /^([a-z_]+)(?::([\s\S]*))?$/.exec(next ?? '') ?? [];
  const [from = NaN, to = NaN] = valuesOf(rest).map(Number);
  const index = filter === 'first' ? 0 : filter === 'last' ? -1 : filter === 'nth' ? from - 1 : filter === 'slice' && (to === from + 1 || (Number.isNaN(to) && from === -1)) ? from : NaN;
  return by === '' || by.length > 200 || !Number.isInteger(index) || Math.abs(index) > 20 ? null : [{ do: 'part', by, index }];
}

/** `replace:"a":"b"`, `replace:/a/g:"b"`, or several of them in brackets. */
function replaceSteps(rest: string): Transform[] | null {
  const pairs = [...rest.matchAll(/(?:"((?:[^"\\]|\\.)*)"|\/((?:[^/\\]|\\.)+)\/[a-z]*)\s*:\s*"((?:[^"\\]|\\.)*)"/g)];
  const steps = pairs.map(([, plain, regex, by = '']): Transform => ({ do: 'replace', pattern: regex ?? unquoted(plain ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), with: unquoted(by).slice(0, 200) }));
  const isUsable = steps.length > 0 && steps.every((step) => step.do === 'replace' && step.pattern !== '' && step.pattern.length <= 200 && isSafePattern(step.pattern));
  return isUsable ? steps : null;
}

/** Characters from one place to another, as a pattern; only from the start can be said. */
function sliceStep(from: number, to: number | null): Transform[] | null {
  if (!Number.isInteger(from) || from < 0 || from > 400 || (to !== null && (!Number.isInteger(to) || to <= from || to > 500))) return null;
  return [{ do: 'match', pattern: `^${from === 0 ? '' : `.{${from}}`}(.${to === null ? '+' : `{1,${to - from}}`})` }];
}

const unquoted = (text: string): string => text.replace(/\\([\\"'|:])/g, '$1').replace(/\\n/g, '\n');

function valuesOf(rest: string): string[] {
  if (rest.trim() === '') return [];
  const inner = rest.trim().replace(/^\(([\s\S]*)\)$/, '$1');
  const quoted = [...inner.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => unquoted(match[1] ?? ''));
  return quoted.length > 0 ? quoted : inner.split(',').map((part) => part.trim());
}
