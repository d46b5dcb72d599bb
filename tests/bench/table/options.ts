/** Parts of the bench that can be run alone. */
export const PARTS = ['open', 'scroll', 'sort', 'filter', 'search', 'duplicates', 'files', 'import'] as const;
export type BenchPart = (typeof PARTS)[number];

export interface BenchOptions {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly parts: ReadonlySet<BenchPart>;
}

/** `--rows 10000,100000 --rounds 5 --only files,import`, also with `=`; `quick` is 10,000 rows twice. @throws on what it does not know */
export function optionsOf(args: readonly string[]): BenchOptions {
  const said = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [name = '', value] = (args[i] ?? '').split('=');
    if (name === 'quick') said.set('quick', 'yes');
    else if (['--rows', '--rounds', '--only'].includes(name)) said.set(name, value ?? args[++i] ?? '');
    else throw new Error(`"${name}" is not known: --rows 10000,100000 --rounds 5 --only ${PARTS.join(',')}, or quick`);
  }
  const isQuick = said.has('quick');
  const sizes = (said.get('--rows') ?? (isQuick ? '10000' : '10000,100000,1000000')).split(',').map(Number);
  const rounds = Number(said.get('--rounds') ?? (isQuick ? 2 : 5));
  const wanted = said.get('--only')?.split(',') ?? [...PARTS];
  const parts = PARTS.filter((part) => wanted.includes(part));
  if (parts.length !== wanted.length) throw new Error(`--only takes ${PARTS.join(', ')}`);
  if (!sizes.every((n) => Number.isInteger(n) && n > 0) || !Number.isInteger(rounds) || rounds < 1) throw new Error('--rows and --rounds take numbers');
  return { sizes, rounds, parts: new Set(parts) };
}
