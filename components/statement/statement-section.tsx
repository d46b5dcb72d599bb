import { Download, Maximize2, Minimize2, RefreshCw } from 'lucide-react';
import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react';
import { micro } from '../../lib/domain/ledger/amount.ts';
import { isFiltered as hasFilter } from '../../lib/domain/ledger/statement.ts';
import { useAsOf } from '../../lib/ui/account-queries.ts';
import { plural } from '../../lib/ui/format.ts';
import { useMeters } from '../../lib/ui/queries.ts';
import { NO_FILTER, filterOf, type FilterState } from '../../lib/ui/statement-filter.ts';
import { memberNames, useStatement } from '../../lib/ui/statement-query.ts';
import type { Grouping } from '../../lib/ui/statement-scan.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useKey } from '../../lib/ui/use-key.ts';
import { useStatementFile } from '../../lib/ui/use-statement-file.ts';
import { Button, LinkButton } from '../parts/button.tsx';
import { Icon, StopGlyph } from '../parts/icon.tsx';
import { Note } from '../parts/note.tsx';
import { EntryAside } from './entry-aside.tsx';
import { LocalStatement } from './local-statement.tsx';
import { MeterCards } from './meter-cards.tsx';
import { StatementFilters } from './statement-filters.tsx';
import { StatementFoot } from './statement-foot.tsx';
import { StatementList } from './statement-list.tsx';

interface StatementSectionProps {
  readonly nameOf: (providerId: string) => string;
  readonly isWide: boolean;
}

/** Every entry of the account's ledger: explained, with what was left after it, and sums that come to the balances. */
export function StatementSection({ nameOf, isWide }: StatementSectionProps): ReactElement | null {
  const [state, setState] = useState<FilterState>(NO_FILTER);
  const [grouping, setGrouping] = useState<Grouping>('none');
  const [open, setOpen] = useState<number | null>(null);
  const today = Math.floor(useNow(60_000) / 3_600_000) * 3_600_000;
  const filter = useMemo(() => filterOf(state, today), [state, today]);
  const { account, scan, fresh, isBehind, again } = useStatement(filter, grouping, nameOf);
  const meters = useMeters();
  const asOf = useAsOf();
  const file = useStatementFile(nameOf);
  const search = useRef<HTMLInputElement>(null);
  useKey('/', () => search.current?.focus());
  const me = scan?.facets.me;
  const ownName = account?.member.name;
  const memberOf = useMemo(() => memberNames(me, ownName), [me, ownName]);
  const show = useCallback((seq: number | null) => setOpen(seq), []);
  if (account === undefined || !meters) return null;
  const isFiltered = hasFilter(filter);
  const place = open === null || !scan ? -1 : scan.seqs.indexOf(open);
  return (
    <>
      <div className="k-row k-sth">
        <header className="k-ph k-grow">
          <h1>Statement</h1>
          <p className="k-2">Every amount is the sum of these entries. Entries are never edited.</p>
        </header>
        {account === null || !scan || scan.all.lines === 0 ? null : file.share === undefined ? (
          <Button icon={<Icon of={Download} size={14} />} off={!scan.done || scan.seqs.length === 0} onClick={() => void file.save(scan, isFiltered ? 'statement-part.csv' : 'statement.csv')}>
            {isFiltered ? `CSV of ${plural(scan.seqs.length, 'entry', 'entries')}` : 'CSV'}
          </Button>
        ) : (
          <Button icon={<StopGlyph />} onClick={file.stop}>
            Stop, {Math.round(file.share * 100)} %
          </Button>
        )}
        {account === null ? null : (
          <a className="k-btn k-hide-small" href={isWide ? '#statement' : '#statement/wide'} title={isWide ? 'With the menu' : 'Over the whole width'}>
            <Icon of={isWide ? Minimize2 : Maximize2} size={14} />
            {isWide ? 'Narrow' : 'Wide'}
          </a>
        )}
      </div>
      {account === null ? (
        <LocalStatement />
      ) : (
        <>
          <MeterCards account={account} views={meters} asOf={asOf} sums={scan?.done ? scan.all : undefined} />
          {scan?.total === 0 ? (
            <Note title="No entries yet">{isBehind ? 'They are on their way from the account.' : 'The first is written when the plan begins or something is bought.'}</Note>
          ) : (
            <>
              <StatementFilters state={state} onChange={setState} grouping={grouping} onGroup={setGrouping} facets={scan?.facets} nameOf={nameOf} memberOf={memberOf} search={search} />
              {fresh > 0 ? (
                <p className="k-row k-sm k-2" role="status">
                  {plural(fresh, 'new entry', 'new entries')}
                  <LinkButton onClick={again}>
                    <Icon of={RefreshCw} size={12} /> Show
                  </LinkButton>
                </p>
              ) : null}
              <div className={open === null ? '' : 'k-two k-two--aside'}>
                <section className="k-card k-stc" aria-label="Entries" aria-busy={!scan?.done}>
                  {scan && scan.done && scan.seqs.length === 0 ? (
                    <p className="k-st__none k-2">
                      Nothing fits. <LinkButton onClick={() => setState(NO_FILTER)}>Show all</LinkButton>
                    </p>
                  ) : scan ? (
                    <StatementList scan={scan} grouping={grouping} open={open} onOpen={show} nameOf={nameOf} memberOf={memberOf} />
                  ) : (
                    <p className="k-st__none k-2" role="status">Looking through the entries</p>
                  )}
                  {scan ? <StatementFoot scan={scan} isFiltered={isFiltered} isBehind={isBehind} /> : null}
                </section>
                {open === null ? null : (
                  <EntryAside seq={open} after={place < 0 ? undefined : { actions: micro(scan?.actionsAfter[place] ?? 0), credits: micro(scan?.creditsAfter[place] ?? 0) }} priceBook={account.priceBook} nameOf={nameOf} memberOf={memberOf} onClose={() => setOpen(null)} onOpen={show} />
                )}
              </div>
            </>
          )}
        </>
      )}
    </>
  );
}
