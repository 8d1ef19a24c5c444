/** `postern-server PROGRAM`: one of `programs.ts`. */
import { runProgram } from '../../../hardware/host/run-program.ts';
import { SERVER_PROGRAMS } from './programs.ts';

await runProgram('postern-server', SERVER_PROGRAMS);
