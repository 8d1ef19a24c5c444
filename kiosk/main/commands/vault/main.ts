/**
 * `postern-lane vault <command>`, for the operator of the lane. Each command prints one line of JSON. Needs the kiosk's
 * configuration, except the server's key. Exit code 1: the command failed; 2: the configuration or the command is invalid.
 */
import { keepFilesPrivate } from '../../../../hardware/host/private-files.ts';
import { readIdentityConfig } from '../../../platform/config/config.ts';
import { tell } from '../command-output.ts';
import { vaultCommand } from './command.ts';

keepFilesPrivate();
const end = await vaultCommand(process.argv.slice(2), readIdentityConfig);
// A device may have left an open handle
process.exit(tell(end));
