/** Rules about the text of a file that neither the import linter nor the code linter can say. */
export interface TextRule {
  readonly name: string;
  readonly comment: string;
  readonly files: RegExp;
  /** What must not be there; or how many lines are too many. */
  readonly forbids: RegExp | { readonly linesAbove: number };
}

const SOURCE = /^(lib|components|entrypoints|server)\/.*\.tsx?$/;

export const TEXT_RULES: readonly TextRule[] = [
  { name: 'roof-is-thin', comment: 'an entrypoint builds, registers and mounts: under 80 lines', files: /^entrypoints\/.*\.tsx?$/, forbids: { linesAbove: 79 } },
  { name: 'rooms-are-small', comment: 'a file is at most 350 lines', files: /^(lib|components|entrypoints|server|tests)\/(?!fixtures\/).*\.(tsx?|mjs)$/, forbids: { linesAbove: 350 } },
  {
    name: 'face-never-writes',
    comment: 'the interface writes nothing to the database: it sends commands',
    files: /^(components|lib\/ui)\/.*\.tsx?$/,
    forbids: /\b(db|database|store)\b[^\n;]{0,120}\.(put|add|update|upsert|modify|delete|clear|bulkPut|bulkAdd|bulkUpdate|bulkDelete)\(|\.transaction\(\s*['"]rw/,
  },
  {
    name: 'leads-through-one-door',
    comment: 'leads are in records, blocks and gaps: only lib/storage/leads reads and writes these stores',
    files: /^(components|entrypoints|lib\/(?!storage\/leads\/)[^/]+)\/.*\.tsx?$/,
    forbids: /\b(db|database)\.(leads|leadBlocks|leadGaps|leadTables)\b/,
  },
  {
    name: 'transactions-are-async',
    comment: 'Dexie follows native awaits only in a scope that is declared async: any other commits early, and writes beside it fail too',
    files: /^lib\/storage\/.*\.ts$/,
    forbids: /\.transaction\((?:(?!\basync\b)[^;])*?\)\s*=>/,
  },
  {
    name: 'no-hidden-clock',
    comment: 'the clock is handed in: a date is made from a number',
    files: /^lib\/(core|domain|contracts|capture|recipes|providers|destinations|services)\/.*\.tsx?$/,
    forbids: /\bnew Date\(\s*\)|\bDate\(\s*\)/,
  },
  { name: 'globs-stay-home', comment: 'a folder glob is an import: it stays in its own folder', files: SOURCE, forbids: /import\.meta\.glob(<[^>]*>)?\(\s*(\[\s*)?['"`](?!\.\/)/ },
  { name: 'imports-are-relative', comment: 'no aliases: server and tests run the same files without a bundler', files: SOURCE, forbids: /\bfrom\s+['"](@\/|~\/|#)/ },
  { name: 'nothing-left-for-later', comment: 'what is missing stands in an issue', files: /^(lib|components|entrypoints|server|tests|public|\.ci)\/|^[^/]+$/, forbids: new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`) },
  { name: 'nothing-silenced', comment: 'a finding is mended, not switched off', files: /^(lib|components|entrypoints|server)\/.*\.tsx?$/, forbids: /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable/ },
  { name: 'no-test-set-aside', comment: 'a test that does not run proves nothing', files: /^tests\/(?!architecture\/).*\.tsx?$/, forbids: /\b(it|test|describe)(\.describe)?\.(only|skip|fixme|todo|fails)\b/ },
  { name: 'no-html-from-text', comment: 'captured text never becomes markup', files: SOURCE, forbids: /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML\(|document\.write\(|dangerouslySetInnerHTML/ },
];

/** The violations of one file; the line is where it starts. */
export function breaksText(path: string, text: string): { rule: string; line: number; what: string }[] {
  return TEXT_RULES.filter((rule) => rule.files.test(path)).flatMap((rule) => {
    if (!(rule.forbids instanceof RegExp)) {
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      return lines > rule.forbids.linesAbove ? [{ rule: rule.name, line: lines, what: `${lines} lines: ${rule.comment}` }] : [];
    }
    const hit = rule.forbids.exec(text);
    return hit ? [{ rule: rule.name, line: text.slice(0, hit.index).split('\n').length, what: `${hit[0].trim().slice(0, 80)}: ${rule.comment}` }] : [];
  });
}
