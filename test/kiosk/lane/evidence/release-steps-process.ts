/**
 * A grant that is answered, in a process that ends as in a power cut at a step. Arguments: folder, step. The grant is
 * stored in the folder as `grant`, so that it can be tried again. Exits with 0 when the step was not reached.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAnsweringLane } from './answering-lane.ts';

const [, , folder = '', dieAt = ''] = process.argv;
const lane = await openAnsweringLane(folder, (step) => {
  if (step === dieAt) process.kill(process.pid, 'SIGKILL');
});
await lane.refer();
const wire = await lane.grant();
writeFileSync(join(folder, 'grant'), wire);
await lane.releaser.release(wire);
process.exit(0);
