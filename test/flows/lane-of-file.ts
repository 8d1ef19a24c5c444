/** One lane for all tests of a file, without a server, and its travellers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type LaneUnderTest, laneConfig, NO_SERVER, SPECIMEN, startLaneUnderTest } from './lane-under-test.ts';

export const ALPHA = SPECIMEN('alpha');
export const BRAVO = SPECIMEN('bravo');
export const person = (specimen = ALPHA) => ({ subject: { kind: 'person' as const, specimen } });

/**
 * Starts the lane before the tests and stops it after them. Returns its folder.
 * @param writePolicy writes a policy into the folder and returns its path; default: the lane's own policy
 */
export function laneOfFile(take: (lane: LaneUnderTest) => void, writePolicy?: (folder: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'postern-flow-'));
  let lane: LaneUnderTest;
  beforeAll(async () => {
    const config = laneConfig(folder, NO_SERVER);
    lane = await startLaneUnderTest({ ...config, ...(writePolicy && { policyFile: writePolicy(folder) }) });
    take(lane);
  });
  afterAll(async () => {
    await lane.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
