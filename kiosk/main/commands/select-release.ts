/**
 * `node code/kiosk/main/commands/select-release.js DATA_FOLDER LINK [ROOT_FILE]`: the unit runs this program of the installed package before each
 * start of the lane. It points LINK to the folder of the release that starts: on trial, the last good one, or the installed package. Exit code: 0.
 */
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { projectRoot } from '../../../models/files/project-root.ts';
import { pointTo, selectRelease } from '../../fleet/software/select-release.ts';

keepFilesPrivate();

const [dataDir = '', link = '', rootFile = ''] = process.argv.slice(2);
const { place, home } = await selectRelease({
  ...{ dataDir, rootFile, installed: projectRoot(), nowMs: Date.now() },
  onProblem: (what) => void process.stderr.write(`release: ${what}\n`),
});
pointTo(home, link);
process.stdout.write(`release: ${place}\n`);
