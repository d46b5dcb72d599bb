/** An answer of a partner for tests. */
export interface CannedAnswer {
  readonly status?: number;
  readonly json: unknown;
}
export const responseOf = ({ status = 200, json }: CannedAnswer): Response => new Response(JSON.stringify(json), { status, headers: { 'content-type': 'application/json' } });
