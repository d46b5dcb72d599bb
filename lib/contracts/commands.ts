/**
 * The commands of the interface to the background: `noun.verb`, parsed on receipt, answered with a Result.
 * The face reads the database by live queries; everything that changes something is a command.
 */
import { z } from 'zod';
import type { Quote } from '../domain/enrichment/quote.ts';
import type { OperationName } from '../domain/enrichment/operation.ts';
import { isLeadKey, type LeadKey } from '../domain/lead/custom.ts';
import { FIELD_KEYS } from '../domain/lead/fields.ts';
import type { Result } from '../core/result.ts';
import { idSchema, amountsSchema } from './account-api.ts';
import { ACCOUNT_VIEW_COMMANDS, type AccountViewOutputs } from './account-view-commands.ts';
import { DESTINATION_COMMANDS, type DestinationOutputs } from './destination-commands.ts';
import { DUPLICATE_COMMANDS, type DuplicateOutputs } from './duplicate-commands.ts';
import { ERASE_COMMANDS, type EraseOutputs } from './erase-commands.ts';
import { FOLLOW_COMMANDS, type FollowOutputs } from './follow-commands.ts';
import { IMPORT_COMMANDS, type ImportOutputs } from './import-commands.ts';
import { LEARNING_COMMANDS, type LearningOutputs } from './learning-commands.ts';
import { LINK_COMMANDS, type LinkOutputs } from './link-commands.ts';
import { LIST_COMMANDS, type ListOutputs } from './list-commands.ts';
import { OWN_PROVIDER_COMMANDS, type OwnProviderOutputs } from './own-provider-commands.ts';
import { RECIPE_COMMANDS, type RecipeOutputs } from './recipe-commands.ts';
import { PICKER_COMMANDS, type PickerOutputs } from './picker-commands.ts';
import { QUESTION_COMMANDS, type QuestionOutputs } from './question-commands.ts';
import { CELL_COMMANDS, type CellOutputs } from './cell-commands.ts';
import { CLIP_COMMANDS, type ClipOutputs } from './clip-commands.ts';
import { CONTACT_COMMANDS, type ContactOutputs } from './contact-commands.ts';
import { TABLE_FORMATS } from './table-formats.ts';
import { TAGS_COMMANDS, type TagsOutputs } from './tags-commands.ts';
import { WATERFALL_COMMANDS, type WaterfallOutputs } from './waterfall-commands.ts';
import { VIEW_COMMANDS, type ViewOutputs } from './view-commands.ts';
import { RUN_COMMANDS, type RunOutputs } from './run-commands.ts';
import { EXPORT_ROWS, PAGE_URL_CHARS, RUN_LEADS } from '../core/limits.ts';

const kind = z.enum(['person', 'company']);
const fieldKey = z.enum(FIELD_KEYS);
/** A field, or a column that a person made. */
const leadKey = z.custom<LeadKey>((key) => typeof key === 'string' && isLeadKey(key));
const tabId = z.int().min(0);
const pageUrl = z.string().max(PAGE_URL_CHARS);
const providerId = z.string().min(1).max(60).regex(/^[a-z0-9-]+$/);
const name = z.string().trim().min(1).max(80);

