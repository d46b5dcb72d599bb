import type { ClipOutputs } from '../../contracts/clip-commands.ts';
import { ok } from '../../core/result.ts';
import { leadLabel } from '../../domain/enrichment/plan.ts';
import { clipFile } from '../clip-file.ts';
import { clipPage, removeClip } from '../clips.ts';
import type { Deps } from '../deps.ts';
import { because } from '../problem-words.ts';
import { captureBlock, saveSelectedLinks } from '../selected-part.ts';
import { closeTabReads, saveTabReads, startTabReads } from '../tab-reads.ts';
import { gone, refuse, type Handlers } from './handler.ts';

/** Clips, several tabs at once, selected links and blocks: everything that costs nothing and reads more or less than a page. */
export function clipCommands(deps: Deps): Handlers<keyof ClipOutputs> {
  return {
    'clip.page': async ({ tabId }) => {
      const clipped = await clipPage(deps, tabId);
      if (!clipped.ok) return refuse('cannot_clip', because('This page cannot be clipped', clipped.error));
      const { clip, lead, activityId } = clipped.value;
      return ok({ clipId: clip.id, words: clip.words, ...(lead ? { leadName: leadLabel(lead) } : {}), activityId });
    },
    'clip.remove': async ({ clipId }) => {
      const activityId = await removeClip(deps, clipId);
      return activityId ? ok({ activityId }) : gone('This clip');
    },
    'clip.download': async ({ clipId }) => {
      const file = await clipFile(deps, clipId);
      return file ? ok(file) : gone('This clip');
    },
    'capture.tabs': async ({ tabs }) => {
      await startTabReads(deps, tabs);
      return ok({ tabs: tabs.length });
    },
    'capture.stopTabs': async () => {
      await deps.store.tabReads.stop();
      return ok(null);
    },
    'capture.saveTabs': async ({ tabIds }) => {
      const saved = await saveTabReads(deps, tabIds);
      return saved ? ok(saved) : gone('What was read from these tabs');
    },
    'capture.closeTabs': async () => {
      await closeTabReads(deps);
      return ok(null);
    },
    'capture.links': async ({ tabId }) => {
      const saved = await saveSelectedLinks(deps, tabId);
      if (!saved.ok) return refuse('cannot_read', because('The selected links cannot be added', saved.error));
      const { added, merged, unchanged, activityId, links } = saved.value;
      return ok({ added, merged, unchanged, activityId, links });
    },
    'capture.block': async ({ tabId }) => {
      const read = await captureBlock(deps, tabId);
      return read.ok ? ok(null) : refuse('cannot_read', because('The selected block cannot be read', read.error));
    },
  };
}
