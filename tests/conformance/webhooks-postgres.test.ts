import { onPostgres } from './under-test.ts';
import { webhookLanesConformance } from './webhook-lanes.ts';
import { webhookConformance } from './webhooks.ts';

onPostgres('webhooks', (fresh) => {
  webhookConformance('PostgreSQL', fresh());
  webhookLanesConformance('PostgreSQL', fresh());
});
