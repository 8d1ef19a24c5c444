/**
 * `postern-lane tpm <command>`: the lane's TPM, and approvals of how its machine starts. `approve` and `withdraw` need neither
 * the lane nor a TPM, so that the key of approvals stays on another machine. Each prints one line of JSON. Exit code 1: the
 * command failed; 2: the command or the configuration is invalid.
 */
import { readIdentityConfig } from '../../platform/config/config.ts';
import { tell } from './command-output.ts';
import { tpmCommand } from './tpm-command.ts';

const end = await tpmCommand(process.argv.slice(2), readIdentityConfig);
// A device may have left an open handle
process.exit(tell(end));
