/** The part of jsdom that the tests use; the package brings no types. */
declare module 'jsdom' {
  export class JSDOM {
    constructor(html?: string | ArrayBufferView, options?: { readonly url?: string; readonly contentType?: string });
    readonly window: Window & typeof globalThis;
  }
}
