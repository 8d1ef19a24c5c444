/**
 * `postern-lane handle-keys <command>`. The first commands are for the two holders of the fleet's handle key, on a machine
 * without network; the others are for a lane and need its configuration. Each prints one line of JSON. Exit code 1: the
 * command failed; 2: the command or the configuration is invalid.
 */
import { readIdentityConfig } from '../../platform/config/config.ts';
import { tell } from './command-output.ts';
import { handleKeysCommand } from './handle-keys-command.ts';

const end = await handleKeysCommand(process.argv.slice(2), readIdentityConfig);
// A device may have left an open handle
process.exit(tell(end));
