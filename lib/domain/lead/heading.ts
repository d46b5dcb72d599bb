import { looksLikeJobTitle } from './job-title.ts';
import { personNameScore } from './name.ts';

/** A heading of the kind "Ada Example - Head of Operations" in its two parts; the whole when it is not one. */
export function splitHeading(text: string): { name: string; title?: string } {
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
