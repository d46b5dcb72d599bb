import { sqliteUnderTest } from './under-test.ts';
import { webhookConformance } from './webhooks.ts';

webhookConformance('SQLite', sqliteUnderTest());
