import { existsSync, linkSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../../kiosk/platform/config/config.ts';
import { documentSubject } from '../../../../kiosk/rules/document/handle.ts';
import { takeFleetKeyFile } from '../../../../kiosk/fleet/handles/fleet-key-file.ts';
import { openHandleKeys } from '../../../../kiosk/fleet/handles/handle-keys.ts';
import { softSecureElement } from '../../../support/soft-secure-element.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 12);
const SUBJECT = documentSubject('UTO', new TextEncoder().encode('L898902C3'));

function fileOf(text: string): string {
  const file = join(temporaryFolder(), 'fleet.key');
  writeFileSync(file, text);
  return file;
}

async function migrated(wallMs: number, text = `${'ab'.repeat(32)}\n`) {
  const element = softSecureElement();
  const keys = openHandleKeys(element);
  const file = fileOf(text);
  return { element, keys, file, taken: await takeFleetKeyFile('VARIABLE', file, keys, wallMs) };
}

describe("an earlier version's file with the fleet's key", () => {
  it('is imported once, for the current day, and erased', async () => {
    const { element, file, taken } = await migrated(NOW);
    expect(taken).toBe('taken');
    expect(existsSync(file)).toBe(false);
    expect(await element.chains()).toEqual([{ purpose: 'handles', generation: 0, place: Math.floor(NOW / DAY_MS) }]);
  });

  it('is overwritten before its name is removed', async () => {
    const file = fileOf('ab'.repeat(32));
    const copy = `${file}.held`;
    // A second name keeps the content reachable
    linkSync(file, copy);
    await takeFleetKeyFile('VARIABLE', file, openHandleKeys(softSecureElement()), NOW);
    expect(readFileSync(copy).every((byte) => byte === 0)).toBe(true);
  });

  it('gives two lanes the same handles, on whichever day each lane imports it', async () => {
    const [one, other] = [await migrated(NOW), await migrated(NOW + 17 * DAY_MS)];
    const later = NOW + 20 * DAY_MS;
    expect(await one.keys.handle(SUBJECT, later)).toEqual(await other.keys.handle(SUBJECT, later));
    const another = await migrated(NOW, 'cd'.repeat(32));
    expect(await another.keys.handle(SUBJECT, later)).not.toEqual(await one.keys.handle(SUBJECT, later));
  });

  it('that survives a power cut is erased at the next start, and its key is not imported again', async () => {
    const { element, keys, file } = await migrated(NOW);
    const before = await keys.handle(SUBJECT, NOW + DAY_MS);
    writeFileSync(file, 'ab'.repeat(32));
    expect(await takeFleetKeyFile('VARIABLE', file, openHandleKeys(element), NOW + DAY_MS)).toBe('already');
    expect(existsSync(file)).toBe(false);
    expect(await keys.handle(SUBJECT, NOW + DAY_MS)).toEqual(before);
    expect(await element.chains()).toHaveLength(1);
  });

  it('that was overwritten before a power cut is removed', async () => {
    const file = fileOf('\0'.repeat(65));
    const element = softSecureElement();
    expect(await takeFleetKeyFile('VARIABLE', file, openHandleKeys(element), NOW)).toBe('already');
    expect(existsSync(file)).toBe(false);
    expect(await element.chains()).toEqual([]);
  });

  it.each(['', 'ab'.repeat(31), 'AB'.repeat(32), `${'ab'.repeat(32)} x`])(
    'without a key (%j) is refused, and is kept',
    async (text) => {
      const file = fileOf(text);
      const keys = openHandleKeys(softSecureElement());
      await expect(takeFleetKeyFile('VARIABLE', file, keys, NOW)).rejects.toThrow(ConfigError);
      expect(existsSync(file)).toBe(true);
    },
  );

  it('is kept when the secure element cannot import it', async () => {
    const element = softSecureElement();
    const file = fileOf('ab'.repeat(32));
    element.lost = true;
    await expect(takeFleetKeyFile('VARIABLE', file, openHandleKeys(element), NOW)).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('ab'.repeat(32));
  });

  it('that does not exist is ignored', async () => {
    const file = fileOf('ab'.repeat(32));
    renameSync(file, `${file}.away`);
    expect(await takeFleetKeyFile('VARIABLE', file, openHandleKeys(softSecureElement()), NOW)).toBe('none');
  });
});
