import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'anthropic',
  name: 'Anthropic',
  homepage: 'https://www.anthropic.com',
  docs: 'https://docs.anthropic.com/en/api/messages',
  baseUrl: 'https://api.anthropic.com/v1',
  auth: { kind: 'header', name: 'x-api-key' },
  key: { label: 'API key', helpUrl: 'https://console.anthropic.com/settings/keys' },
  // The second one is asked for when a call carries the origin of a browser.
  headers: { 'anthropic-version': '2023-06-01', 'anthropic-dangerous-direct-browser-access': 'true' },
  limits: { perMinute: 50, concurrent: 4 },
  rules: [
    { when: { status: 400, path: 'error.message', matches: 'credit balance' }, then: 'no-credits' },
    { when: { status: 404 }, then: 'bad-input' },
  ],
  errorText: ['error.message'],
  keyCheck: { request: { method: 'GET', path: '/models' } },
  operations: {
    'answer-question': {
      ways: [
        {
          needs: [['instructions', 'question', 'schema', 'model', 'maxTokens']],
          steps: [
            {
              request: {
                method: 'POST',
                path: '/messages',
                json: {
                  model: '{model}',
                  max_tokens: '{maxTokens|json}',
                  system: '{instructions}',
                  messages: [{ role: 'user', content: '{question}' }],
                  // The one tool is the shape of the answer: it is called with the answer and does nothing.
                  tools: [{ name: 'answer', description: 'Gives the answer to the question.', input_schema: '{schema|json}' }],
                  tool_choice: { type: 'tool', name: 'answer' },
                },
              },
              rules: [
                { when: { path: 'stop_reason', is: 'max_tokens' }, then: 'nonsense' },
                { when: { path: 'stop_reason', is: 'refusal' }, then: 'no-result' },
              ],
              shape: { path: 'content', exists: true },
            },
          ],
        },
      ],
      answer: { fields: {}, data: 'content[?type=="tool_use"].input' },
      tokens: { input: 'usage.input_tokens', output: 'usage.output_tokens' },
      price: 'Tokens, by model',
    },
  },
  price: { note: 'By tokens and model; from about 1 USD a million read', charged: 'call' },
  verified: { sure: 'documented', sources: ['docs.anthropic.com/en/api/messages', 'docs.anthropic.com/en/api/errors'], on: '2026-11', live: false },
} satisfies Manifest;
