/** What a person is told of a paste, a fill and an emptying. */
import { CELLS_COPIED, CELLS_SET } from '../core/limits.ts';
import type { CellDeed } from '../contracts/cell-commands.ts';
import type { CellsDone } from './cell-io.ts';
import type { Column } from './columns.ts';
import { heightOf, widthOf } from './cell-range.ts';
import type { Fill } from './fill-range.ts';
import { countOf, plural } from './format.ts';
import type { Placement } from './paste-block.ts';

const DEED: Readonly<Record<CellDeed, string>> = { paste: 'pasted', fill: 'filled', clear: 'emptied', cut: 'cut' };

/** Words for what a text of a column has to be. */
function formOf({ type, custom }: Column): string {
  if (custom?.isCheck) return 'yes or no';
  if (custom?.options) return custom.many ? 'choices of the column' : 'a choice of the column';
  switch (type) {
    case 'email':
      return 'an email address';
    case 'phone':
      return 'a phone number';
    case 'url':
    case 'image':
      return 'a web address';
    case 'domain':
      return 'a domain';
    case 'number':
      return 'a number';
    case 'date':
      return 'a date';
    case 'text':
      return 'a text';
  }
}

/** One or more sentences: what was done, then what was left and why. */
export function doneWords(deed: CellDeed, done: CellsDone, columns: readonly Column[], over?: Pick<Placement, 'rowsOver' | 'columnsOver'>): string {
  const unread = new Map<string, number>();
  for (const [field, cells] of done.refused) {
    const column = columns.find((one) => one.field === field);
    const form = column ? formOf(column) : 'a value of the column';
    unread.set(form, (unread.get(form) ?? 0) + cells);
  }
  const said = [
    done.changed > 0 ? `${plural(done.changed, 'cell')} ${DEED[deed]}.` : 'Nothing has changed.',
    ...[...unread].map(([form, cells]) => `${plural(cells, 'cell')} could not be read as ${form} and ${cells === 1 ? 'was' : 'were'} left.`),
    done.tooLong > 0 ? `${plural(done.tooLong, 'text')} ${done.tooLong === 1 ? 'is' : 'are'} too long for a cell.` : '',
    done.reckoned > 0 ? `${plural(done.reckoned, 'column')} ${done.reckoned === 1 ? 'is' : 'are'} reckoned from others and ${done.reckoned === 1 ? 'was' : 'were'} left.` : '',
    over && over.columnsOver > 0 ? `${plural(over.columnsOver, 'column')} to the right of the last one ${over.columnsOver === 1 ? 'was' : 'were'} left out.` : '',
    over && over.rowsOver > 0 ? `${plural(over.rowsOver, 'row')} below the last lead ${over.rowsOver === 1 ? 'was' : 'were'} left out.` : '',
    done.gone > 0 ? `${plural(done.gone, 'lead')} ${done.gone === 1 ? 'is' : 'are'} not there any more.` : '',
    done.trouble ? `It stopped there: ${done.trouble.message}` : '',
  ];
  return said.filter((sentence) => sentence !== '').join(' ');
}

/** "Fills 12 rows down" */
export function fillWords({ way, target }: Fill): string {
  return way === 'down' || way === 'up' ? `Fills ${plural(heightOf(target), 'row')} ${way}` : `Fills ${plural(widthOf(target), 'column')} to the ${way}`;
}

export const tooManyToSet = (cells: number): string => `These are ${countOf(cells)} cells, and at most ${countOf(CELLS_SET)} are changed at once. Nothing was changed.`;
export const tooManyToCopy = (cells: number): string => `These are ${countOf(cells)} cells, and at most ${countOf(CELLS_COPIED)} are copied at once. Export the table instead.`;
