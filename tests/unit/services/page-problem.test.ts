import { describe, expect, it } from 'vitest';
import { problemOfUrl } from '../../../lib/services/page-problem.ts';

describe('pages that cannot be read', () => {
  it.each([
    ['chrome://extensions/', 'browser-page'],
    ['about:blank', 'browser-page'],
    ['chrome-extension://abc/options.html', 'browser-page'],
    ['view-source:https://example.com/', 'browser-page'],
    ['https://chromewebstore.google.com/detail/x', 'store-page'],
    ['https://chrome.google.com/webstore/detail/x', 'store-page'],
    ['https://chrome.google.com/', null],
    ['https://example.com/report.PDF', 'pdf'],
    ['https://example.com/team', null],
    ['', null],
  ])('%s: %s', (url, problem) => expect(problemOfUrl(url, false)).toBe(problem));

  it('reads a file when the person has switched it on', () => {
    expect(problemOfUrl('file:///home/ada/team.html', false)).toBe('file-access');
    expect(problemOfUrl('file:///home/ada/team.html', true)).toBeNull();
  });
});
