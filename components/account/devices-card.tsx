import { ExternalLink } from 'lucide-react';
import type { ReactElement } from 'react';
import type { MetaRows } from '../../lib/storage/database.ts';
import { openWebPage } from '../../lib/ui/browser.ts';
import { useMeta } from '../../lib/ui/queries.ts';
import { safeHref } from '../../lib/ui/safe-href.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';

/** Devices are listed, named and signed out on the server's own page: a device that was lost cannot be trusted to do it. */
export function DevicesCard({ account }: { readonly account: MetaRows['account'] }): ReactElement {
  const device = useMeta('device');
  const page = safeHref(`${account.serverUrl}/devices`);
  return (
    <section className="k-card k-box" aria-label="Devices">
      <div className="k-row k-wrap">
        <div className="k-grow">
          <h2>Your devices</h2>
          <p className="k-sm k-2">
            See, name and sign out each of them on the server’s page. A device that is signed out there still tells what it has spent, and starts nothing new.
            {device ? ` This one ends in ${device.deviceId.slice(-8)}.` : ''}
          </p>
        </div>
        {page === undefined ? null : (
          <Button icon={<Icon of={ExternalLink} size={14} />} onClick={() => void openWebPage(page)}>
            Open the page
          </Button>
        )}
      </div>
    </section>
  );
}
