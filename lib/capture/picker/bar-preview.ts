import { make } from '../layer/root.ts';

export interface Preview {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows of the page, also when fewer are shown. */
  readonly count: number;
}

const drawn = new WeakMap<HTMLElement, string>();

/** What the page gives for what was taken, as a table. Text is always text. */
export function drawPreview(doc: Document, place: HTMLElement, preview: Preview): void {
  const key = JSON.stringify(preview);
  if (drawn.get(place) === key) return;
  drawn.set(place, key);
  place.hidden = preview.rows.length === 0;
  if (place.hidden) {
    place.replaceChildren();
    place.removeAttribute('tabindex');
    return;
  }
  place.tabIndex = 0;
  place.setAttribute('role', 'region');
  place.setAttribute('aria-label', `Preview, ${preview.count} ${preview.count === 1 ? 'row' : 'rows'}`);
  const table = make(doc, 'table', '');
  const head = make(doc, 'tr', '');
  head.append(headCell(doc, 'Row', 'n'), ...preview.head.map((name) => headCell(doc, name, '')));
  const body = make(doc, 'tbody', '');
  body.append(...preview.rows.map((row, i) => line(doc, row, i)));
  const top = make(doc, 'thead', '');
  top.append(head);
  table.append(top, body);
  if (preview.rows.length < preview.count) table.append(make(doc, 'caption', '', `The first ${preview.rows.length} of ${preview.count} rows.`));
  place.replaceChildren(table);
}

function line(doc: Document, row: readonly string[], index: number): HTMLElement {
  const tr = make(doc, 'tr', '');
  tr.append(make(doc, 'td', 'n', String(index + 1)), ...row.map((cell) => make(doc, 'td', cell === '' ? 'none' : '', cell === '' ? '–' : cell.slice(0, 200))));
  return tr;
}

function headCell(doc: Document, text: string, className: string): HTMLElement {
  const th = make(doc, 'th', className, text);
  th.scope = 'col';
  return th;
}
