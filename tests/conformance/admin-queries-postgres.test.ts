import { adminQueryConformance } from './admin-queries.ts';
import { onPostgres } from './under-test.ts';

onPostgres('admin queries', (fresh) => adminQueryConformance('PostgreSQL', fresh()));
