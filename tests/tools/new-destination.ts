/**
 * `npm run new:destination -- <id> [name] [base address] [webhook|table|crm|sequence|chat]` writes a destination, its fixture and
 * its part of the practice sandbox: one record in a request, a key as a bearer token. It works as it stands, against its own guesses;
 * the battery names every line that has to be filled in: `npx vitest run tests/conformance/destinations.test.ts -t <id>`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESTINATION_GROUPS } from '../../lib/contracts/destination.ts';

const ROOT = join(import.meta.dirname, '../..');
const [id = '', name = id, base = 'https://api.example.com/v1', group = 'crm'] = process.argv.slice(2);
const problems = [
  ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) && id.length <= 40 ? [] : ['The id is in small letters, digits and dashes, such as acme-crm; it stays for ever.']),
  ...(name.trim() !== '' && name.length <= 40 ? [] : ['The name is what people see, of 40 characters at most.']),
  ...(/^https:\/\/[a-z0-9.-]+(\/[A-Za-z0-9._~-]+)*$/.test(base) ? [] : ['The base address begins with https:// and ends without a slash.']),
  ...(DESTINATION_GROUPS.some((one) => one === group) ? [] : [`The group is one of ${DESTINATION_GROUPS.join(', ')}.`]),
];
const paths = [`lib/destinations/catalogue/${id}.ts`, `tests/fixtures/destinations/${id}.ts`, `server/sandbox/inbox/${id}.ts`] as const;
if (problems.length === 0) problems.push(...paths.filter((path) => existsSync(join(ROOT, path))).map((path) => `${path} is there already.`));
const shape = `${id.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())}Sandbox`;
const origin = URL.canParse(base) ? new URL(base).origin : '';
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const destination = `import type { Destination, OutRecord, TargetView } from '../../contracts/destination.ts';
import { bearer, failed, get, judgedJson, jsonOf, sendJson, textAt, type Json } from '../http.ts';
import { typedValues } from '../records.ts';

const BASE = ${text(base)};
const auth = ({ settings }: TargetView): Record<string, string> => bearer(settings['key']); // FILL: how the key is sent; basic() is beside bearer()

/** FILL: what becomes of a record there, in one sentence. */
export default {
  facts: {
    id: ${text(id)}, name: ${text(name)}, group: ${text(group)},
    summary: 'FILL: what becomes of a lead there, in one sentence.',
    homepage: ${text(origin)}, docs: ${text(origin)}, // FILL: the page of the documentation that was read
    help: ['FILL: where a person finds the key, step by step.'],
    verified: { sure: 'inferred', live: null, notes: 'FILL: what the documentation does not say. sure: documented, documented-in-use or inferred.' },
    kinds: ['person', 'company'],
    inputs: [{ name: 'key', label: 'API key', secret: true, kind: 'text', pattern: '^[\\\\x21-\\\\x7e]{8,400}$' }],
    base: BASE,
    // FILL: known = these fields; free = any name; asked = check reads them. upsert: native, lookup, flags or none.
    naming: 'known', upsert: 'none',
    fields: {
      person: [{ name: 'name', label: 'Name', type: 'text', required: true }, { name: 'email', label: 'Email', type: 'email' }],
      company: [{ name: 'name', label: 'Name', type: 'text', required: true }, { name: 'domain', label: 'Domain', type: 'url' }],
    },
    // FILL: the documented limits as windows: [{ requests: 60, seconds: 60 }]; pace and burst within them. rows: records in one request.
    limits: { rows: 1, perSecond: 1, burst: 2, concurrent: 1, bodyBytes: 100_000 },
  },
  // FILL: a request that writes nothing and needs the key; null where there is none.
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: get(\`\${BASE}/me\`, auth(target)) };
    const bad = judgedJson(reply, 1);
    return bad ? failed(bad) : { kind: 'works' };
  },
  // FILL: true only where a record that is sent again cannot become a second one.
  repeats: () => false,
  deliver(batch, target, [reply]) {
    const [record] = batch;
    if (!record) return { kind: 'results', results: [] };
    if (!reply) return { kind: 'ask', writes: true, request: sendJson('POST', \`\${BASE}/records\`, auth(target), bodyOf(record, target)) }; // FILL: the request
    const bad = judgedJson(reply, batch.length);
    if (bad) return bad;
    const remoteId = textAt(jsonOf(reply), 'id'); // FILL: what only a good answer holds
    return remoteId ? { kind: 'results', results: [{ kind: 'delivered', remoteId, was: 'created' }] } : { kind: 'fault', detail: 'The answer names no record.' };
  },
  hints: { email: ['workEmail', 'email'] },
} satisfies Destination;

const bodyOf = (record: OutRecord, target: TargetView): Json => typedValues(record, target);
`;

const fixture = `import { ada, type DestinationFixture } from '../../conformance/destination-fixture.ts';

const BASE = ${text(base)};
const headers = { Authorization: 'Bearer ${id}-key-1234' };
const post = { method: 'POST', url: \`\${BASE}/records\`, headers, writes: true, body: { name: 'Ada Example', email: 'ada@example.com' } };

// Invented people at example.com only. The first delivery is called hit.
export default {
  settings: { key: '${id}-key-1234' }, kind: 'person',
  deliveries: [
    { name: 'hit', records: [ada], calls: [[post, { status: 201, json: { id: 'r1' } }]], ends: { results: [{ kind: 'delivered', remoteId: 'r1', was: 'created' }] } },
    { name: 'a value that it does not take', records: [ada], calls: [[post, { status: 400, json: { message: 'The email is not valid' } }]], ends: { results: [{ kind: 'failed', reason: 'refused', detail: 'The email is not valid' }] } },
    // FILL: every further answer that the documentation names: there already, partly taken, the plan used up.
  ],
  checks: [
    { name: 'works', calls: [[{ method: 'GET', url: \`\${BASE}/me\`, headers }, { status: 200, json: { id: 'me' } }]], ends: { works: {} } },
    { name: 'a key that was taken back', calls: [[{ method: 'GET', url: \`\${BASE}/me\` }, { status: 401, json: { message: 'No' } }]], ends: { fails: 'revoked' } },
  ],
  practice: { settings: { key: 'sandbox-key-1234' }, mapping: { fields: [{ to: 'email', from: { about: 'id' } }, { to: 'name', from: { lead: 'name' } }] } },
} satisfies DestinationFixture;
`;

const sandbox = `import { bearerKey, isGoodKey, objectOf, type Shape } from './shape.ts';

/** ${name} as the documentation describes it. FILL: its limits, its refusals and its answers, by the documentation and not by the destination's file. */
export const ${shape}: Shape = {
  id: ${text(id)}, limits: { perSecond: 5, burst: 10, bodyBytes: 100_000 },
  tooMany: { status: 429, json: { message: 'Too many requests' }, headers: { 'Retry-After': '1' } },
  tooLarge: { status: 413, json: { message: 'Too large' } },
  badKey: (request) => (isGoodKey(bearerKey(request)) ? null : { status: 401, json: { message: 'The key is not valid.' } }),
  answer({ method, json: body }, box) {
    if (method === 'GET') return { status: 200, json: { id: 'me' } };
    return { status: 201, json: { id: box.put(box.nextId(), objectOf(body)).kept.id } };
  },
};
`;

function write(path: string, body: string): void {
  writeFileSync(join(ROOT, path), body, { flag: 'wx' });
  process.stdout.write(`wrote ${path}\n`);
}
/** Practice plays what stands in the list of shapes. */
function register(): void {
  const path = join(ROOT, 'server/sandbox/inbox/shapes.ts');
  const before = readFileSync(path, 'utf8');
  const after = before.replace("import { CRM_SHAPES }", `import { ${shape} } from './${id}.ts';\nimport { CRM_SHAPES }`).replace('].map((shape)', `, ${shape}].map((shape)`);
  if (after === before) throw new Error('server/sandbox/inbox/shapes.ts has another form: put the shape into its list yourself');
  writeFileSync(path, after);
  process.stdout.write('registered in server/sandbox/inbox/shapes.ts\n');
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n\nnpm run new:destination -- <id> [name] [base address] [${DESTINATION_GROUPS.join('|')}]\n`);
  process.exitCode = 1;
} else {
  try {
    for (const [i, body] of [destination, fixture, sandbox].entries()) write(paths[i] ?? '', body);
    register();
    process.stdout.write(`Fill in every line that says FILL (lib/destinations/README.md is the guide), then run:\n  npx vitest run tests/conformance/destinations.test.ts tests/unit/destinations/sandbox.test.ts -t ${id}\n`);
  } catch (error) {
    process.stderr.write(`Not written: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
