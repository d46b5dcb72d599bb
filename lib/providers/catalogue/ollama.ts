import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'ollama',
  name: 'Ollama',
  homepage: 'https://ollama.com',
  docs: 'https://docs.ollama.com/api',
  baseUrl: 'http://localhost:11434',
  address: { label: 'Address of Ollama', example: 'http://localhost:11434' },
  auth: { kind: 'bearer', optional: true },
  key: { label: 'API key, for ollama.com only', helpUrl: 'https://ollama.com/settings/keys' },
  limits: { concurrent: 1 },
  rules: [
    // The model is not there; ollama pull gets it.
    { when: { status: 404 }, then: 'bad-input' },
  ],
  errorText: ['error'],
  keyCheck: { request: { method: 'GET', path: '/api/tags' } },
  operations: {
    'answer-question': {
      ways: [
        {
          needs: [['instructions', 'question', 'schema', 'model', 'maxTokens']],
          steps: [
            {
              request: {
                method: 'POST',
                path: '/api/chat',
                json: {
                  model: '{model}',
                  messages: [{ role: 'system', content: '{instructions}' }, { role: 'user', content: '{question}' }],
                  format: '{schema|json}',
                  stream: false,
                  options: { temperature: 0, num_predict: '{maxTokens|json}' },
                },
              },
              rules: [{ when: { path: 'done_reason', is: 'length' }, then: 'nonsense' }],
              shape: { path: 'message', exists: true },
            },
          ],
        },
      ],
      answer: { fields: {}, data: 'message.content[json]' },
      tokens: { input: 'prompt_eval_count', output: 'eval_count' },
      price: 'Free on your own machine',
    },
  },
  price: { note: 'Free on your own machine', charged: 'free' },
  verified: {
    sure: 'documented',
    sources: ['docs.ollama.com/api'],
    on: '2026-11',
    live: false,
    notes: ['Ollama refuses calls of extensions with 403 until OLLAMA_ORIGINS allows chrome-extension://*.'],
  },
} satisfies Manifest;
