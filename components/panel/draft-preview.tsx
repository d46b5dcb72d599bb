import type { ReactElement } from 'react';
import type { DraftRow } from '../../lib/storage/draft-row.ts';
import type { DraftLine } from '../../lib/ui/draft-edit.ts';
import { plural } from '../../lib/ui/format.ts';

/** A box that scrolls must be reachable by keys. */
const REACHABLE = { tabIndex: 0 };
/** Rows shown of a draft. */
const ROWS = 10;

/** The first rows as the page gave them. Text is text: nothing of it is a link here. */
export function DraftPreview({ lines, preview }: { readonly lines: readonly DraftLine[]; readonly preview: NonNullable<DraftRow['preview']> }): ReactElement {
  const places = lines.map((line) => preview.keys.indexOf(line.key));
  return (
    <section aria-label="Preview">
      <div className="k-h">
        <span>Preview</span>
        <span>{preview.count > ROWS ? `${ROWS} of ${plural(preview.count, 'row')}` : plural(preview.count, 'row')}</span>
      </div>
      <section className="k-draft__p" aria-label="Rows" {...REACHABLE}>
        <table>
          <thead>
            <tr>
              {lines.map((line) => (
                <th key={line.key} scope="col">
                  {line.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, ROWS).map((row, i) => (
              // The rows of a draft never change their order.
              <tr key={`${i} ${row[0] ?? ''}`}>
                {places.map((place, n) => (
                  <td key={lines[n]?.key ?? n} className="k-val">
                    {row[place] || '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
