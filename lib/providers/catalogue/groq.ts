import type { Manifest } from '../../contracts/manifest.ts';
import { OPENAI_RULES, openAiChat } from '../openai-chat.ts';

export default {
  kiln: 1,
  id: 'groq',
  name: 'Groq',
  homepage: 'https://groq.com',
  docs: 'https://console.groq.com/docs/openai',
  baseUrl: 'https://api.groq.com/openai/v1',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://console.groq.com/keys' },
  limits: { perMinute: 30, concurrent: 4 },
  rules: OPENAI_RULES,
  errorText: ['error.message', 'message'],
  keyCheck: { request: { method: 'GET', path: '/models' } },
  operations: { 'answer-question': openAiChat({ limit: 'max_completion_tokens', strict: false, price: 'Tokens, by model; a free tier with its own limits' }) },
  price: { note: 'A free tier; then by tokens and model, from about 0.05 USD a million read', charged: 'call' },
  verified: { sure: 'inferred', sources: ['https://console.groq.com/docs/openai'], on: '2026-11', live: false, notes: ['Not every model keeps a schema; the answer is held against it in any case.'] },
} satisfies Manifest;
