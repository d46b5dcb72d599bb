import type { Written } from './memory-database.ts';

/** What happened, as one number: equal for equal worlds. Two FNV-1a sums of 32 bits (public domain) are enough to tell schedules apart. */
export function createTrace(log?: (line: string) => void) {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  const add = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193) >>> 0;
      b = Math.imul(b ^ code, 0x01000197) >>> 0;
    }
  };
  return {
    line(at: number, text: string): void {
      add(`${at} ${text}\n`);
      log?.(`${String(at).padStart(8)} ${text}`);
    },
    commit(at: number, writes: readonly Written[]): void {
      add(`${at} `);
      for (const { table, after } of writes) {
        const row = (after ?? {}) as { id?: unknown; state?: unknown; key?: unknown };
        log?.(`${String(at).padStart(8)} ${table} ${JSON.stringify(after ?? null).slice(0, table === 'tasks' ? 3_000 : 400)}`);
        add(`${table} ${typeof row.id === 'string' ? row.id : ''} ${typeof row.state === 'string' ? row.state : ''} ${after ? 'put' : 'gone'};`);
      }
    },
    hash: (): string => `${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`,
  };
}
