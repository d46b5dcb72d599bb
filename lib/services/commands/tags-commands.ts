import { ok } from '../../core/result.ts';
import { readTag, type TagChange } from '../../domain/lead/tags.ts';
import { changeTagsOf } from '../change-tags.ts';
import type { Deps } from '../deps.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** Tags of many leads at once. Free. */
export function tagsCommands(deps: Deps): Handlers<'tags.change'> {
  return {
    'tags.change': async (input) => {
      const { deedId, n, tableId, leadIds, everywhere = false } = input;
      const tag = plain(input.tag);
      const change: TagChange = input.deed === 'rename' ? { deed: 'rename', tag, to: plain(input.to) } : { deed: input.deed, tag };
      const changed = await changeTagsOf(deps, { deedId, n, tableId, leadIds, everywhere, change });
      if (changed === 'undone') return refuse('conflict', 'This was taken back while it was under way. What is left of it is not done.');
      return changed ? ok(changed) : gone('This table');
    },
  };
}

/** As it is kept; that it can be was seen when the command was parsed. */
function plain(text: string): string {
  const read = readTag(text);
  return 'tag' in read ? read.tag : text;
}
