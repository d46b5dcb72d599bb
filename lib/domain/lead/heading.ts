import { looksLikeJobTitle } from './job-title.ts';
import { personNameScore } from './name.ts';

const GREETING = /^(?:(?:hi|hello|hey|hallo|bonjour|hola|ciao)(?: there| everyone)?\s*[,.!👋–-]*\s+)?(?:i['’]?m|i am|my name(?: is|['’]s)|this is|ich bin|je suis|je m['’]appelle|soy|sono|meet|about|contact|profile of|biography of)\s+(?=\p{Lu})/iu;

/** A heading of the kind "Ada Example - Head of Operations" in its two parts; the whole when it is not one. */
export function splitHeading(heading: string): { name: string; title?: string } {
  const text = heading.replace(GREETING, '').replace(/(?<=\p{Ll})[.!]$/u, '');
  for (const joint of [/\s+[-–—|·•]\s+/, /:\s+/, /,\s+/]) {
    const at = joint.exec(text);
    if (!at) continue;
    const name = text.slice(0, at.index).trim();
    const rest = text.slice(at.index + at[0].length).trim();
    if (personNameScore(name) === 0) continue;
    if (looksLikeJobTitle(rest)) return { name, title: rest };
    if (joint.source !== ',\\s+') return { name };
  }
  return { name: text };
}
