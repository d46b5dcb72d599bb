import { BookmarkCheck, Scissors } from 'lucide-react';
import { useMemo, type ReactElement, type ReactNode } from 'react';
import type { Capture } from '../../lib/domain/lead/capture.ts';
import type { LeadKey } from '../../lib/domain/lead/custom.ts';
import type { ListCapture } from '../../lib/domain/list/list.ts';
import { mergeFields, textOf } from '../../lib/domain/lead/merge.ts';
import type { FieldValue } from '../../lib/domain/lead/lead.ts';
import { openKilnPage } from '../../lib/ui/browser.ts';
import { initialsOf, plural, sinceOf } from '../../lib/ui/format.ts';
import { changeCounts, fieldRows, nameOfLead, subtitleOf } from '../../lib/ui/lead-rows.ts';
import { useColumns } from '../../lib/ui/questions.ts';
import { useKnown, useMeta, useTables, type KnownLead } from '../../lib/ui/queries.ts';
import { showToast } from '../../lib/ui/toast-store.ts';
import { useNow } from '../../lib/ui/use-browser.ts';
import { useCommand } from '../../lib/ui/use-commands.ts';
import { LinkButton } from '../parts/button.tsx';
import { EraseLead } from '../parts/erase-dialog.tsx';
import { FieldList } from '../parts/field-list.tsx';
import { LeadTags } from '../parts/lead-tags.tsx';
import { Note } from '../parts/note.tsx';
import { ActionBar } from './action-bar.tsx';
import { BuyList } from './buy-list.tsx';
import { ClipSection } from './clip-section.tsx';
import { LastResults } from './last-results.tsx';
import { PageBar } from './page-bar.tsx';
import { RecipeNote } from './recipe-note.tsx';
import { Strips } from './strips.tsx';

interface LeadViewProps {
  readonly tabId: number;
  readonly url: string;
  readonly capture: Capture;
  /** The page has a list, too. */
  readonly list?: ListCapture;
  readonly nameOf: (providerId: string) => string;
  readonly strip: ReactNode;
}

/** What was read from the page, beside what is known of the same person or company. */
export function LeadView({ tabId, url, capture, list, nameOf, strip }: LeadViewProps): ReactElement {
  const settings = useMeta('settings');
  const tables = useTables();
  const current = settings?.currentTables[capture.kind];
  const known = useKnown(capture.kind, capture.fields, current);
  const choose = useCommand('lead.choose');
  const show = useCommand('page.show');
  const hit = known?.[0];
  const lead = hit?.lead;
  const columns = useColumns(capture.kind);
  const rows = useMemo(() => fieldRows(capture.kind, lead?.fields, capture.fields, columns), [capture, lead, columns]);
  const shown = useMemo(() => (lead ? mergeFields(lead.fields, capture.fields) : capture.fields), [lead, capture]);
  const onShow = async (value: FieldValue): Promise<void> => {
    const { selector, text } = value.provenance.evidence ?? {};
    const found = await show.send({ tabId, ...(selector === undefined ? {} : { selector }), ...(text === undefined ? {} : { text: text.slice(0, 300) }) });
    if (found && !found.found) showToast({ kind: 'info', text: 'That place is no longer on the page' });
  };
  const onUse = (field: LeadKey, value: string): void => {
    if (lead) void choose.send({ leadId: lead.id, field, value });
  };
  return (
    <>
      <PageBar tabId={tabId} url={url} capture={capture} {...(list ? { list } : {})} busy={false} />
      <div className="k-panel__body" id="panel-body" role="tabpanel" aria-labelledby="panel-body-page">
        <Strips />
        {strip}
        <div className="k-panel__pad">
          <Who kind={capture.kind} name={nameOfLead(shown)} subtitle={subtitleOf(capture.kind, shown)} fresh={known?.length === 0} />
          {hit ? <Known hit={hit} others={(known?.length ?? 1) - 1} capture={capture} /> : null}
          <ReadNotes tabId={tabId} capture={capture} />
          {lead ? <LeadTags key={lead.id} lead={lead} /> : null}
          <FieldList rows={lead ? rows.filter(({ field, change }) => field !== 'tags' || change) : rows} nameOf={nameOf} onShow={(value) => void onShow(value)} {...(lead ? { onUse } : {})} />
          {known ? <BuyList tabId={tabId} url={capture.url} kind={capture.kind} shown={shown} {...(lead ? { lead } : {})} nameOf={nameOf} /> : null}
          {known ? <ClipSection tabId={tabId} url={url} {...(lead ? { leadId: lead.id } : {})} /> : null}
          {lead ? <LastResults leadId={lead.id} nameOf={nameOf} /> : null}
          {lead ? <EraseLead leadId={lead.id} name={nameOfLead(lead.fields)} /> : null}
        </div>
      </div>
      {known && tables ? <ActionBar tabId={tabId} capture={capture} tables={tables.filter((t) => t.kind === capture.kind)} known={known} current={current} /> : null}
    </>
  );
}

