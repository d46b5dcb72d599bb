/** Hooks over the browser: the tab the panel belongs to, the clock, the connection, the theme. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { followPatterns, followReading, followTab, readShortcut, type TabInfo } from './browser.ts';
import { useMeta } from './queries.ts';

/** The tab that the panel reads; undefined while it is looked up, null when there is none. */
export function useTab(fixedTabId: number | null): TabInfo | null | undefined {
  const [tab, setTab] = useState<TabInfo | null | undefined>(undefined);
  useEffect(() => followTab(fixedTabId, setTab), [fixedTabId]);
  return tab;
}

/** Whether the site of a page is read without a click; undefined while it is looked up, or when there is no site. */
export function useReadingAllowed(url: string | undefined): boolean | undefined {
  const [allowed, setAllowed] = useState<boolean>();
  useEffect(() => (url !== undefined && /^https?:/.test(url) ? followReading(url, setAllowed) : setAllowed(undefined)), [url]);
  return allowed;
}

/** The time, looked at again every `intervalMs`; stands still while it is null. */
export function useNow(intervalMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (intervalMs === null) return undefined;
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}

const watchConnection = (changed: () => void): (() => void) => {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
};
export const useOnline = (): boolean => useSyncExternalStore(watchConnection, () => navigator.onLine);

const watchWidth = (query: string) => (changed: () => void): (() => void) => {
  const list = window.matchMedia(query);
  list.addEventListener('change', changed);
  return () => list.removeEventListener('change', changed);
};
/** True while a media query holds. */
export const useMedia = (query: string): boolean => useSyncExternalStore(watchWidth(query), () => window.matchMedia(query).matches);

/** Puts the chosen theme on the document; "system" takes the attribute away. */
export function useTheme(): void {
  const theme = useMeta('settings')?.theme ?? 'system';
  useEffect(() => {
    if (theme === 'system') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

/** The keyboard shortcut that reads a page; empty while unknown or removed. */
export function useShortcut(): string {
  const [shortcut, setShortcut] = useState('');
  useEffect(() => {
    let stopped = false;
    readShortcut().then(
      (found) => {
        if (!stopped) setShortcut(found);
      },
      () => undefined,
    );
    return () => {
      stopped = true;
    };
  }, []);
  return shortcut;
}

/** The part after "#", live. */
const watchHash = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};
export const useHash = (): string => useSyncExternalStore(watchHash, () => window.location.hash.slice(1));

/** Whether all sites of these match patterns may be reached; undefined until it is known. */
export function usePatterns(patterns: readonly string[]): boolean | undefined {
  const [allowed, setAllowed] = useState<boolean | undefined>();
  const key = patterns.join(' ');
  useEffect(() => followPatterns(key.split(' '), setAllowed), [key]);
  return allowed;
}
