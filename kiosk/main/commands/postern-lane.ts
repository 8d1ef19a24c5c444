/** `postern-lane PROGRAM`: one of `programs.ts`. */
import { runProgram } from '../../../hardware/host/run-program.ts';
import { LANE_PROGRAMS } from './programs.ts';

await runProgram('postern-lane', LANE_PROGRAMS);
