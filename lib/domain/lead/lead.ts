import type { LeadId, TableId, TaskId } from '../../core/ids.ts';
import type { ByLeadKey } from './custom.ts';
import type { LeadKind } from './fields.ts';
import type { ColumnLayout } from '../view/layout.ts';

/** Where a value comes from. The marks of the interface follow it: circle page, diamond provider, square person or import, triangle guess. */
export type Origin = 'page' | 'provider' | 'person' | 'import' | 'guess';
/** How a page value was read, best first. `list` = a cell of a captured list, `context` = text, link or image handed over by a right click. */
export type ReadMethod = 'recipe' | 'jsonld' | 'microdata' | 'rdfa' | 'hcard' | 'meta' | 'text' | 'list' | 'context';
/** Who paid the source of an answer: nobody, the user's own key, the account, or nobody because it was only practice. */
export type Route = 'free' | 'own' | 'account' | 'practice';

export interface Evidence {
  /** CSS selector of the element, unique on the page when it was read. */
  readonly selector?: string;
  /** JSON path or property name inside structured data, such as `$.jobTitle`. */
  readonly path?: string;
  /** The text around the value as it stood on the page. */
  readonly text?: string;
}

export interface Provenance {
  readonly origin: Origin;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly pageUrl?: string;
  readonly recipeId?: string;
  readonly method?: ReadMethod;
  readonly evidence?: Evidence;
  /** The name of the file that was imported. */
  readonly fileName?: string;
  readonly providerId?: string;
  readonly operation?: string;
  readonly taskId?: TaskId;
  readonly route?: Route;
  /** The answer came from the practice sandbox and is not about a real person or company. */
  readonly sandbox?: true;
}

export interface FieldValue {
  /** Normalised: E.164 phone, lower-case e-mail, canonical URL, trimmed text. */
  readonly value: string;
  /** As it stood on the page or in the answer, when that differs. */
  readonly original?: string;
  /** 0 to 100, whole. */
  readonly confidence: number;
  readonly provenance: Provenance;
}

/** All values known for one field. Merging adds a rival, never deletes; which one shows is derived by `chosenValue`. */
export interface FieldState {
  readonly values: readonly FieldValue[];
  /** A value that a person chose: it shows whatever the confidence of its rivals. */
  readonly pinned?: string;
}

/** Known fields and the columns that a person made, treated alike. */
export type LeadFields = ByLeadKey<FieldState>;

export interface Lead {
  readonly id: LeadId;
  readonly tableId: TableId;
  readonly kind: LeadKind;
  readonly fields: LeadFields;
  /** Sorted identity keys, see identity.ts. */
  readonly keys: readonly string[];
  /** The words under which a company is found by its name, see company-name.ts. The storage writes them with the record; whoever changes a lead leaves them. */
  readonly names?: readonly string[];
  readonly sourceUrl?: string;
  /** Position in its table; new leads take the next number. */
  readonly order: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Table {
  readonly id: TableId;
  readonly name: string;
  readonly kind: LeadKind;
  readonly createdAt: number;
  /** How its columns stand while no view is open; absent = as usual. */
  readonly layout?: ColumnLayout;
}
