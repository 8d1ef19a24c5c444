/**
 * `postern-lane documents <command>`, for the people who sign documents for lanes. `propose` writes a document to edit;
 * `sign` adds one person's signature; `show` prints a file and its signers; `compare` prints the changes of a draft. No
 * command needs a server or a lane.
 */
import { documentsCommand } from './command.ts';

process.exitCode = await documentsCommand(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
});
