import type { z } from 'zod';

/** What a JSON route takes and answers; keyed by method and path exactly as the access table is. */
export interface RouteSpec {
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** By status; errors that every route can answer are added to each. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
}
export type ApiTable = Readonly<Record<string, RouteSpec>>;
