import { PROVIDER_JSON_DEPTH } from '../core/limits.ts';

/** Whether brackets outside strings nest deeper than allowed; counted before parsing, which would build it all. */
export function tooDeep(text: string, limit: number = PROVIDER_JSON_DEPTH): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      if (++depth > limit) return true;
    } else if (c === 125 || c === 93) depth--;
  }
  return false;
}

/** Undefined when the text is no JSON. `__proto__` becomes an own property, and readers look at own properties only. */
export function parseJson(text: string): unknown {
  if (text.trim() === '' || tooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** JSON that somebody wrote into a text: bare, or inside a Markdown fence as language models like to. */
export function parseEmbedded(text: string): unknown {
  const trimmed = text.trim();
  if (!trimmed.startsWith('```')) return parseJson(trimmed);
  const start = trimmed.indexOf('\n');
  const end = trimmed.lastIndexOf('```');
  return start < 0 || end <= start ? undefined : parseJson(trimmed.slice(start, end));
}
