/** The Chromium executable that the set-up found; throws with what to do when there is none. */
export function chromePath(): string;
/** Looks in KILN_CHROME, Playwright's own download and the system, in this order. */
export function findChrome(): Promise<{ path: string; version: string } | null>;
export function rememberChrome(path: string): void;
