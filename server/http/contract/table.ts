import { z } from 'zod';
import {
  apiErrorSchema, leaseAnswerSchema, leaseRequestSchema, chargeOutcomeSchema, chargeRequestSchema, deviceCodeResponseSchema, pullResponseSchema, pushRequestSchema, pushResponseSchema, refreshRequestSchema, serverInfoSchema, tokenResponseSchema,
} from '../../../lib/contracts/account-api.ts';
import { labelsRequestSchema, labelsResponseSchema } from '../../../lib/contracts/account-labels.ts';
import { createdEndpointSchema, deliveriesSchema, endpointChangeSchema, endpointInputSchema, endpointsSchema, replaySchema, replayedSchema, secretSchema, sentSchema } from '../../webhooks/schemas.ts';
import { grantSchema, keyCheckSchema, keySchema, keysSchema, last4Schema, providerLimitSchema, providerLimitsSchema, reversalSchema, statusSchema, takeBackSchema } from '../admin-routes.ts';
import { pollSchema, startSchema } from '../auth-routes.ts';
import { chargeQuerySchema, pullQuerySchema } from '../ledger-routes.ts';
import type { ApiTable } from './spec.ts';

const done = z.object({});
const refused = apiErrorSchema;

/** Every JSON route. A row is missing or too much: a test says so. */
export const API: ApiTable = {
  'GET /v1/info': { summary: 'Which server this is.', answers: { 200: serverInfoSchema } },
  'GET /v1/openapi.json': { summary: 'This document.', answers: { 200: z.looseObject({ openapi: z.string() }) } },

  'POST /v1/device/code': { summary: 'Begins to sign a device in (RFC 8628).', body: startSchema, answers: { 200: deviceCodeResponseSchema, 400: refused } },
  'POST /v1/device/token': { summary: 'Asks whether the person has let the device in.', body: pollSchema, answers: { 200: tokenResponseSchema, 400: refused } },
  'POST /v1/device/refresh': { summary: 'The next pair of tokens; the same request again gets the same answer.', body: refreshRequestSchema, answers: { 200: tokenResponseSchema, 400: refused } },
  'POST /v1/sign-out': { summary: 'Signs this device out.', answers: { 200: done } },

  'POST /v1/charges': { summary: 'Reserves, asks the partner, posts or voids, all under one id that the device made: the same id and body have the same outcome for ever.', body: chargeRequestSchema, answers: { 200: chargeOutcomeSchema, 400: refused, 409: refused, 422: refused } },
  'GET /v1/charges/:id': { summary: 'What a charge became; waits for its end when asked to.', query: chargeQuerySchema, answers: { 200: chargeOutcomeSchema, 400: refused, 404: refused } },
  'POST /v1/sync/push': { summary: 'Takes the numbered operations of a device, each exactly once.', body: pushRequestSchema, answers: { 200: pushResponseSchema, 400: refused, 409: refused, 503: refused } },
  'POST /v1/leases': { summary: 'Sets Actions aside for this device, so that it can work without asking. Granted and denied alike are for ever for a request id.', body: leaseRequestSchema, answers: { 200: leaseAnswerSchema, 400: refused, 409: refused, 422: refused } },
  'GET /v1/sync/pull': { summary: 'The feed of the account after a cursor, with the balances of the same instant.', query: pullQuerySchema, answers: { 200: pullResponseSchema, 400: refused, 410: refused } },

  'PUT /v1/labels': { summary: 'What the device calls its tables and waterfalls, for the pages that count by them. Takes the place of what it told before.', body: labelsRequestSchema, answers: { 200: labelsResponseSchema, 400: refused } },

  'GET /v1/admin/provider-keys': { summary: 'Which provider keys the workspace holds; never the keys.', answers: { 200: keysSchema } },
  'PUT /v1/admin/provider-keys/:id': { summary: 'Stores a provider key.', body: keySchema, answers: { 200: last4Schema, 400: refused, 404: refused } },
  'DELETE /v1/admin/provider-keys/:id': { summary: 'Deletes a provider key.', answers: { 200: done, 404: refused } },
  'POST /v1/admin/provider-keys/:id/check': { summary: 'Asks the partner whether the key works; buys nothing.', answers: { 200: keyCheckSchema, 404: refused } },
  'GET /v1/admin/provider-limits': { summary: 'What providers were paid today, and the most they may be paid a day, micro-USD.', answers: { 200: providerLimitsSchema } },
  'PUT /v1/admin/provider-limits/:id': { summary: 'Sets the most that a provider may be paid a day, or (null) removes it; the same change id once.', body: providerLimitSchema, answers: { 200: statusSchema, 400: refused, 404: refused, 422: refused, 503: refused } },
  'POST /v1/admin/grants': { summary: 'Adds Actions or Data Credits; the same lot id once.', body: grantSchema, answers: { 200: statusSchema, 400: refused, 422: refused, 503: refused } },
  'POST /v1/admin/grants/take-back': { summary: 'Takes back what is free of a grant, as an entry that names the grant’s; the same taking id once.', body: takeBackSchema, answers: { 200: statusSchema, 400: refused, 404: refused, 422: refused, 503: refused } },
  'POST /v1/admin/reversals': { summary: 'Gives a posted charge back to the lots it came from.', body: reversalSchema, answers: { 200: statusSchema, 400: refused, 404: refused, 422: refused, 503: refused } },

  'GET /v1/webhooks': { summary: 'Endpoints of the workspace.', answers: { 200: endpointsSchema } },
  'POST /v1/webhooks': { summary: 'Adds an endpoint and tells its secret.', body: endpointInputSchema, answers: { 201: createdEndpointSchema, 400: refused, 422: refused } },
  'PUT /v1/webhooks/:id': { summary: 'Changes an endpoint, or switches it off or on.', body: endpointChangeSchema, answers: { 200: done, 400: refused, 404: refused, 422: refused } },
  'DELETE /v1/webhooks/:id': { summary: 'Removes an endpoint and what it waits for.', answers: { 200: done, 404: refused } },
  'POST /v1/webhooks/:id/secret': { summary: 'A new secret; the old one signs beside it for a day.', answers: { 200: secretSchema, 404: refused } },
  'POST /v1/webhooks/:id/test': { summary: 'Sends a test message.', answers: { 202: sentSchema, 404: refused } },
  'GET /v1/webhooks/:id/deliveries': { summary: 'The last deliveries.', answers: { 200: deliveriesSchema } },
  'POST /v1/webhooks/:id/replay': { summary: 'Sends messages again.', body: replaySchema, answers: { 200: replayedSchema, 400: refused } },
};