interface WhoProps {
  readonly kind: Capture['kind'];
  readonly name: string;
  readonly subtitle: readonly string[];
  readonly fresh: boolean;
}

/** Initials, name, and the line below it. */
function Who({ kind, name, subtitle, fresh }: WhoProps): ReactElement {
  return (
    <div className="k-who">
      <span className={`k-ava ${kind === 'company' ? 'k-ava--sq' : ''}`} aria-hidden="true">
        {initialsOf(name)}
      </span>
      <div className="k-grow">
        <h2 className="k-trunc k-val" dir="auto" title={name}>
          {name}
        </h2>
        {subtitle.length > 0 ? (
          <p className="k-trunc k-2 k-val" dir="auto" title={subtitle.join(' · ')}>
            {subtitle.join(' · ')}
          </p>
        ) : null}
      </div>
      {fresh ? <span className="k-tag">New</span> : null}
    </div>
  );
}

/** "In Q3 outbound since 12 May": where this lead is already, and what the page says differently. */
function Known({ hit, others, capture }: { readonly hit: KnownLead; readonly others: number; readonly capture: Capture }): ReactElement {
  const now = useNow(60_000);
  const { changed, added } = changeCounts(hit.lead.fields, capture.fields);
  const parts = [changed > 0 ? `${plural(changed, 'field')} changed on the page` : '', added > 0 ? `${changed > 0 ? added : plural(added, 'field')} ${added === 1 ? 'is' : 'are'} new` : ''].filter(Boolean);
  const open = (): void => void openKilnPage('table', `table=${encodeURIComponent(hit.lead.tableId)}&lead=${encodeURIComponent(hit.lead.id)}`);
  return (
    <Note tone="ok" icon={BookmarkCheck} title={`In ${hit.table?.name ?? 'a table'} since ${sinceOf(hit.lead.createdAt, now)}`} action={<LinkButton onClick={open}>Open</LinkButton>}>
      {parts.length > 0 ? `${parts.join(', ')}.` : 'The page says nothing new.'}
      {others > 0 ? ` Also in ${plural(others, 'other table')}.` : ''}
    </Note>
  );
}

/** What the reading could not do: a page too large, a recipe that no longer fits. */
function ReadNotes({ tabId, capture }: { readonly tabId: number; readonly capture: Capture }): ReactElement {
  return (
    <>
      {capture.truncated ? (
        <Note icon={Scissors} title="Read in part">
          The page is larger than the limit. What is shown is true, something may be missing.
        </Note>
      ) : null}
      {capture.recipeMissing.length > 0 && textOf(capture.fields, 'name') !== undefined ? (
        <RecipeNote tabId={tabId} recipeId={capture.recipeId} missing={capture.recipeMissing} />
      ) : null}
    </>
  );
}
