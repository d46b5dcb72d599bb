import { describe } from 'vitest';
import { backupConformance } from './backup-drill.ts';

describe('a backup of the embedded database', () => {
  backupConformance(() => undefined);
});
