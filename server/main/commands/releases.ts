/**
 * `postern-server releases COMMAND`: drafts, signatures, publication and sticks. `sign` and `show` need no server and no network; `init`, `add`,
 * `change`, `publish`, `status`, `export` and `import` run on the server's machine, whether or not the server runs. Prints one JSON line. Exit
 * codes: 0 done, 1 refused, 64 wrong arguments, 78 configuration.
 */
import { readConfig } from '../config/config.ts';
import { tell } from './command-end.ts';
import { releasesCommand } from './releases-command.ts';

tell(await releasesCommand(process.argv.slice(2), readConfig));
