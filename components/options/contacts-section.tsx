import { Ban, FileUp, Search, X } from 'lucide-react';
import { useId, useState, type ReactElement } from 'react';
import type { ContactEntry } from '../../lib/domain/contact/do-not-contact.ts';
import { useContactCount, useContacts } from '../../lib/ui/contact-queries.ts';
import { addedWords, CONTACT_KIND_WORDS, entryWords } from '../../lib/ui/contact-words.ts';
import { countOf, dateOf, plural } from '../../lib/ui/format.ts';
import { addContactLines, contactLines } from '../../lib/ui/import/contact-list.ts';
import { PROBLEM_WORDS } from '../../lib/ui/import/words.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { Icon } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { PaneHead } from './side-meter.tsx';

const PAGE = 100;

/** Who is neither asked about nor sent anywhere: by address, domain, person and number. */
export function ContactsSection(): ReactElement {
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(PAGE);
  const count = useContactCount();
  const page = useContacts(search, most);
  return (
    <>
      <PaneHead title="Do not contact">Whoever is on this list is never enriched and never sent to a destination. The reason stands in the table and on every price.</PaneHead>
      <AddLines />
      {count === undefined || page === undefined ? null : count === 0 ? (
        <p className="k-2 k-recipes__none">Nobody is on the list.</p>
      ) : (
        <>
          <div className="k-bar-row">
            <div className="k-input k-find">
              <Icon of={Search} size={14} />
              <input type="search" placeholder={`Search ${count === 1 ? '1 entry' : `${countOf(count)} entries`}`} aria-label="Search the list" value={search} onChange={(e) => setSearch(e.target.value)} />
            </div>
          </div>
          {page.entries.length === 0 ? (
            <p className="k-2 k-recipes__none">No entry fits the search.</p>
          ) : (
            <div className="k-card k-dnc__l">
              <ul aria-label="Entries">
                {page.entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ul>
              {page.hasMore ? (
                <p className="k-dnc__more">
                  <Button small onClick={() => setMost(most + PAGE)}>
                    Show more
                  </Button>
                </p>
              ) : null}
            </div>
          )}
        </>
      )}
    </>
  );
}

function Entry({ entry }: { readonly entry: ContactEntry }): ReactElement {
  const now = useNow(60_000);
  const remove = useCommand('contact.remove');
  const takeOff = async (): Promise<void> => {
    const done = await remove.send({ ids: [entry.id] });
    if (done) showToast({ kind: 'info', text: `${entry.shown} may be contacted again`, undo: done.activityId });
  };
  const words = entryWords(entry);
  return (
    <li>
      <span className="k-tag">{CONTACT_KIND_WORDS[entry.kind]}</span>
      <b className="k-trunc k-val" dir="auto" title={entry.shown}>{entry.shown}</b>
      <span className="k-sm k-3 k-trunc">
        {words === '' ? '' : `${words}, `}
        {dateOf(entry.at, now)}
      </span>
      <IconButton small label={`Take ${entry.shown} off the list`} onClick={() => void takeOff()}>
        <Icon of={X} size={14} />
      </IconButton>
    </li>
  );
}

/** One line or many, typed, pasted or from a file. */
function AddLines(): ReactElement {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const id = useId();
  const lines = text.split(/[\n,;]+/).map((line) => line.trim()).filter(Boolean);
  const add = async (all: readonly string[], from?: string): Promise<boolean> => {
    const done = await addContactLines(all, from);
    if (!done.ok) {
      showToast({ kind: 'bad', text: done.error });
      return false;
    }
    setRefused(done.value.refused);
    showToast({ kind: 'info', text: addedWords(done.value, done.value.refused.length), ...(done.value.added > 0 ? { undo: done.value.activityId } : {}) });
    return true;
  };
  const addTyped = async (): Promise<void> => {
    setBusy(true);
    if (await add(lines)) setText('');
    setBusy(false);
  };
  const take = async (chosen: File): Promise<void> => {
    setBusy(true);
    const found = await contactLines(chosen);
    if (!found.ok) showToast({ kind: 'bad', text: `${chosen.name} cannot be read. ${PROBLEM_WORDS[found.error]}` });
    else if (!found.value || found.value.length === 0) showToast({ kind: 'bad', text: `${chosen.name} has no column of addresses, domains or telephone numbers. Nothing was changed.` });
    else await add(found.value, chosen.name);
    setBusy(false);
  };
  return (
    <form
      className="k-card k-dnc__add"
      onSubmit={(e) => {
        e.preventDefault();
        if (lines.length > 0 && !busy) void addTyped();
      }}
    >
      <label className="k-label" htmlFor={id}>
        Add addresses, domains, profiles or numbers
      </label>
      <textarea id={id} className="k-text" rows={3} spellCheck={false} placeholder={'ada@example.com\nexample.org\n+44 20 7946 0958'} value={text} onChange={(e) => setText(e.target.value)} />
      <div className="k-dnc__a">
        <Button look="primary" type="submit" busy={busy} disabled={lines.length === 0} icon={<Icon of={Ban} size={14} />}>
          Add{lines.length > 1 ? ` ${countOf(lines.length)}` : ''}
        </Button>
        <FileButton label="List to import" accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.vcf,text/csv,text/plain" busy={busy} icon={<Icon of={FileUp} size={14} />} onFile={(chosen) => void take(chosen)}>
          Import a list
        </FileButton>
        <span className="k-sm k-3 k-grow">Unsubscribe exports work as they are: the column of addresses is found.</span>
      </div>
      {refused.length > 0 ? (
        <Note tone="warn" title={`${plural(refused.length, 'line')} left out: no address, domain, profile or number with its country`}>
          <span className="k-dnc__no">{refused.slice(0, 50).join(' · ')}{refused.length > 50 ? ` · and ${countOf(refused.length - 50)} more` : ''}</span>
        </Note>
      ) : null}
    </form>
  );
}
