import { sqliteUnderTest } from './under-test.ts';
import { webhookLanesConformance } from './webhook-lanes.ts';
import { webhookConformance } from './webhooks.ts';

webhookConformance('SQLite', sqliteUnderTest());
webhookLanesConformance('SQLite', sqliteUnderTest());
