import type { Manifest } from '../../contracts/manifest.ts';
import { OPENAI_RULES, openAiChat } from '../openai-chat.ts';

export default {
  kiln: 1,
  id: 'perplexity',
  name: 'Perplexity',
  homepage: 'https://www.perplexity.ai',
  docs: 'https://docs.perplexity.ai/api-reference',
  baseUrl: 'https://api.perplexity.ai',
  auth: { kind: 'bearer' },
  key: { label: 'API key', helpUrl: 'https://www.perplexity.ai/settings/api' },
  limits: { perMinute: 50, concurrent: 4 },
  rules: OPENAI_RULES,
  errorText: ['error.message', 'message'],
  // No call is documented that says something about a key without asking a question.
  operations: { 'answer-question': openAiChat({ strict: false, price: 'Tokens, and about 0.005 USD for each search' }) },
  price: { note: 'By tokens (about 1 USD a million for sonar) and about 5 USD for 1,000 searches', charged: 'call' },
  verified: { sure: 'documented', sources: ['https://docs.perplexity.ai/api-reference'], on: '2026-11', live: false, notes: ['Its models search the web before they answer: the question and its fields leave for a search.'] },
} satisfies Manifest;
