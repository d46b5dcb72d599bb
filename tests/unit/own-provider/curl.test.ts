import { describe, expect, it } from 'vitest';
import { readCurl } from '../../../lib/contracts/own-provider/curl.ts';
import { curlToDraft } from '../../../lib/contracts/own-provider/curl-draft.ts';
import { toManifest } from '../../../lib/contracts/own-provider/to-manifest.ts';

const read = (text: string) => {
  const result = readCurl(text);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const refusal = (text: string): string => {
  const result = readCurl(text);
  return result.ok ? 'read' : result.error;
};

describe('a curl command', () => {
  it('is read as bash reads it', () => {
    expect(read(`curl https://api.example.com/a`)).toEqual({ method: 'GET', url: 'https://api.example.com/a', headers: [], data: undefined, user: undefined });
    expect(read(`$ curl -sSL -X POST 'https://api.example.com/a' \\\n  -H 'X-Key: it'\\''s' \\\n  --data-raw '{"name":"Ada \\"x\\""}' | jq .`)).toMatchObject({ method: 'POST', headers: [['X-Key', "it's"]], data: '{"name":"Ada \\"x\\""}' });
    expect(read(`curl -XPUT --url="https://api.example.com/a b"`)).toMatchObject({ method: 'PUT', url: 'https://api.example.com/a b' });
    expect(read(`curl "https://api.example.com/?a=\\$x" -H "A: \\"q\\""`)).toMatchObject({ url: 'https://api.example.com/?a=$x', headers: [['A', '"q"']] });
    expect(read(`curl https://api.example.com/ -d $'a\\u0041\\x42\\n\\'' `).data).toBe("aAB\n'");
    expect(read(`curl https://api.example.com/ -d a=1 -d b=2 --data-urlencode 'c=x y' --data-urlencode '=z&'`).data).toBe('a=1&b=2&c=x%20y&z%26');
    expect(read(`curl -G https://api.example.com/?z=1 -d a=1 --data-urlencode 'b=x y'`)).toMatchObject({ method: 'GET', url: 'https://api.example.com/?z=1&a=1&b=x%20y', data: undefined });
    expect(read(`curl --json '{"a":1}' https://api.example.com/`)).toMatchObject({ method: 'POST', headers: [['Content-Type', 'application/json']], data: '{"a":1}' });
    expect(read(`curl -u key: https://api.example.com/ -o out.json -m 30 -k --compressed`).user).toBe('key:');
    expect(read(`curl -uname:secret https://api.example.com/`).user).toBe('name:secret');
    expect(read(`curl api.example.com/x`).url).toBe('http://api.example.com/x');
    expect(read(`curl https://one.example.com/ && curl https://two.example.com/`).url).toBe('https://one.example.com/');
    expect(read(`curl -d '' https://api.example.com/`)).toMatchObject({ method: 'POST', data: '' });
    expect(read(`curl -d '--json' https://api.example.com/`).data).toBe('--json');
  });

  it("is read as Windows' cmd reads it", () => {
    const text = 'C:\\Users\\ada> curl ^"https://api.example.com/find?a=1^&b=2^" ^\r\n  -H ^"X-Key: abc^" ^\r\n  --data-raw ^"^{^\\^"name^\\^":^\\^"Ada 100^%^\\^"^}^"';
    expect(read(text)).toMatchObject({ url: 'https://api.example.com/find?a=1&b=2', headers: [['X-Key', 'abc']], data: '{"name":"Ada 100%"}' });
    expect(read('curl.exe -X POST "https://api.example.com/a" ^\n -H "A: b" ^\n -d "{\\"a\\": \\"b c\\"}"')).toMatchObject({ method: 'POST', headers: [['A', 'b']], data: '{"a": "b c"}' });
  });

  it('is refused with a reason', () => {
    expect(refusal('wget https://example.com')).toMatch(/no curl command/);
    expect(refusal(`curl -F 'a=@b.png' https://example.com`)).toMatch(/form with files/);
    expect(refusal(`curl -sF a=b https://example.com`)).toMatch(/form with files/);
    expect(refusal(`curl -d @body.json https://example.com`)).toMatch(/from a file/);
    expect(refusal(`curl -b session=1 https://example.com`)).toMatch(/cookie/);
    expect(refusal(`curl --digest -u a:b https://example.com`)).toMatch(/digest/);
    expect(refusal(`curl -H 'a: b`)).toMatch(/never closed/);
    expect(refusal(`curl $'abc`)).toMatch(/never closed/);
    expect(refusal('curl -H "a: b"')).toMatch(/no address/);
    expect(refusal('x'.repeat(60_001))).toMatch(/longer/);
  });

  it('never throws, whatever is pasted', () => {
    const parts = ['curl ', "'", '"', '\\', '^', '\n', '$', '-d', ' -H ', '{', '@', 'https://a.example', '%', '\0', '\\u{', '-'];
    let n = 7;
    for (let i = 0; i < 5_000; i++) {
      let text = 'curl ';
      for (let k = 0; k < 12; k++) text += parts[(n = (n * 1_103_515_245 + 12_345) % 2_147_483_648) % parts.length] ?? '';
      expect(typeof curlToDraft(text, '2026-01').ok).toBe('boolean');
    }
  });
});

const draftOf = (text: string, operation?: Parameters<typeof curlToDraft>[2]) => {
  const result = curlToDraft(text, '2026-01', operation);
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

describe('a draft of a curl command', () => {
  it('takes the key out and puts places where values of a lead stand', () => {
    const made = draftOf(`curl 'https://api.the-bureau.example/v2/find?first_name=Ada&last_name=Example&domain=example.com&limit=1' -H 'Authorization: Bearer sk_live_123' -H 'Accept: application/json' -H 'X-Team: red'`);
    expect(made).toMatchObject({ key: 'sk_live_123', samples: { firstName: 'Ada', lastName: 'Example', companyDomain: 'example.com' } });
    expect(made.draft).toMatchObject({ name: 'The Bureau', baseUrl: 'https://api.the-bureau.example', auth: { kind: 'bearer' } });
    expect(made.draft.operations[0]).toMatchObject({ operation: 'find-work-email', needs: [['firstName', 'lastName', 'companyDomain']], request: { method: 'GET', path: '/v2/find', headers: [{ name: 'X-Team', value: 'red' }], query: [{ name: 'first_name', value: '{firstName}' }, { name: 'last_name', value: '{lastName}' }, { name: 'domain', value: '{companyDomain}' }, { name: 'limit', value: '1' }] } });
    expect(JSON.stringify(toManifest(made.draft))).not.toContain('sk_live_123');
  });

  it('knows every place that a key can be in, and never leaves it in the draft', () => {
    const cases: readonly (readonly [string, object, string])[] = [
      [`curl https://a.example/x?api_key=K1K1K1`, { kind: 'query', name: 'api_key' }, 'K1K1K1'],
      [`curl https://a.example/x -H 'X-API-Key: K1K1K1'`, { kind: 'header', name: 'X-API-Key', prefix: '' }, 'K1K1K1'],
      [`curl https://a.example/x -H 'Authorization: Token K1K1K1'`, { kind: 'header', name: 'Authorization', prefix: 'Token ' }, 'K1K1K1'],
      [`curl https://a.example/x -H 'authorization: K1K1K1'`, { kind: 'header', name: 'authorization', prefix: '' }, 'K1K1K1'],
      [`curl https://a.example/x -u K1K1K1:`, { kind: 'basic', user: '{key}', password: '' }, 'K1K1K1'],
      [`curl https://a.example/x -u api:K1K1K1`, { kind: 'basic', user: 'api', password: '{key}' }, 'K1K1K1'],
      [`curl https://a.example/x -u ada:K1K1K1`, { kind: 'kept', auth: { kind: 'basic', parts: ['user', 'password'] } }, 'ada:K1K1K1'],
      [`curl https://ada:K1K1K1@a.example/x`, { kind: 'kept' }, 'ada:K1K1K1'],
      [`curl https://a.example/x -H 'Authorization: Basic YWRhOksxSzFLMQ=='`, { kind: 'kept' }, 'ada:K1K1K1'],
      [`curl https://a.example/x --json '{"apiKey":"K1K1K1","q":1}'`, { kind: 'kept', auth: { kind: 'parts', json: { apiKey: '{key}' } } }, 'K1K1K1'],
      [`curl https://a.example/x -d 'token=K1K1K1&email=ada@example.com'`, { kind: 'kept', auth: { kind: 'parts', form: { token: '{key}' } } }, 'K1K1K1'],
      [`curl https://a.example/x`, { kind: 'none' }, ''],
    ];
    for (const [text, auth, key] of cases) {
      const made = draftOf(text);
      expect([text, made.draft.auth]).toMatchObject([text, auth]);
      expect([text, made.key]).toEqual([text, key]);
      expect(JSON.stringify(made.draft)).not.toContain('K1K1K1');
    }
  });

  it('reads bodies and paths', () => {
    const json = draftOf(`curl https://a.example/enrich/company -H 'Content-Type: application/json' -d '{"query":{"domain":"example.com","tags":["x"]},"size":1}'`);
    expect(json.draft.operations[0]).toMatchObject({ operation: 'enrich-company', request: { method: 'POST', body: { kind: 'json' } }, needs: [['domain']] });
    const body = json.draft.operations[0]?.request.body;
    expect(body?.kind === 'json' ? JSON.parse(body.text) : null).toEqual({ query: { domain: '{domain}', tags: ['x'] }, size: 1 });
    const form = draftOf(`curl https://a.example/verify -d 'email=ada%40example.com&mode=fast'`);
    expect(form.draft.operations[0]).toMatchObject({ operation: 'verify-email', request: { body: { kind: 'form', rows: [{ name: 'email', value: '{email}' }, { name: 'mode', value: 'fast' }] } } });
    expect(draftOf(`curl https://a.example/v1.2/people/ada%40example.com/info.json`).draft.operations[0]?.request.path).toBe('/v1.2/people/{email}/info.json');
  });

  it('refuses what may not be asked', () => {
    const why = (text: string): string => {
      const result = curlToDraft(text, '2026-01');
      return result.ok ? 'taken' : result.error;
    };
    expect(why('curl http://api.example.com/x')).toMatch(/http:\/\//);
    expect(why('curl file:///etc/passwd')).toMatch(/file:/);
    expect(why('curl chrome-extension://abc/x')).toMatch(/chrome-extension:/);
    expect(why('curl -X DELETE https://api.example.com/x')).toMatch(/DELETE/);
    expect(why('curl http://127.0.0.1:8080/x')).toBe('taken');
  });
});