export const COMMANDS = {
  ...ACCOUNT_VIEW_COMMANDS,
  ...FOLLOW_COMMANDS,
  ...DESTINATION_COMMANDS,
  /** Reads the page of a tab; the result is the row `captures[tabId]`. */
  'page.capture': z.strictObject({ tabId }),
  /** Scrolls to the evidence of a value and rings it. */
  'page.show': z.strictObject({ tabId, selector: z.string().max(2_000).optional(), text: z.string().max(300).optional() }),
  /** What the page is read as; both readings are there already. */
  'capture.setKind': z.strictObject({ tabId, kind: z.enum(['person', 'company', 'list']) }),
  /** `url` names the page that was shown: if the tab has been read anew on another one, nothing is saved. */
  'lead.save': z.strictObject({ tabId, url: pageUrl, tableId: idSchema }),
  /** `pageUrl`: the page that was open; its waiting clips go with the lead. */
  'lead.add': z.strictObject({ tableId: idSchema, fields: z.partialRecord(fieldKey, z.string().max(2_000)), pageUrl: pageUrl.optional() }),
  'lead.edit': z.strictObject({ leadId: idSchema, field: leadKey, value: z.string().max(2_000) }),
  /** Pins one of the known values of a field. */
  'lead.choose': z.strictObject({ leadId: idSchema, field: leadKey, value: z.string().max(4_000) }),
  'lead.delete': z.strictObject({ leadIds: z.array(idSchema).min(1).max(RUN_LEADS) }),
  'activity.undo': z.strictObject({ activityId: idSchema }),
  'table.create': z.strictObject({ name, kind }),
  'table.rename': z.strictObject({ tableId: idSchema, name }),
  'table.delete': z.strictObject({ tableId: idSchema }),
  /** For leads, or for what was read from a tab and is not saved yet. */
  'run.quote': z.union([
    z.strictObject({ leadIds: z.array(idSchema).min(1).max(RUN_LEADS), waterfallId: z.string().max(80) }),
    z.strictObject({ tabId, waterfallId: z.string().max(80) }),
  ]),
  /** `cap` repeats the most that stood on the button; the run never takes more. It ends at `stopAt`, which may be less. With `tabId` the lead is saved first, to the current table of its kind. */
  'run.start': z.union([
    z.strictObject({ leadIds: z.array(idSchema).min(1).max(RUN_LEADS), waterfallId: z.string().max(80), cap: amountsSchema, expected: amountsSchema.optional(), stopAt: amountsSchema.partial().optional() }),
    z.strictObject({ tabId, url: pageUrl, waterfallId: z.string().max(80), cap: amountsSchema }),
  ]),
  'run.stop': z.strictObject({ runId: idSchema }),
  /** Asks the failed tasks of an ended run again, under a new quote shown before. */
  'run.retry': z.strictObject({ runId: idSchema, cap: amountsSchema }),
  'catalogue.list': z.strictObject({}),
  'key.set': z.strictObject({ providerId, key: z.string().min(1).max(4_000) }),
  'key.check': z.strictObject({ providerId }),
  'key.remove': z.strictObject({ providerId }),
  'account.signIn': z.strictObject({ serverUrl: z.url().max(500) }),
  'account.cancelSignIn': z.strictObject({}),
  'account.signOut': z.strictObject({}),
  /** Signs out as `account.signOut` does, and asks the same server for a code: the other workspace is chosen on its page. */
  'account.switchWorkspace': z.strictObject({}),
  'account.sync': z.strictObject({}),
  'export.file': z.strictObject({
    what: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('table'), tableId: idSchema, leadIds: z.array(idSchema).max(EXPORT_ROWS).optional(), format: z.enum(TABLE_FORMATS), withoutListed: z.boolean().optional() }),
      z.strictObject({ kind: z.literal('statement'), format: z.literal('csv') }),
    ]),
  }),
  'settings.set': z.strictObject({
    theme: z.enum(['system', 'light', 'dark']).optional(),
    currentTable: z.strictObject({ kind, tableId: idSchema }).optional(),
    /** Practice mode: provider calls go to a sandbox on this machine. Loopback addresses only; null switches it off. */
    sandboxUrl: z.url().max(200).nullable().optional(),
    letterKeys: z.boolean().optional(),
    tellNames: z.boolean().optional(),
  }),
  ...LIST_COMMANDS,
  ...RECIPE_COMMANDS,
  ...PICKER_COMMANDS,
  ...CELL_COMMANDS,
  ...CLIP_COMMANDS,
  ...CONTACT_COMMANDS,
  ...DUPLICATE_COMMANDS,
  ...ERASE_COMMANDS,
  ...LINK_COMMANDS,
  ...IMPORT_COMMANDS,
  ...LEARNING_COMMANDS,
  ...WATERFALL_COMMANDS,
  ...OWN_PROVIDER_COMMANDS,
  ...QUESTION_COMMANDS,
  ...RUN_COMMANDS,
  ...TAGS_COMMANDS,
  ...VIEW_COMMANDS,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = z.input<(typeof COMMANDS)[N]>;

