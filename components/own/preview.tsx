import { Copy } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ManifestCheck } from '../../lib/contracts/own-provider-commands.ts';
import { plural } from '../../lib/ui/format.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icon.tsx';
import { SentFacts } from './sent-facts.tsx';

/** The provider as it will be kept, to read and to copy, and what is still missing. */
export function Preview({ manifest, check, problems }: { readonly manifest: Readonly<Record<string, unknown>>; readonly check: ManifestCheck | undefined; readonly problems: number }): ReactElement {
  const text = JSON.stringify(manifest, null, 2);
  const summary = problems === 0 ? check?.summary : undefined;
  return (
    <>
      <p className="k-sm" role="status">
        {problems > 0 ? <span className="k-2">{plural(problems, 'thing')} still to say or to put right.</span> : summary ? <span className="k-ok">Complete.</span> : ''}
      </p>
      {summary ? (
        <SentFacts summary={summary} />
      ) : null}
      <details className="k-own-json">
        <summary className="k-link">As JSON</summary>
        <textarea className="k-recipe-json k-own-made" aria-label="The provider as JSON" readOnly rows={16} spellCheck={false} value={text} />
        <Button small icon={<Icon of={Copy} size={14} />} onClick={() => void navigator.clipboard.writeText(text).then(() => showToast({ kind: 'info', text: 'Copied. There is no key in it' }))}>
          Copy
        </Button>
      </details>
    </>
  );
}
