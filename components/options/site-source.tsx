import type { ReactElement } from 'react';
import { removePatterns, requestPatterns } from '../../lib/ui/browser.ts';
import { usePatterns } from '../../lib/ui/use-browser.ts';
import { Button } from '../parts/button.tsx';
import { StateLine } from './provider-tile.tsx';

/** A source that reads the companies' own websites: what it reads, and the one right it needs. */
export function SiteSource({ sites, practice }: { readonly sites: readonly string[]; readonly practice: boolean }): ReactElement {
  const allowed = usePatterns(sites);
  return (
    <section className="k-stack">
      <p className="k-sm">
        <StateLine state="free" />
      </p>
      {practice ? (
        <p className="k-sm k-2">Practice mode opens no real website: this source is left out.</p>
      ) : (
        <>
          <div className="k-row">
            {allowed ? (
              <Button small onClick={() => void removePatterns(sites)}>
                Take the right back
              </Button>
            ) : (
              <Button small look="primary" disabled={allowed === undefined} onClick={() => void requestPatterns(sites)}>
                Allow reading websites
              </Button>
            )}
            <span className="k-sm k-2" role="status">
              {allowed === undefined ? '' : allowed ? 'Allowed' : 'Not allowed yet'}
            </span>
          </div>
          <p className="k-sm k-2">
            When it is asked, Kiln opens the home page of the company and up to four pages that it links to (contact, imprint, about, team), one a second, without your cookies and without anybody in between. Without the right it is left out; sites that you
            allowed one by one are read all the same.
          </p>
        </>
      )}
    </section>
  );
}
