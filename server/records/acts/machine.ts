/** Names in acts that no person did. No person can have them. */
import { personIdSchema } from '../../platform/access/vocabulary.ts';

/** Someone at the command line of the server's machine, whose own records identify that person. */
export const COMMAND_LINE = personIdSchema.parse('command-line');

/** The server, by itself. */
export const SERVER = personIdSchema.parse('server');

export const MACHINES: ReadonlySet<string> = new Set([COMMAND_LINE, SERVER]);
