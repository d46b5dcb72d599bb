/**
 * `npm run new:provider -- <id> [name] [base address]` writes a manifest and its fixture file, to be filled in.
 * The battery then says by name what is missing: `npx vitest run --project conformance tests/conformance/providers.test.ts -t <id>`.
 */
import { writeFile } from 'node:fs/promises';

const [id = '', name = id, baseUrl = 'https://api.example.com/v1'] = process.argv.slice(2);

const manifest = `import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: ${JSON.stringify(id)},
  name: ${JSON.stringify(name)},
  homepage: ${JSON.stringify(new URL(safe(baseUrl)).origin)},
  docs: ${JSON.stringify(new URL(safe(baseUrl)).origin)},
  baseUrl: ${JSON.stringify(baseUrl)},
  // none | header | bearer | query | basic | parts | path | token: lib/providers/README.md shows each.
  auth: { kind: 'header', name: 'X-API-Key' },
  key: { label: 'FILL: what the partner calls the key', helpUrl: ${JSON.stringify(new URL(safe(baseUrl)).origin)} },
  limits: { perSecond: 1, concurrent: 2 },
  // What is special: errors inside 200, codes that mean something else. Usual codes need no rule, except 404 for "no result".
  rules: [{ when: { status: 404 }, then: 'no-result' }],
  errorText: ['error'],
  keyCheck: { request: { method: 'GET', path: '/account' } },
  operations: {
    'find-work-email': {
      ways: [
        {
          needs: [['name', 'companyDomain']],
          steps: [{ request: { method: 'GET', path: '/find', query: { name: '{name}', domain: '{companyDomain}' } } }],
        },
      ],
      answer: { fields: { workEmail: 'email' }, verdict: { path: 'status', map: { valid: 'valid' }, otherwise: 'unknown' } },
    },
  },
  price: { note: 'FILL: what it costs', charged: 'found' },
  verified: { sure: 'documented', sources: ['FILL: where the facts come from'], on: '${new Date().toISOString().slice(0, 7)}', live: false },
} satisfies Manifest;
`;

const fixture = `import type { ProviderFixture } from '../../conformance/provider-fixture.ts';

// Invented people and companies only, at *.example. The battery says which cases are missing.
export default {
  operations: {
    'find-work-email': {
      input: { name: 'Ada Example', companyDomain: 'example-works.example' },
      cases: [],
    },
  },
  keyCheck: [],
} satisfies ProviderFixture;
`;

function safe(address: string): string {
  return URL.canParse(address) ? address : 'https://api.example.com';
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(new URL(`../../${path}`, import.meta.url), text, { flag: 'wx' });
  process.stdout.write(`wrote ${path}\n`);
}

if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || !URL.canParse(baseUrl)) {
  process.stderr.write('Usage: npm run new:provider -- <id> [name] [base address]\nThe id is the name of the file for ever: small letters, digits and dashes.\n');
  process.exitCode = 1;
} else {
  try {
    await write(`lib/providers/catalogue/${id}.ts`, manifest);
    await write(`tests/fixtures/providers/${id}.ts`, fixture);
    process.stdout.write(`Fill both (lib/providers/README.md is the guide), then run: npx vitest run --project conformance tests/conformance/providers.test.ts -t '${id}|every manifest'\nPractice mode plays the provider from its fixture.\n`);
  } catch (error) {
    process.stderr.write(`Not written: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
