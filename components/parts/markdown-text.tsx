import { useMemo, useState, type ReactElement } from 'react';
import { countOf } from '../../lib/ui/format.ts';
import { markdownLines, type MarkdownLine } from '../../lib/ui/markdown-lines.ts';
import { LinkButton } from './button.tsx';

/** Lines shown at first: a long text must not hold up the page that shows it. */
const FIRST_LINES = 300;

/** The source of a clip, easy to read: headings look like headings, everything is text and nothing becomes a link, a picture or markup. */
export function MarkdownText({ source }: { readonly source: string }): ReactElement {
  const [all, setAll] = useState(false);
  const lines = useMemo(() => markdownLines(source), [source]);
  const shown = all ? lines : lines.slice(0, FIRST_LINES);
  return (
    <div className="k-md" dir="auto">
      {shown.map((line, i) => (
        <Line key={i} line={line} />
      ))}
      {shown.length < lines.length ? <LinkButton onClick={() => setAll(true)}>Show the other {countOf(lines.length - shown.length)} lines</LinkButton> : null}
    </div>
  );
}

function Line({ line }: { readonly line: MarkdownLine }): ReactElement {
  if (line.kind === 'heading') {
    return (
      <p className={`k-md__h k-md__h--${Math.min(line.level, 3)}`} role="heading" aria-level={Math.min(6, line.level + 2)} dir="auto">
        {line.text}
      </p>
    );
  }
  return (
    <p className={`k-md__l k-md__l--${line.kind}`} dir="auto">
      {line.text}
    </p>
  );
}
