import type { Destination, OutRecord, TargetField, TargetView, WireRequest } from '../../contracts/destination.ts';
import { at, detailOf, failed, get, judgedJson, jsonOf, listAt, sendJson, textAt } from '../http.ts';
import { sameKey } from '../records.ts';

const BASE = 'https://sheets.googleapis.com/v4/spreadsheets';
const TOKENS = 'https://oauth2.googleapis.com';
/** Columns of a header that are read: A to ZZ. */
const HEADER = '1:1';

/** Rows under the header of a sheet; with a key column rows that are there are found first. */
export default {
  facts: {
    id: 'google-sheets', name: 'Google Sheets', group: 'table',
    summary: 'Rows under the header of a sheet, updated by a key column.',
    homepage: 'https://workspace.google.com/products/sheets/', docs: 'https://developers.google.com/workspace/sheets/api',
    help: ['In the Google Cloud console switch on the Google Sheets API, create a service account and a JSON key for it.', 'Share the spreadsheet with the address of the service account, as an editor.', 'The first row of the sheet holds the names of the columns.', 'The address of the spreadsheet holds its id, between /d/ and /edit.'],
    verified: { sure: 'documented', live: null, notes: 'Text is written as it stands (RAW): what begins with = is never a formula.' },
    kinds: ['person', 'company'],
    inputs: [
      { name: 'spreadsheet', label: 'Spreadsheet', kind: 'text', example: '1AbC…', pattern: '^[A-Za-z0-9_-]{20,100}$' },
      { name: 'sheet', label: 'Sheet', kind: 'text', example: 'Sheet1', pattern: '^[^\'!]{1,80}$' },
      { name: 'account', label: 'JSON key of the service account', secret: true, kind: 'long', pattern: '"private_key"', hint: 'The whole text of the file.' },
    ],
    base: BASE, moreOrigins: [TOKENS], naming: 'asked', upsert: 'lookup',
    limits: { rows: 100, perSecond: 0.4, burst: 5, concurrent: 1, bodyBytes: 1_900_000, windows: [{ requests: 60, seconds: 60 }], calls: 2, note: '60 reads and 60 writes a minute.' },
  },
  login: {
    ask({ settings }, now) {
      const account = keyOf(settings['account']);
      if (!account) return null;
      return {
        request: { method: 'POST', url: `${TOKENS}/token`, headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' }, body: `grant_type=${encodeURIComponent('urn:ietf:params:oauth:grant-type:jwt-bearer')}&assertion={assertion}` },
        assert: { pem: account.pem, claims: { iss: account.email, scope: 'https://www.googleapis.com/auth/spreadsheets', aud: `${TOKENS}/token`, iat: now, exp: now + 3_600 } },
      };
    },
    read(reply) {
      const token = textAt(jsonOf(reply), 'access_token');
      const seconds = Number(at(jsonOf(reply), 'expires_in'));
      return token ? { token, seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 3_600 } : null;
    },
  },
  check(target, [reply]) {
    if (!reply) return { kind: 'ask', request: values(target, HEADER) };
    const bad = judgedJson(reply, 1);
    if (bad) return failed(bad);
    const names = headerOf(jsonOf(reply));
    const fields = [...new Set(names)].filter((name) => name !== '').map((name): TargetField => ({ name, label: name, type: 'text', key: true }));
    return fields.length === 0 ? { kind: 'fails', because: 'refused', detail: 'The first row of the sheet is empty: it has to hold the names of the columns.' } : { kind: 'works', fields };
  },
  repeats: ({ upsertKey }) => upsertKey !== undefined,
  deliver(batch, target, replies) {
    const { upsertKey } = target;
    const [header, keys] = replies;
    if (!header) return { kind: 'ask', writes: false, request: values(target, HEADER) };
    const bad = judgedJson(header, 1);
    // A sheet that is not there is refused like a bad value: no record is to blame.
    if (bad) return bad.kind === 'results' ? { kind: 'stop', because: 'refused', ...detailOf(header) } : bad;
    const names = headerOf(jsonOf(header));
    const column = upsertKey === undefined ? -1 : names.indexOf(upsertKey);
    if (names.length === 0 || (upsertKey !== undefined && column < 0)) return { kind: 'stop', because: 'refused', detail: 'The columns of the sheet are not those of the last test. Test the destination again.' };
    if (upsertKey !== undefined && !keys) return { kind: 'ask', writes: false, request: values(target, `${letters(column)}:${letters(column)}`) };
    const badKeys = keys && upsertKey !== undefined ? judgedJson(keys, batch.length) : null;
    if (badKeys) return badKeys;
    const known = keys && upsertKey !== undefined ? listAt(jsonOf(keys), 'values').map((row) => at(row, '0')) : [];
    const places = batch.map((record) => (upsertKey === undefined ? -1 : known.findIndex((key, i) => i > 0 && sameKey(key, record.values[upsertKey] ?? ''))));
    const written = replies.slice(upsertKey === undefined ? 1 : 2);
    const asked = [
      ...(places.some((place) => place > 0) ? [update(target, batch, names, places)] : []),
      ...(places.some((place) => place <= 0) ? [append(target, batch.filter((_record, i) => (places[i] ?? -1) <= 0), names)] : []),
    ];
    for (const [i, request] of asked.entries()) {
      const reply = written[i];
      if (!reply) return { kind: 'ask', writes: true, request };
      const refused = judgedJson(reply, batch.length);
      if (refused) return refused;
      if (typeof at(jsonOf(reply), 'spreadsheetId') !== 'string') return { kind: 'fault', detail: 'The answer names no spreadsheet.' };
    }
    return { kind: 'results', results: places.map((place) => ({ kind: 'delivered', was: place > 0 ? ('updated' as const) : ('created' as const) })) };
  },
} satisfies Destination;

const rangeOf = ({ settings }: TargetView, cells: string): string => `'${settings['sheet'] ?? 'Sheet1'}'!${cells}`;
const urlOf = ({ settings }: TargetView): string => `${BASE}/${settings['spreadsheet'] ?? ''}`;
const values = (target: TargetView, cells: string): WireRequest => ({ ...get(`${urlOf(target)}/values/${encodeURIComponent(rangeOf(target, cells))}`, {}), token: true });
const headerOf = (json: unknown): string[] => listAt(json, 'values.0').map((name) => (typeof name === 'string' ? name.trim() : ''));

/** A, B … Z, AA: the name of a column by its place. */
export function letters(column: number): string {
  let [n, text] = [column + 1, ''];
  for (; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + ((n - 1) % 26)) + text;
  return text;
}
/** Cells that nothing is said about stay as they are. */
const cells = (record: OutRecord, names: readonly string[]): (string | null)[] => names.map((name) => record.values[name] ?? null);
function update(target: TargetView, batch: readonly OutRecord[], names: readonly string[], places: readonly number[]): WireRequest {
  const data = batch.flatMap((record, i) => {
    const row = (places[i] ?? -1) + 1;
    return row > 1 ? [{ range: rangeOf(target, `A${row}:${letters(names.length - 1)}${row}`), values: [cells(record, names)] }] : [];
  });
  return { ...sendJson('POST', `${urlOf(target)}/values:batchUpdate`, {}, { valueInputOption: 'RAW', data }), token: true };
}
const append = (target: TargetView, batch: readonly OutRecord[], names: readonly string[]): WireRequest =>
  ({ ...sendJson('POST', `${urlOf(target)}/values/${encodeURIComponent(rangeOf(target, 'A1'))}:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS`, {}, { majorDimension: 'ROWS', values: batch.map((record) => cells(record, names).map((cell) => cell ?? '')) }), token: true });

function keyOf(text: string | undefined): { readonly email: string; readonly pem: string } | null {
  try {
    const json = JSON.parse(text ?? '') as unknown;
    const [email, pem] = [textAt(json, 'client_email'), textAt(json, 'private_key')];
    return email && pem ? { email, pem } : null;
  } catch {
    return null;
  }
}
