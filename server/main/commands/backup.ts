/**
 * `postern-server backup COMMAND`, over the data of the server's configuration, whether or not the server runs:
 * `key FILE` makes a key pair, writes its private half to FILE and prints its public half; `create FOLDER --recipient FILE` backs up;
 * `list FOLDER` lists backups; `verify BACKUP --identity FILE` unpacks a backup into a temporary folder and verifies it; `restore BACKUP
 * --identity FILE` restores it into an empty place, with `--new-ledger` without its log. Prints one JSON line; `key` prints the public half.
 * Exit codes: 0 done, 1 not done or unsound, 64 wrong arguments, 78 configuration.
 */
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { readConfig } from '../config/config.ts';
import { backupCommand } from './backup-command.ts';
import { tell } from './command-end.ts';

keepFilesPrivate();
tell(await backupCommand(process.argv.slice(2), readConfig));
