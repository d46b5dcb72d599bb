import type { Manifest } from '../../contracts/manifest.ts';
import { OPENAI_RULES, openAiChat } from '../openai-chat.ts';

export default {
  kiln: 1,
  id: 'openrouter',
  name: 'OpenRouter',
  homepage: 'https://openrouter.ai',
  docs: 'https://openrouter.ai/docs',
  baseUrl: 'https://openrouter.ai/api/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://openrouter.ai/keys' },
  limits: { perSecond: 5, concurrent: 8 },
  rules: OPENAI_RULES,
  errorText: ['error.message', 'message'],
  keyCheck: { request: { method: 'GET', path: '/key' }, creditsLeft: 'data.limit_remaining' },
  operations: { 'answer-question': openAiChat({ price: 'Tokens, at the price of the model that is chosen' }) },
  price: { note: 'By tokens, at the price of each model; some are free', charged: 'call' },
  verified: { sure: 'documented-in-use', sources: ['https://openrouter.ai/docs'], on: '2026-11', live: false },
} satisfies Manifest;
