import { it } from 'vitest';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { takeOverUnderLoad } from './take-overs.ts';

describeOnEachEngine('a second server on the database', ({ name }) => {
  it.skipIf(name === 'SQLite')(
    'takes over 50 times under load without a false alarm',
    { timeout: 3_600_000 },
    async () => {
      await takeOverUnderLoad(50);
    },
  );
});
