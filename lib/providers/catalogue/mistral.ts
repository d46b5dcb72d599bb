import type { Manifest } from '../../contracts/manifest.ts';
import { OPENAI_RULES, openAiChat } from '../openai-chat.ts';

export default {
  kiln: 1,
  id: 'mistral',
  name: 'Mistral AI',
  homepage: 'https://mistral.ai',
  docs: 'https://docs.mistral.ai/api',
  baseUrl: 'https://api.mistral.ai/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://console.mistral.ai/api-keys' },
  limits: { perSecond: 1, concurrent: 2 },
  rules: OPENAI_RULES,
  errorText: ['error.message', 'message'],
  keyCheck: { request: { method: 'GET', path: '/models' } },
  operations: { 'answer-question': openAiChat({ price: 'Tokens, by model' }) },
  price: { note: 'By tokens and model; from about 0.10 USD a million read', charged: 'call' },
  verified: { sure: 'inferred', sources: ['https://docs.mistral.ai/api'], on: '2026-11', live: false, notes: ['The chat API of OpenAI is spoken; that it keeps a schema is to be seen with a real key.'] },
} satisfies Manifest;
