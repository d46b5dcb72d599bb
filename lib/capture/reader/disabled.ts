const WORD = /(?:^|[\s_-])(?:disabled|inactive|unavailable)(?:$|[\s_-])/i;

/** The page says of a control, or of the item of a pager it is in, that it leads nowhere now. */
export function isDisabled(control: Element): boolean {
  if (control.hasAttribute('disabled') || control.getAttribute('aria-disabled') === 'true') return true;
  const item = control.parentElement?.localName === 'li' ? control.parentElement.getAttribute('class') : null;
  return WORD.test(`${control.getAttribute('class') ?? ''} ${item ?? ''}`);
}
