import { fold } from '../../domain/lead/text-test.ts';

/** Colours of `components/styles/tags.css`. */
export const TAG_COLOURS = 7;

/** The colour of a tag, the same everywhere and for ever: told by its letters (FNV-1a over UTF-16 units), whatever their capitals. */
export function colourOf(tag: string): number {
  let hash = 0x811c9dc5;
  for (const unit of fold(tag).split('')) hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  return ((hash ^ (hash >>> 15)) >>> 0) % TAG_COLOURS;
}
