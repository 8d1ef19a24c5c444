import { expect, test } from 'vitest';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { openFileKeys } from '../../../../server/platform/keys/file-keys.ts';
import { findKeys, openKeys } from '../../../../server/platform/keys/open-keys.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { describeServerKeys } from './describe-server-keys.ts';

describeServerKeys("the server's keys in files", async () => {
  const dataDir = temporaryFolder();
  return async () => openFileKeys({ dataDir });
});

test('file keys: are refused in production, whatever the configuration allows', async () => {
  const place = { mode: 'production', dataDir: temporaryFolder() } as const;
  await expect(openKeys(place, { clock: backgroundClock })).rejects.toMatchObject({ code: 'unsuitable' });
});

test('file keys: are not created by a search', async () => {
  const place = { mode: 'development', dataDir: temporaryFolder() } as const;
  expect(await findKeys(place, { clock: backgroundClock })).toBeUndefined();
  expect((await openKeys(place, { clock: backgroundClock })).signing.publicKey).toHaveLength(32);
  expect(await findKeys(place, { clock: backgroundClock })).toBeDefined();
});
