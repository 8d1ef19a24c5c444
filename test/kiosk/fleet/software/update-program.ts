/**
 * A program for tests that prepares a release and switches to it, and ends itself with SIGKILL at a named point. Arguments: `PrepareOptions` as
 * JSON, the point, and how often the point passes before. With the point `none` it runs to its end.
 */
import { readFileSync } from 'node:fs';
import {
  prepareRelease,
  type PrepareOptions,
  type UpdatePoint,
} from '../../../../kiosk/fleet/software/prepare-release.ts';
import { switched } from '../../../../kiosk/fleet/software/selection.ts';
import { readSelection, writeSelection } from '../../../../kiosk/fleet/software/software-folder.ts';

type Given = Omit<PrepareOptions, 'installedRoot' | 'onPoint' | 'freeBytes'> & { readonly rootFile: string };

const [json = '', wanted = '', passes = '0'] = process.argv.slice(2);
const given = JSON.parse(json) as Given;
let left = Number(passes);
const onPoint = (point: UpdatePoint): void => {
  if (point !== wanted) return;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  left -= 1;
};

await prepareRelease({
  ...given,
  installedRoot: readFileSync(given.rootFile),
  onPoint,
  freeBytes: async () => 2 ** 40,
});
writeSelection(given.software, switched(readSelection(given.software), given.slot, []));
onPoint('switched');
