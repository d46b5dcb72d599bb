import { html, raw } from 'hono/html';
import type { Html } from './html.ts';

/** Strokes on a 16 px grid, as in the extension. */
const PATHS = {
  home: '<path d="M2.5 7.5 8 2.75l5.5 4.75M4 6.5v7h3v-4h2v4h3v-7"/>',
  limit: '<path d="M2.5 11.5a5.5 5.5 0 1 1 11 0M8 11.5l2.5-4"/>',
  list: '<path d="M3.5 2.5h9v11l-1.5-1-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1ZM6 6h4M6 8.75h4"/>',
  discs: '<ellipse cx="8" cy="4" rx="5" ry="2"/><path d="M3 4v4c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8v4c0 1.1 2.2 2 5 2s5-.9 5-2V8"/>',
  key: '<circle cx="5.25" cy="10.75" r="2.75"/><path d="M7.2 8.8 13 3M10.6 5.4l2 2"/>',
  people: '<circle cx="6" cy="5.5" r="2.25"/><path d="M1.75 13c.4-2.3 2.1-3.5 4.25-3.5s3.85 1.2 4.25 3.5M10.4 3.4a2.25 2.25 0 0 1 0 4.2M11.9 9.9c1.25.5 2.1 1.6 2.35 3.1"/>',
  person: '<circle cx="8" cy="5.25" r="2.5"/><path d="M3 13.25c.5-2.6 2.5-4 5-4s4.5 1.4 5 4"/>',
  device: '<rect x="2.5" y="3" width="11" height="7.5" rx="1"/><path d="M1.5 13h13"/>',
  shield: '<path d="m8 2 5 1.75v3.9c0 3-2.1 5.2-5 6.35-2.9-1.15-5-3.35-5-6.35v-3.9Z"/>',
  send: '<path d="M13.5 2.5 7 9M13.5 2.5l-4 11L7 9 2.5 6.5Z"/>',
  mail: '<rect x="2" y="3.5" width="12" height="9" rx="1.5"/><path d="m2.5 5 5.5 4 5.5-4"/>',
  copy: '<rect x="2.5" y="2.5" width="8" height="8" rx="1.5"/><path d="M6 13.5h6a1.5 1.5 0 0 0 1.5-1.5V6"/>',
  check: '<path d="m3.5 8.5 3 3 6-7"/>',
  plus: '<path d="M8 3.5v9M3.5 8h9"/>',
  x: '<path d="m4 4 8 8M12 4l-8 8"/>',
  down: '<path d="M4.5 6.5 8 10l3.5-3.5"/>',
  download: '<path d="M8 2.5V10M4.8 7 8 10.2 11.2 7M3 13.25h10"/>',
  info: '<circle cx="8" cy="8" r="5.75"/><path d="M8 7.5V11M8 5.15v.01"/>',
  warn: '<path d="M8 2.75 13.75 13H2.25ZM8 6.75v2.75M8 11.25v.01"/>',
  error: '<circle cx="8" cy="8" r="5.75"/><path d="M8 5v3.5M8 10.9v.01"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
  flask: '<path d="M6.2 2.5h3.6M7 2.5v4l-3.5 5.8c-.4.65.05 1.2.7 1.2h7.6c.65 0 1.1-.55.7-1.2L9 6.5v-4"/>',
  chart: '<path d="M2.5 13.5h11M4.5 13.5V9M8 13.5v-9M11.5 13.5V6.5"/>',
  tag: '<path d="M2.5 2.5h5l6 6-5 5-6-6ZM5.25 5.25v.01"/>',
  receipt: '<path d="M3.5 2.5h9v11H3.5ZM6 5.5h4M6 8h4M6 10.5h2"/>',
  back: '<path d="M6 4 2.75 7.25 6 10.5M2.75 7.25h6.5a4 4 0 0 1 0 8"/>',
  bolt: '<path d="M9.3 1.3 3.2 9c-.25.3-.03.8.37.8h3.1l-.85 4.9c-.08.5.55.78.87.38l6.1-7.7c.25-.32.03-.78-.37-.78H9.33l.85-4.92c.08-.5-.56-.78-.88-.38Z"/>',
} as const;
export type IconName = keyof typeof PATHS;

/** Decoration: the words beside it say what it means. */
export const icon = (name: IconName): Html => html`<svg class="k-i k-i--s" viewBox="0 0 16 16" aria-hidden="true">${raw(PATHS[name])}</svg>`;

export const mark = (): Html => html`<svg class="k-mark" viewBox="0 0 128 128" aria-hidden="true"><path fill="#c14b1a" d="M44 8h40a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H44a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4ZM44 30h40c0 30 36 34 36 72v8a10 10 0 0 1-10 10H18A10 10 0 0 1 8 110v-8c0-38 36-42 36-72Z"/><path fill="#ffc987" d="M40 120V96a24 24 0 0 1 48 0v24Z"/></svg>`;
