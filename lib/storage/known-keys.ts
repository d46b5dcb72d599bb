import type { LeadId, TableId } from '../core/ids.ts';
import type { Lead } from '../domain/lead/lead.ts';
import type { bulkLeads } from './bulk-leads.ts';

/**
 * Who is in a table, by identity key: one look over the table instead of a question for each row. Whoever else adds leads meanwhile
 * is seen at the next `catchUp`; keys that others change meanwhile are not, and leads that are gone are for the caller to notice.
 */
export class KnownKeys {
  private readonly byKey = new Map<string, LeadId>();
  private last = -Infinity;

  private readonly tableId: TableId;
  private readonly leads: ReturnType<typeof bulkLeads>;

  constructor(tableId: TableId, leads: ReturnType<typeof bulkLeads>) {
    this.tableId = tableId;
    this.leads = leads;
  }

  /** Takes in what was added since the last time. @returns the largest place in the table */
  async catchUp(): Promise<number> {
    await this.leads.eachFrom(this.tableId, this.last, (batch) => batch.forEach((lead) => this.remember(lead)));
    return this.last;
  }

  remember(lead: Lead): void {
    this.last = Math.max(this.last, lead.order);
    for (const key of lead.keys) if (!this.byKey.has(key)) this.byKey.set(key, lead.id);
  }

  find(keys: readonly string[]): LeadId | undefined {
    const key = keys.find((one) => this.byKey.has(one));
    return key === undefined ? undefined : this.byKey.get(key);
  }
}
