import type { Manifest, OperationSpec } from '../contracts/manifest.ts';

type Rules = NonNullable<Manifest['rules']>;

/** What hosts that speak the OpenAI chat API say beyond the usual codes. */
export const OPENAI_RULES: Rules = [
  { when: { status: 429, path: 'error.code', is: 'insufficient_quota' }, then: 'no-credits' },
  // The model does not exist, or is not for this key.
  { when: { status: 404 }, then: 'bad-input' },
];

interface ChatWishes {
  /** How the limit of tokens is called. */
  readonly limit?: 'max_tokens' | 'max_completion_tokens';
  /** Whether the schema is said to be kept word for word. */
  readonly strict?: boolean;
  readonly price: string;
}

/** A question by `POST /chat/completions` with an answer by JSON Schema: the shape that most hosts share. */
export const openAiChat = ({ limit = 'max_tokens', strict = true, price }: ChatWishes): OperationSpec => ({
  ways: [
    {
      needs: [['instructions', 'question', 'schema', 'model', 'maxTokens']],
      steps: [
        {
          request: {
            method: 'POST',
            path: '/chat/completions',
            json: {
              model: '{model}',
              messages: [{ role: 'system', content: '{instructions}' }, { role: 'user', content: '{question}' }],
              response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: '{schema|json}', ...(strict ? { strict: true } : {}) } },
              [limit]: '{maxTokens|json}',
            },
          },
          rules: [
            { when: { path: 'choices[0].finish_reason', is: 'length' }, then: 'nonsense' },
            { when: { path: 'choices[0].finish_reason', is: 'content_filter' }, then: 'no-result' },
          ],
          shape: { path: 'choices[0].message', exists: true },
        },
      ],
    },
  ],
  answer: { fields: {}, data: 'choices[0].message.content[json]' },
  tokens: { input: 'usage.prompt_tokens', output: 'usage.completion_tokens' },
  price,
});
