/** A power cut at each named step of a grant: it is never usable twice, and released evidence is in the chain. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { GrantStep } from '../../../../kiosk/lane/evidence/grant-step.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { openAnsweringLane } from './answering-lane.ts';

const PROCESS = fileURLToPath(new URL('./release-steps-process.js', import.meta.url));
const killedAt = (folder: string, step: GrantStep): Promise<NodeJS.Signals | undefined> =>
  new Promise((resolve) => {
    execFile(process.execPath, [PROCESS, folder, step], (error) => resolve(error?.signal ?? undefined));
  });

test.each([
  ['grant-spent', []],
  ['key-sealed', []],
  ['viewing-recorded', [['chip-portrait']]],
] as const)(
  'a power cut at %s leaves the grant used, and no viewing that is not in the chain',
  async (step, released) => {
    const folder = temporaryFolder();
    expect(await killedAt(folder, step)).toBe('SIGKILL');
    const lane = await openAnsweringLane(folder);
    expect((await lane.viewings()).map((viewing) => viewing.released)).toEqual(released);
    expect(await lane.releaser.release(readFileSync(join(folder, 'grant')))).toEqual({
      kind: 'refused',
      why: 'replayed',
    });
    expect((await lane.releaser.release(await lane.grant())).kind).toBe('released');
    await lane.close();
  },
);