export interface CommandOutputs
  extends AccountViewOutputs,
    CellOutputs,
    ClipOutputs,
    ContactOutputs,
    DestinationOutputs,
    DuplicateOutputs,
    EraseOutputs,
    LinkOutputs,
    FollowOutputs,
    ImportOutputs,
    LearningOutputs,
    ListOutputs,
    OwnProviderOutputs,
    PickerOutputs,
    QuestionOutputs,
    RecipeOutputs,
    RunOutputs,
    TagsOutputs,
    ViewOutputs,
    WaterfallOutputs {
  'page.capture': { captured: boolean };
  'page.show': { found: boolean };
  'capture.setKind': null;
  'lead.save': { leadId: string; outcome: 'added' | 'merged' | 'unchanged'; activityId: string | null };
  'lead.add': { leadId: string; outcome: 'added' | 'merged' | 'unchanged'; activityId: string | null };
  'lead.edit': { activityId: string | null };
  'lead.choose': { activityId: string | null };
  'lead.delete': { activityId: string };
  'activity.undo': { restored: number };
  'table.create': { tableId: string };
  'table.rename': null;
  'table.delete': { activityId: string };
  'run.quote': Quote;
  'run.start': { runId: string };
  'run.stop': { callsOut: number };
  'run.retry': { runId: string };
  'catalogue.list': ProviderSummary[];
  'key.set': KeyCheck;
  'key.check': KeyCheck;
  'key.remove': null;
  'account.signIn': null;
  'account.cancelSignIn': null;
  'account.signOut': null;
  'account.switchWorkspace': null;
  'account.sync': { pushed: number; pulled: number };
  /** `listed`: leads on the do-not-contact list, marked in the file or left out of it. */
  'export.file': { fileId: string; name: string; rows: number; listed?: number };
  'settings.set': null;
}

export interface CommandError {
  /** Stable word for the program, such as `not_found`, `bad_input`, `no_permission`, `offline`, `not_signed_in`, `conflict`. */
  readonly code: string;
  /** One or two plain sentences for the person: what happened, what it cost, what to do. */
  readonly message: string;
}
export type CommandResult<N extends CommandName> = Result<CommandOutputs[N], CommandError>;

/** What the face knows of a provider; the manifest itself stays below. */
export interface ProviderSummary {
  readonly id: string;
  readonly name: string;
  readonly homepage: string;
  /** Origin that calls go to; a host permission is asked for it when the provider is switched on. */
  readonly origin: string;
  /** A source of Kiln's own that reads websites: the match patterns it asks for in one question. It has no `homepage` and no `origin`. */
  readonly sites?: readonly string[];
  /** Further origins that some of its calls go to. */
  readonly moreOrigins?: readonly string[];
  /** Nothing can be asked before a key, or the address of one's own program, is entered. */
  readonly needsKey: boolean;
  readonly takesKey?: 'no' | 'may' | 'must';
  /** The person may (or must) say where the program answers: kept before the key, see `joinSecret`. */
  readonly address?: { readonly label: string; readonly example: string; readonly required: boolean };
  readonly keyLabel?: string;
  readonly keyHelpUrl?: string;
  readonly canCheckKey: boolean;
  readonly operations: readonly { readonly name: OperationName; readonly label: string }[];
  /** Words for the aside: what is sent. */
  readonly sends: readonly string[];
}
export interface KeyCheck {
  readonly status: KeyStatus;
  readonly last4: string;
  readonly detail?: string;
  readonly creditsLeft?: string;
}
export type KeyStatus = 'works' | 'rejected' | 'empty' | 'unchecked' | 'unreachable';

/** The message that carries a command. */
export const commandMessageSchema = z.strictObject({ type: z.literal('command'), name: z.enum(Object.keys(COMMANDS) as [CommandName, ...CommandName[]]), input: z.unknown() });
export type CommandMessage = z.infer<typeof commandMessageSchema>;
