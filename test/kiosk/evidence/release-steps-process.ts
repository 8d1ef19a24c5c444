/**
 * A grant that is answered, in a process that ends as in a power cut at a step. Arguments: folder, step. The grant lies in the folder as
 * `grant`, for whoever tries it again. Exits with 0 when the step never came.
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
