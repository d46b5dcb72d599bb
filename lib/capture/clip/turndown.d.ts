/** The part of turndown that is used; the package brings no types. */
declare module 'turndown' {
  interface Rule {
    filter: string | readonly string[] | ((node: HTMLElement) => boolean);
    replacement: (content: string, node: HTMLElement) => string;
  }
  export default class TurndownService {
    constructor(options?: { headingStyle?: 'atx'; hr?: string; bulletListMarker?: '-'; codeBlockStyle?: 'fenced'; emDelimiter?: '*' });
    addRule(name: string, rule: Rule): this;
    remove(tags: readonly string[]): this;
    escape(text: string): string;
    turndown(root: HTMLElement): string;
  }
}
