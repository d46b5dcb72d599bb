import { adminQueryConformance } from './admin-queries.ts';
import { sqliteUnderTest } from './under-test.ts';

adminQueryConformance('SQLite', sqliteUnderTest());
