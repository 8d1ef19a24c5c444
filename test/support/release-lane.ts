/** The lane's side of the channel for tests, on a clock that a test sets, from a folder or from a server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../hardware/host/clock.ts';
import { folderSource } from '../../kiosk/fleet/releases/folder-source.ts';
import { openReleaseChannel, type ReleaseChannel } from '../../kiosk/fleet/releases/release-channel.ts';
import type { ReleaseSource } from '../../kiosk/fleet/releases/release-source.ts';
import { serverSource } from '../../kiosk/fleet/releases/server-source.ts';
import { plainLink } from '../../kiosk/fleet/uplink/server-link.ts';
import type { KioskId } from '../../server/contract/field.ts';
import type { ReleaseKind } from '../../server/contract/release.ts';
import { releaseRoutes } from '../../server/lanes/releases/release-routes.ts';

export interface SetClock extends Clock {
  nowMs: number;
}

/** Wall time is what the test sets. Timers fire at once, so that pauses between pieces take no time. */
export function setClock(nowMs: number): SetClock {
  const clock: SetClock = {
    nowMs,
    wallMs: () => clock.nowMs,
    monotonicMs: () => performance.now(),
    sinceBootMs: () => performance.now(),
    after(_delayMs, fire) {
      const timer = setTimeout(fire, 0);
      return () => clearTimeout(timer);
    },
  };
  return clock;
}

export interface LaneOptions {
  readonly dataDir: string;
  readonly root: Uint8Array;
  readonly clock: Clock;
  readonly lane?: string;
  readonly wants?: (kind: ReleaseKind, name: string) => boolean;
  readonly onEvent?: (event: object) => void;
}

export async function openLaneChannel(options: LaneOptions): Promise<ReleaseChannel> {
  const { dataDir, root, clock, lane = 'lane-1', wants = () => true, onEvent = () => undefined } = options;
  const rootFile = join(dataDir, 'installed-root.json');
  writeFileSync(rootFile, root);
  const channel = await openReleaseChannel({
    lane: lane as KioskId,
    folders: { dataDir },
    rootFile,
    wants,
    accepts: () => true,
    clock,
    log: onEvent,
  });
  onTestFinished(() => channel.close());
  return channel;
}

/** The two ways by which a repository reaches a lane. */
export const WAYS: readonly (readonly [name: string, sourceOf: (folder: string) => Promise<ReleaseSource>])[] = [
  ['a folder', async (folder) => folderSource(folder)],
  ['the server', serverOver],
];

/** The server's routes over a repository in a folder, and the lane's connection to them. */
async function serverOver(folder: string): Promise<ReleaseSource> {
  const app = express();
  const clock = { ...setClock(0), monotonicMs: () => Date.now() * 1_000 };
  app.use(releaseRoutes(clock, { ofRequest: async () => ({ kind: 'unproven' }) }, folder));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const link = plainLink(new URL(`http://127.0.0.1:${port}`));
  onTestFinished(() => {
    link.close();
    server.closeAllConnections();
    server.close();
  });
  return serverSource(link);
}
