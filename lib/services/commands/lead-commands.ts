import { ok } from '../../core/result.ts';
import { isCustomKey } from '../../domain/lead/custom.ts';
import type { FieldKey } from '../../domain/lead/fields.ts';
import { pageKeyOf } from '../../domain/lead/page-key.ts';
import { setCaptureKind } from '../capture-page.ts';
import { chooseValue, editLead, typedFields } from '../edit-lead.ts';
import { exportStatement } from '../export-file.ts';
import { exportTable } from '../export/export-table.ts';
import { askPage, outline } from '../list-overlay.ts';
import { saveLead, shortUrl } from '../save-lead.ts';
import { typedValue } from '../typed-value.ts';
import { undoActivity } from '../turn-edit.ts';
import { chooseTable, createTable, deleteLeads, deleteTable } from '../tables.ts';
import type { Deps } from '../deps.ts';
import { gone, movedOn, refuse, type Handlers } from './handler.ts';
import { isLoopback } from '../../core/loopback.ts';

type LeadCommand =
  | 'page.capture' | 'page.show' | 'capture.setKind' | 'lead.save' | 'lead.add' | 'lead.edit' | 'lead.choose' | 'lead.delete'
  | 'activity.undo' | 'table.create' | 'table.rename' | 'table.delete' | 'export.file' | 'settings.set';

/** Pages, leads, tables, files and settings: everything that costs nothing. */
export function leadCommands(deps: Deps): Handlers<LeadCommand> {
  return {
    'page.capture': async ({ tabId }) => ok({ captured: await askPage(deps, tabId) }),
    'page.show': async ({ tabId, selector, text }) =>
      ok({ found: await deps.tabs.show(tabId, { ...(selector ? { selector } : {}), ...(text ? { text } : {}) }) }),
    'capture.setKind': async ({ tabId, kind }) => {
      const before = await deps.store.captures.get(tabId);
      if (!(await setCaptureKind(deps, tabId, kind))) return gone(kind === 'list' ? 'A list' : 'This page');
      await outline(deps, tabId, before?.overlay === true);
      return ok(null);
    },
    'lead.save': async ({ tabId, url: shown, tableId }) => {
      const row = await deps.store.captures.get(tabId);
      if (!row?.capture) return gone('What was read from this page');
      if (row.capture.url !== shown) return movedOn();
      const { kind, fields, url } = row.capture;
      const saved = await saveLead(deps, { tableId, kind, fields, sourceUrl: url, clipsOf: pageKeyOf(url), from: shortUrl(url) });
      if (!saved) return refuse('conflict', `This table is gone or does not hold ${kind === 'person' ? 'people' : 'companies'}. Choose another one.`);
      await chooseTable(deps, kind, tableId);
      return ok({ leadId: saved.lead.id, outcome: saved.outcome, activityId: saved.activityId });
    },
    'lead.add': async ({ tableId, fields, pageUrl }) => {
      const table = await deps.store.leads.getTable(tableId);
      if (!table) return gone('This table');
      const values = Object.entries(fields).map(([field, text]) => [field as FieldKey, typedValue(table.kind, field as FieldKey, text ?? '')] as const);
      const wrong = values.flatMap(([, value]) => ('refused' in value ? [value.refused] : []))[0];
      if (wrong !== undefined) return refuse('bad_input', wrong);
      const typed = typedFields(Object.fromEntries(values.flatMap(([field, value]) => ('value' in value ? [[field, value.value]] : []))), deps.now());
      if (Object.keys(typed).length === 0) return refuse('bad_input', 'A lead needs at least one value.');
      const saved = await saveLead(deps, { tableId, kind: table.kind, fields: typed, ...(pageUrl === undefined ? {} : { sourceUrl: pageUrl, clipsOf: pageKeyOf(pageUrl) }), from: 'By hand' });
      return saved ? ok({ leadId: saved.lead.id, outcome: saved.outcome, activityId: saved.activityId }) : gone('This table');
    },
    'lead.edit': async ({ leadId, field, value }) => {
      const [lead] = await deps.store.leads.getLeads([leadId]);
      if (!lead) return gone('This lead');
      const typed = typedValue(lead.kind, field, value, isCustomKey(field) ? await deps.store.columns.get(field) : undefined);
      if ('refused' in typed) return refuse('bad_input', typed.refused);
      const edited = await editLead(deps, leadId, field, typed.value);
      return edited ? ok({ activityId: edited.outcome === 'changed' ? edited.activityId : null }) : gone('This lead');
    },
    'lead.choose': async ({ leadId, field, value }) => {
      const chosen = await chooseValue(deps, leadId, field, value);
      return chosen ? ok({ activityId: chosen.outcome === 'changed' ? chosen.activityId : null }) : gone('This lead');
    },
    'lead.delete': async ({ leadIds }) => {
      const activityId = await deleteLeads(deps, leadIds);
      return activityId ? ok({ activityId }) : gone('This lead');
    },
    'activity.undo': async ({ activityId }) => {
      const restored = await undoActivity(deps, activityId);
      return restored === null ? refuse('conflict', 'This was undone already, or is too old to undo. Nothing was changed.') : ok({ restored });
    },
    'table.create': async ({ name, kind }) => ok({ tableId: await createTable(deps, name, kind) }),
    'table.rename': async ({ tableId, name }) => ((await deps.store.leads.renameTable(tableId, name)) ? ok(null) : gone('This table')),
    'table.delete': async ({ tableId }) => {
      const activityId = await deleteTable(deps, tableId);
      return activityId ? ok({ activityId }) : gone('This table');
    },
    'export.file': async ({ what }) => {
      if (what.kind === 'statement') return ok(await exportStatement(deps));
      const { tableId, format, leadIds, withoutListed } = what;
      const file = await exportTable(deps, { tableId, format, ...(leadIds ? { leadIds } : {}), ...(withoutListed ? { withoutListed } : {}) });
      return file ? ok(file) : gone('This table');
    },
    'settings.set': async ({ theme, currentTable, sandboxUrl, letterKeys, tellNames }) => {
      if (sandboxUrl && !isLoopback(sandboxUrl)) return refuse('bad_input', 'Practice mode works with an address on this machine only, such as http://127.0.0.1:8788.');
      if (currentTable) await chooseTable(deps, currentTable.kind, currentTable.tableId);
      await deps.store.meta.changeSettings({ ...(theme ? { theme } : {}), ...(letterKeys === undefined ? {} : { letterKeys }), ...(tellNames === undefined ? {} : { tellNames }), ...(sandboxUrl === undefined ? {} : { sandboxUrl: sandboxUrl?.replace(/\/+$/, '') ?? null }) });
      return ok(null);
    },
  };
}
