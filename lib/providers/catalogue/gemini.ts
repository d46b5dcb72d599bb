import type { Manifest } from '../../contracts/manifest.ts';

export default {
  kiln: 1,
  id: 'gemini',
  name: 'Google Gemini',
  homepage: 'https://ai.google.dev',
  docs: 'https://ai.google.dev/api/generate-content',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  auth: { kind: 'header', name: 'x-goog-api-key' },
  key: { label: 'API key', helpUrl: 'https://aistudio.google.com/apikey' },
  limits: { perMinute: 60, concurrent: 4 },
  rules: [
    { when: { status: 400, path: 'error.message', matches: 'api key not valid' }, then: 'auth' },
    { when: { status: 404 }, then: 'bad-input' },
  ],
  errorText: ['error.message'],
  keyCheck: { request: { method: 'GET', path: '/models', query: { pageSize: 1 } } },
  operations: {
    'answer-question': {
      ways: [
        {
          needs: [['instructions', 'question', 'schema', 'model', 'maxTokens']],
          steps: [
            {
              request: {
                method: 'POST',
                path: '/models/{model}:generateContent',
                json: {
                  systemInstruction: { parts: [{ text: '{instructions}' }] },
                  contents: [{ role: 'user', parts: [{ text: '{question}' }] }],
                  generationConfig: { responseMimeType: 'application/json', responseSchema: '{schema|openApiSchema|json}', maxOutputTokens: '{maxTokens|json}' },
                },
              },
              rules: [
                { when: { path: 'promptFeedback.blockReason', exists: true }, then: 'no-result' },
                { when: { path: 'candidates[0].finishReason', is: 'MAX_TOKENS' }, then: 'nonsense' },
                { when: { path: 'candidates[0].finishReason', is: ['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'SPII'] }, then: 'no-result' },
              ],
              shape: { path: 'candidates', exists: true },
            },
          ],
        },
      ],
      answer: { fields: {}, data: 'candidates[0].content.parts[0].text[json]' },
      tokens: { input: 'usageMetadata.promptTokenCount', output: 'usageMetadata.candidatesTokenCount' },
      price: 'Tokens, by model; a free tier with its own limits',
    },
  },
  price: { note: 'A free tier; then by tokens and model, from about 0.10 USD a million read', charged: 'call' },
  verified: { sure: 'documented', sources: ['ai.google.dev/api/generate-content', 'ai.google.dev/gemini-api/docs/structured-output'], on: '2026-11', live: false, notes: ['Tokens that a model thinks with are billed as written ones and are not in candidatesTokenCount.'] },
} satisfies Manifest;
