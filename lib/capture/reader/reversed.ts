import type { Finds } from './finds.ts';
import type { Line } from './line.ts';
import { ADDRESS, endsUsually, reverse } from './mail-text.ts';

const SAYS_REVERSED = /(?:^|[\s_-])(?:rtl|reversed?|bidi|backwards?|mirror(?:ed)?|flip(?:ped)?)(?:$|[\s_-])/i;

/** An address written backwards and turned by the style sheet. True when the `@` at this place was one. */
export function findReversed(line: Line, at: number, element: Element | undefined, finds: Finds): boolean {
  const before = /[\w.+%-]{1,80}$/.exec(line.text.slice(Math.max(0, at - 80), at))?.[0] ?? '';
  const after = /^[\w.+%-]{1,80}/.exec(line.text.slice(at + 1, at + 82))?.[0] ?? '';
  if (!before.includes('.') || after === '') return false;
  const forward = `${before}@${after}`;
  const turned = reverse(forward).replace(/^\.+|\.+$/g, '');
  if (ADDRESS.exec(turned)?.[0] !== turned || !endsUsually(turned)) return false;
  if (endsUsually(forward) ? !isTurned(element) : !isTurned(element) && ADDRESS.test(forward) && !/^[a-z]{2,3}\./i.test(before)) return false;
  finds.add({ what: 'email', value: turned, how: 'reversed', zone: line.zone, order: line.order, element, around: line.text.slice(Math.max(0, at - 80), at + 120) });
  return true;
}

/** True when the style of an element, or of one near above it, turns its letters round. */
function isTurned(element: Element | undefined): boolean {
  let at: Element | null | undefined = element;
  for (let depth = 0; at && depth < 4; depth++) {
    const style = at.getAttribute('style') ?? '';
    if (/direction:\s*rtl/i.test(style) || (at.localName === 'bdo' && at.getAttribute('dir') === 'rtl')) return true;
    if (SAYS_REVERSED.test(at.getAttribute('class') ?? '')) return true;
    at = at.parentElement;
  }
  const view = element?.ownerDocument.defaultView;
  if (!element || !view) return false;
  try {
    const style = view.getComputedStyle(element);
    return style.direction === 'rtl' && style.unicodeBidi.includes('override');
  } catch {
    return false;
  }
}
