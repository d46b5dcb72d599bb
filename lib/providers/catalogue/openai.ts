import type { Manifest } from '../../contracts/manifest.ts';
import { OPENAI_RULES } from '../openai-chat.ts';

export default {
  kiln: 1,
  id: 'openai',
  name: 'OpenAI',
  homepage: 'https://openai.com',
  docs: 'https://platform.openai.com/docs/api-reference/responses',
  baseUrl: 'https://api.openai.com/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://platform.openai.com/api-keys' },
  limits: { perSecond: 8, concurrent: 8 },
  resets: [{ header: 'x-ratelimit-reset-requests', unit: 'duration' }],
  rules: OPENAI_RULES,
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
                path: '/responses',
                json: {
                  model: '{model}',
                  instructions: '{instructions}',
                  input: '{question}',
                  text: { format: { type: 'json_schema', name: 'answer', schema: '{schema|json}', strict: true } },
                  max_output_tokens: '{maxTokens|json}',
                  store: false,
                },
              },
              rules: [
                { when: { path: 'status', is: ['incomplete', 'failed'] }, then: 'nonsense' },
                { when: { path: 'output[?type=="message"].content[?type=="refusal"].refusal', exists: true }, then: 'no-result' },
              ],
              shape: { path: 'output', exists: true },
            },
          ],
        },
      ],
      answer: { fields: {}, data: 'output[?type=="message"].content[?type=="output_text"].text[json]' },
      tokens: { input: 'usage.input_tokens', output: 'usage.output_tokens' },
      price: 'Tokens, by model',
    },
  },
  price: { note: 'By tokens and model; from about 0.05 USD a million read', charged: 'call' },
  verified: { sure: 'documented', sources: ['platform.openai.com/docs/api-reference/responses'], on: '2026-11', live: false, notes: ['Answers are not kept at OpenAI (store: false).'] },
} satisfies Manifest;
