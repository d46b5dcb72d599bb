import type { Manifest } from '../../contracts/manifest.ts';
import { OPENAI_RULES, openAiChat } from '../openai-chat.ts';

export default {
  kiln: 1,
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  homepage: 'https://platform.openai.com/docs/api-reference/chat',
  docs: 'https://platform.openai.com/docs/api-reference/chat',
  baseUrl: 'http://localhost:1234/v1',
  address: { label: 'Address of the API', example: 'http://localhost:1234/v1', required: true },
  auth: { kind: 'bearer', optional: true },
  key: { label: 'API key, if it wants one', helpUrl: 'https://platform.openai.com/docs/api-reference/chat' },
  limits: { concurrent: 2 },
  rules: OPENAI_RULES,
  errorText: ['error.message', 'error', 'message'],
  keyCheck: { request: { method: 'GET', path: '/models' } },
  operations: { 'answer-question': openAiChat({ strict: false, price: 'What your host takes' }) },
  price: { note: 'What your host takes; a program on this machine costs nothing', charged: 'call' },
  verified: { sure: 'documented', sources: ['platform.openai.com/docs/api-reference/chat'], on: '2026-11', live: false, notes: ['For LM Studio, vLLM, llama.cpp and hosts that speak the same. The address ends in /v1 at most of them.'] },
} satisfies Manifest;
