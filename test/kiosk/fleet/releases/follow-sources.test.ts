import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { followFolder, followServer } from '../../../../kiosk/fleet/releases/follow-sources.ts';
import { folderSource } from '../../../../kiosk/fleet/releases/folder-source.ts';
import type { ReleaseSource } from '../../../../kiosk/fleet/releases/release-source.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function counted() {
  const asked: string[] = [];
  const update = async (source: ReleaseSource) => void asked.push(source.name);
  return { asked, update: update as () => Promise<undefined> };
}

describe('updates', () => {
  test('come from the server at once and then about each minute, until they are ended', async () => {
    const clock = turnedClock();
    const channel = counted();
    const stop = followServer(channel, { ...folderSource('/x'), name: 'server' }, { clock, random: () => 0.5 });
    await clock.advance(59_000);
    expect(channel.asked).toEqual(['server']);
    await clock.advance(2_000);
    expect(channel.asked).toHaveLength(2);
    stop();
    await clock.advance(600_000);
    expect(channel.asked).toHaveLength(2);
  });
  test('come from a folder when it appears, changes, and is another', async () => {
    const clock = turnedClock();
    const channel = counted();
    const folder = join(temporaryFolder(), 'stick');
    const bring = (text: string): void => {
      mkdirSync(join(folder, 'metadata'), { recursive: true });
      writeFileSync(join(folder, 'metadata', 'timestamp.json'), text);
    };
    // Each look at the folder is a read of the disk
    const comes = (count: number): Promise<void> =>
      vi.waitFor(
        async () => {
          await clock.advance(5_000);
          expect(channel.asked).toHaveLength(count);
        },
        { timeout: 240_000, interval: 20 },
      );
    onTestFinished(await followFolder(channel, folder, clock));
    await comes(0);
    bring('first');
    await comes(1);
    bring('second, longer');
    await comes(2);
    rmSync(folder, { recursive: true });
    bring('third');
    await comes(3);
  });
});
