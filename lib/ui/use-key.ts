import { useEffect, useRef } from 'react';
import { useMeta } from './queries.ts';

/**
 * A single letter that does something while nothing is typed: not in a field, not with a modifier, not while a dialog or a
 * menu is open, not when the person switched single letters off. Every such letter has a button that says it.
 */
export function useKey(letter: string, act: () => void, isOn = true): void {
  const settings = useMeta('settings');
  // Until the settings are read nobody knows whether single letters are wanted: a letter that is switched off must not act meanwhile.
  const isWanted = settings !== undefined && settings?.letterKeys !== false && isOn;
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!isWanted) return undefined;
    const onKey = (e: KeyboardEvent): void => {
      if (e.key.toLowerCase() !== letter || e.ctrlKey || e.metaKey || e.altKey || e.repeat || e.defaultPrevented) return;
      if (e.target instanceof Element && e.target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]')) return;
      if (document.querySelector('[role="dialog"], [role="menu"]')) return;
      e.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [letter, isWanted]);
}
