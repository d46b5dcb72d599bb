/** Where no container engine runs: the image's own lines are followed by hand, and the program starts from what they copy. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kiln-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = text('server/Dockerfile');
const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));

describe('the image', () => {
  it('holds all that the server needs: it starts from the copied folders and says that it is ready', async () => {
    for (const [, from = '', to = ''] of lastStage.matchAll(/^COPY (?!--from)(\S+) (\S+)$/gm)) {
      mkdirSync(join(folder, to, '..'), { recursive: true });
      cpSync(join(ROOT, from), to.endsWith('/') ? join(folder, to, basename(from)) : join(folder, to), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const env = Object.fromEntries([...(/^ENV (.*)$/m.exec(lastStage)?.[1] ?? '').matchAll(/(\S+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));
    expect(env).toMatchObject({ HOST: '0.0.0.0', PORT: '8787', KILN_DATA: '/data' });
    const [, ...args] = (JSON.parse(/^ENTRYPOINT (\[.*\])$/m.exec(lastStage)?.[1] ?? '[]') as string[]).slice(2);
    const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...env, HOST: '127.0.0.1', PORT: '0', KILN_DATA: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        const url = /^Kiln account server: (\S+)$/.exec(line)?.[1];
        if (url === undefined) continue;
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
        expect((await fetch(`${url}/sign-in`)).status).toBe(200);
        expect((await fetch(`${url}/style.css`)).status).toBe(200);
        break;
      }
    } finally {
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    }
  });
  it('runs as a user without rights, checks its own readiness and is given what it understands', () => {
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toContain('/readyz');
    expect(dockerfile).toContain('npm ci --omit=dev --ignore-scripts');
    const config = text('server/config.ts');
    const compose = text('server/compose.yml');
    const given = [...compose.slice(compose.indexOf('environment:'), compose.indexOf('ports:')).matchAll(/^\s+([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(given.length).toBeGreaterThan(3);
    for (const name of given) expect(config).toContain(`${name}: `);
    // And all of it, but for what the image itself decides.
    const decided = ['PORT', 'HOST', 'KILN_DATA', 'KILN_SANDBOX_URL'];
    const known = [...config.slice(0, config.indexOf('export interface')).matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name).filter((name) => !decided.includes(name));
    expect(known.length).toBeGreaterThan(10);
    for (const name of known) expect(given).toContain(name);
    const documented = [...text('server/README.md').matchAll(/`((?:KILN_[A-Z_]+|DATABASE_URL|PORT|HOST))`/g)].map(([, name = '']) => name);
    for (const name of documented) expect(config).toContain(`${name}: `);
  });
});
