import { onPostgres } from './under-test.ts';
import { webhookConformance } from './webhooks.ts';

onPostgres('webhooks', (fresh) => webhookConformance('PostgreSQL', fresh()));
