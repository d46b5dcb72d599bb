/** The stages that only read the sources: types, code lint, boundaries. */
import { z } from 'zod';
import { check, lastWords, runScript, sum, type Stage } from './stage.ts';

export const types: Stage = {
  name: 'types',
  title: 'Types (TypeScript, strict)',
  run() {
    const prepared = runScript('node_modules/wxt/bin/wxt.mjs', ['prepare'], { show: false });
    if (!prepared.ok) return check('wxt prepare', lastWords(prepared));
    const { ok, stdout } = runScript('node_modules/typescript/bin/tsc', ['-p', '.'], { show: false });
    return check('tsc finds nothing', ok ? [] : stdout.trim().split('\n'));
  },
};

const lintSchema = z.object({
  number_of_files: z.int(),
  number_of_rules: z.int().nullable(),
  diagnostics: z.array(z.object({ code: z.string().optional(), message: z.string(), filename: z.string(), labels: z.array(z.object({ span: z.object({ line: z.int() }) })) })),
});

export const lint: Stage = {
  name: 'lint',
  title: 'Code lint (oxlint, with types)',
  run() {
    const ran = runScript('node_modules/oxlint/bin/oxlint', ['--type-aware', '--format=json'], { show: false });
    const report = lintSchema.safeParse(parseJson(ran.stdout));
    if (!report.success) return check('oxlint ran', lastWords(ran));
    const { number_of_files: files, number_of_rules: rules, diagnostics } = report.data;
    const reasons = diagnostics.map(({ filename, labels, code, message }) => `${filename}:${labels[0]?.span.line ?? 1}  ${code ?? ''}  ${message}`);
    return check(`${files} files keep ${rules ?? 'all'} rules`, reasons);
  },
};

const boundarySchema = z.object({
  files: z.int(),
  rules: z.array(z.string()),
  violations: z.array(z.object({ rule: z.string(), file: z.string(), what: z.string() })),
});

export const boundaries: Stage = {
  name: 'boundaries',
  title: 'Boundaries (floors, doors and texts)',
  run() {
    const ran = runScript('tests/tools/boundaries/check.ts', ['--json'], { show: false });
    const report = boundarySchema.safeParse(parseJson(ran.stdout));
    if (!report.success) return check('the boundary check ran', lastWords(ran));
    const { files, rules, violations } = report.data;
    console.log(`  ${files} files`);
    return sum(rules.map((rule) => check(rule, violations.filter((violation) => violation.rule === rule).map(({ file, what }) => `${file}  ${what}`))));
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
