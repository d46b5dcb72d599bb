import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileOf, servePractice } from '../../../server/practice/serve.ts';

let site: Awaited<ReturnType<typeof servePractice>>;
beforeAll(async () => {
  site = await servePractice(0);
});
afterAll(() => site.close());

it.each(['/', '/company', '/team', '/hostile', '/people/ada-example', '/style.css', '/logo.svg', '/people/ada-example.svg'])('serves %s', async (path) => {
  const response = await fetch(site.url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toContain("script-src 'none'");
  expect((await response.text()).length).toBeGreaterThan(50);
});

it('every link between its pages leads somewhere', async () => {
  for (const page of ['/', '/company', '/team', '/people/ada-example', '/hostile']) {
    const html = await (await fetch(site.url + page)).text();
    for (const [, href = ''] of html.matchAll(/(?:href|src)="([^"#:]+)"/g)) {
      const target = new URL(href, site.url + page);
      expect([page, href, (await fetch(target)).status]).toEqual([page, href, 200]);
    }
  }
});

it('gives nothing from outside its folder, and takes nothing', async () => {
  for (const path of ['/../serve.ts', '/..%2fserve.ts', '/%2e%2e/serve', '/people/../../serve.ts', '/..\\serve.ts', '/style.css\0.html', '//etc/passwd', '/%', '/serve.ts', 'style.css']) expect([path, fileOf(path)?.includes('/practice/site/') ?? true]).toEqual([path, true]);
  expect(fileOf('/../serve.html')).toBeNull();
  expect(fileOf('/../site-of-others/a.html')).toBeNull();
  expect((await fetch(`${site.url}/..%2fserve.ts`)).status).toBe(404);
  expect((await fetch(`${site.url}/nothing-here`)).status).toBe(404);
  expect((await fetch(`${site.url}/`, { method: 'POST' })).status).toBe(405);
});
