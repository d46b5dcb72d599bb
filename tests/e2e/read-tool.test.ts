/** The tool that contributors use to see what is read: the built script, a real Chromium, saved bytes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const ROOT = join(import.meta.dirname, '../..');

const people = ['Zoë Example', 'Ben Sample', 'Cleo Muster', 'Dora Probe', 'Émile Modèle'];
const card = (name: string, i: number): string =>
  `<li class="member"><h3><a href="/people/${i}">${name}</a></h3><p class="role">Head of Operations</p><a href="mailto:p${i}@example.com">p${i}@example.com</a></li>`;
const LIST = `<html><head><meta http-equiv="refresh" content="0;url=https://elsewhere.example/"><title>Members</title></head><body><script>document.body.innerHTML = ''</script><main><h1>Members</h1><ul>${people.map(card).join('')}</ul></main></body></html>`;
const COMPANY = '<html><head><title>Example Works Ltd</title></head><body><main><h1>Example Works Ltd</h1><p>Phone: +44 20 7946 0018</p><p>Fax: +44 20 7946 0019</p><a href="mailto:info@example-works.example">info@example-works.example</a></main></body></html>';

test('reads saved pages of a manifest in their encoding, without running or fetching anything of theirs', () => {
  const folder = test.info().outputPath('pages');
  mkdirSync(join(folder, 'raw'), { recursive: true });
  writeFileSync(join(folder, 'raw', 'members.html'), Buffer.from(LIST, 'latin1'));
  writeFileSync(join(folder, 'raw', 'works.html'), COMPANY);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ pages: [{ id: 'members', page_url: 'https://club.example.com/members', encoding: 'windows-1252' }, { id: 'works', page_url: 'https://www.example-works.example/contact', encoding: 'utf-8' }] }));
  const json = join(folder, 'read.json');
  execFileSync(process.execPath, [join(ROOT, 'tests/tools/read/read.ts'), folder, '--json', json], { cwd: ROOT, env: { ...process.env, KILN_BUILT: '1' }, stdio: 'pipe' });
  const [members, works] = JSON.parse(readFileSync(json, 'utf8')) as [Record<string, never>, Record<string, never>];

  expect(members).toMatchObject({ id: 'members', url: 'https://club.example.com/members', kind: 'list' });
  const [list] = members['lists'] as unknown as [{ recordCount: number; columns: { field: string | null }[]; rows: string[][] }];
  expect(list.recordCount).toBe(5);
  const at = (field: string): number => list.columns.findIndex((column) => column.field === field);
  expect(list.rows.map((row) => row[at('name')])).toEqual(people);
  expect(list.rows[4]?.[at('emails')]).toBe('p4@example.com');

  expect(works).toMatchObject({ id: 'works', kind: 'company', lead: { kind: 'company', fields: { name: [{ value: 'Example Works Ltd' }], phones: [{ value: '+44 20 7946 0018' }], fax: [{ value: '+44 20 7946 0019' }], emails: [{ value: 'info@example-works.example' }] } } });
});
