import { toDraft } from '../capture/picker-draft.ts';
import { pickerAnswerSchema, type PickerOptions, type RawPicked } from '../contracts/raw-picker.ts';
import type { PickerState } from '../contracts/picker-commands.ts';
import { PICKER_WAIT_MS } from '../core/limits.ts';
import { err, ok, type Result } from '../core/result.ts';
import { FIELDS, fieldsOf, type FieldKey, type LeadKind } from '../domain/lead/fields.ts';
import { proposeUrlPattern } from '../domain/recipe/url-proposal.ts';
import type { CaptureProblem } from '../storage/database.ts';
import type { DraftRow } from '../storage/draft-row.ts';
import { capturePage } from './capture-page.ts';
import type { Deps } from './deps.ts';
import { problemOfUrl } from './page-problem.ts';

type PickDeps = Pick<Deps, 'store' | 'tabs' | 'now'>;
export type PickProblem = CaptureProblem | 'no-address';

/** Opens the picker over the page of a tab, and notes that somebody picks there. A draft of before is kept until there is a new one. */
export async function startPicker(deps: PickDeps, tabId: number, wish: { readonly mode?: 'list' | 'single' | undefined; readonly fields?: readonly FieldKey[] | undefined } = {}): Promise<Result<null, PickProblem>> {
  const tab = await deps.tabs.get(tabId);
  if (!tab) return err('gone');
  const known = problemOfUrl(tab.url, await deps.tabs.fileAccess());
  if (known) return err(known);
  if (tab.url !== '' && proposeUrlPattern(tab.url, 'list') === null) return err('no-address');
  const row = await deps.store.captures.get(tabId);
  const capture = row?.capture;
  const list = row?.pageKind === 'list' ? row.lists?.[row.shownList ?? 0] : undefined;
  const kind = list?.kind ?? capture?.kind ?? 'person';
  const mode = wish.mode ?? (!list && capture && Object.keys(capture.fields).length > 0 ? 'single' : 'list');
  // Two outlines over one page would be told apart by nobody.
  if (row?.overlay) await deps.tabs.hideOverlay(tabId);
  const opened = await deps.tabs.pick(tabId, { do: 'start', options: optionsOf(kind, mode, wish.fields ?? []) });
  if (!opened.ok) return opened;
  // One that was on its way when the picker was asked for is there by now.
  if ((await deps.store.captures.get(tabId))?.overlay) await deps.tabs.hideOverlay(tabId);
  const before = await deps.store.drafts.get(tabId);
  await deps.store.drafts.put({ ...before, tabId, at: deps.now(), state: 'picking', mode, kind, url: tab.url });
  return ok(null);
}

function optionsOf(kind: LeadKind, mode: 'list' | 'single', wanted: readonly FieldKey[]): PickerOptions {
  return { mode, wanted, fields: fieldsOf(kind).map((key) => ({ key, label: FIELDS[key].label, type: FIELDS[key].type })) };
}

/**
 * Waits for the person, for a while. What was picked stays in the page until it is stored here, so this may be asked
 * again at any time, also by a worker that knows nothing of the one before.
 */
export async function pollPicker(deps: PickDeps, tabId: number): Promise<Result<PickerState, 'broken' | 'no-address'>> {
  const row = await deps.store.drafts.get(tabId);
  if (row?.state !== 'picking') return ok(row ? 'ready' : 'left');
  const answer = await deps.tabs.pick(tabId, { do: 'wait', ms: PICKER_WAIT_MS });
  if (!answer.ok && answer.error === 'timeout') return ok('picking');
  const parsed = answer.ok ? pickerAnswerSchema.safeParse(answer.value) : undefined;
  if (!parsed) return endPicking(deps, tabId, 'gone');
  // A page that was loaded anew has no picker, and says nothing.
  if (!parsed.success) return answer.ok && answer.value == null ? endPicking(deps, tabId, 'gone') : broken(deps, tabId, 'broken');
  if (parsed.data.state === 'picking') return ok('picking');
  return parsed.data.state === 'left' ? endPicking(deps, tabId, 'left') : storeDraft(deps, row, parsed.data.result);
}

async function storeDraft(deps: PickDeps, row: DraftRow, picked: RawPicked): Promise<Result<PickerState, 'broken' | 'no-address'>> {
  const draft = toDraft(picked, { kind: row.kind, date: new Date(deps.now()).toISOString().slice(0, 10) });
  if (!draft.ok) return broken(deps, row.tabId, draft.error);
  await deps.store.drafts.put({ ...row, at: deps.now(), state: 'ready', mode: picked.mode, url: picked.url, recipe: draft.value.recipe, preview: draft.value.preview });
  return ok('ready');
}

async function broken<E>(deps: PickDeps, tabId: number, error: E): Promise<Result<never, E>> {
  await endPicking(deps, tabId, 'left');
  return err(error);
}

/** Nobody picks any more: the draft of before is shown again, or none. */
async function endPicking(deps: PickDeps, tabId: number, state: PickerState): Promise<{ readonly ok: true; readonly value: PickerState }> {
  await deps.store.drafts.change(tabId, (row) => (row.recipe ? { ...row, state: 'ready' } : null));
  return ok(state);
}

export async function leavePicker(deps: PickDeps, tabId: number): Promise<void> {
  await deps.tabs.pick(tabId, { do: 'leave' });
  await endPicking(deps, tabId, 'left');
}

/** Reads the page by the draft, without saving it; the draft is gone then. Null when there is no draft. */
export async function readByDraft(deps: PickDeps, tabId: number): Promise<{ captured: boolean } | null> {
  const row = await deps.store.drafts.get(tabId);
  if (!row?.recipe) return null;
  const capture = await capturePage(deps, tabId, row.recipe);
  await deps.store.drafts.remove(tabId);
  return { captured: capture !== null };
}
