import type { RecordedAnswer } from './provider-fixture.ts';

const WEIRD: readonly unknown[] = [null, 1, -1e308, true, '', 'x', '\u202edrowssap', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', '*'.repeat(40), [], {}, [[[]]], { a: {} }, ['x', null, {}], 'a'.repeat(5_000)];
const isObject = (value: unknown): value is { readonly [key: string]: unknown } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies of a JSON value in which one node at a time is something else, or gone. */
export function* mutants(value: unknown): Generator<unknown> {
  yield* WEIRD;
  if (Array.isArray(value)) {
    yield [];
    for (const [i, item] of value.entries()) for (const other of mutants(item)) yield value.map((v: unknown, j) => (j === i ? other : v));
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([k]) => k !== key));
      for (const other of mutants(value[key])) yield { ...value, [key]: other };
    }
  }
}

const polluted = '{"__proto__":{"polluted":"yes","email":"evil@evil.example"},"constructor":{"prototype":{"polluted":"yes"}},"data":{"__proto__":{"email":"evil@evil.example"}},"person":{"__proto__":{"email":"evil@evil.example"}}}';

/** Answers that no partner should give: any of them is an outcome, none of them an exception. */
export const HOSTILE: readonly (readonly [string, RecordedAnswer])[] = [
  ['an empty body', { status: 200, text: '' }],
  ['JSON null', { status: 200, text: 'null' }],
  ['a number', { status: 200, text: '0' }],
  ['a string', { status: 200, text: '"hello"' }],
  ['an empty list', { status: 200, text: '[]' }],
  ['an empty object', { status: 200, text: '{}' }],
  ['half an object', { status: 200, text: '{"data":{"email":"ada@' }],
  ['200,000 nested lists', { status: 200, text: '['.repeat(200_000) }],
  ['a closed tower of objects', { status: 200, text: `${'{"data":'.repeat(20_000)}1${'}'.repeat(20_000)}` }],
  ['5 MB of text', { status: 200, text: JSON.stringify({ data: { email: 'a'.repeat(5_000_000) } }) }],
  ['a polluted prototype', { status: 200, text: polluted }],
  ['binary', { status: 200, text: '\u0000\ufffd\u0001' }],
  ['a web page as an error', { status: 403, text: '<html>Access denied</html>' }],
  ['a web page as a miss', { status: 404, text: '<html>nginx</html>' }],
  ['a redirect', { status: 302, headers: { Location: 'https://evil.example/' }, text: '' }],
  ['a strange status', { status: 299, text: '{}' }],
  ['no content', { status: 204 }],
];
