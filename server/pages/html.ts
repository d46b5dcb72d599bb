import type { html } from 'hono/html';

/** Escaped markup: text put into it stays text. */
export type Html = ReturnType<typeof html>;
