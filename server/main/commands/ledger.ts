/**
 * `postern-server ledger COMMAND`, for the data of the server's configuration, whether or not the server runs: `key` prints the log's key for
 * policies, and makes the log at the first start; `head` prints both heads; `proof INDEX` prints the proof file of an entry; `fsck` verifies
 * all stored data and the tables; `mirror DIR` copies the published log as static files. Prints one JSON line, or the file. Exit codes: 0 done, 1 not done or unsound, 64 wrong arguments, 78 configuration.
 */
import { readConfigBeforeWitnesses } from '../config/config.ts';
import { tell } from './command-end.ts';
import { ledgerCommand } from './ledger-command.ts';

tell(await ledgerCommand(process.argv.slice(2), readConfigBeforeWitnesses));
