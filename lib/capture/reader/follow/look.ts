import type { StepOptions } from '../../../contracts/raw-step.ts';
import { countingTexts, labelOf, pagerLinks } from './pager.ts';
import type { Outcome, StepPorts } from './ports.ts';
import { KnownPlaces } from './records.ts';

/** Tells how a list goes on and how long it may be. Nothing is pressed, scrolled or changed. */
export async function look(ports: StepPorts, { list, lists }: StepOptions): Promise<Outcome> {
  const { doc } = ports;
  const read = await ports.lists({ ...lists, only: list.id });
  const found = read.lists.find(({ id }) => id === list.id);
  if (found === undefined) return { outcome: 'no-list' };
  const heads = new Set(new KnownPlaces(doc, []).heads(found));
  return {
    outcome: 'rows', found: found.recordCount, next: found.next,
    look: { list: found, label: labelOf(doc, found.next), links: pagerLinks(doc), texts: countingTexts(doc, (element) => heads.has(element)) },
  };
}
