import { identityConformance } from './identity.ts';
import { sqliteUnderTest } from './under-test.ts';

identityConformance('SQLite', sqliteUnderTest(Date.now()));
