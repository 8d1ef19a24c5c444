/**
 * `postern-server agreements COMMAND`, for the people of both sides who write and sign agreements about data. No command needs a server or a
 * network. Prints lines for people. Exit codes: 0 done, 1 refused, 64 wrong arguments, 66 unusable file.
 */
import { agreementsCommand } from './agreements-command.ts';

process.exitCode = await agreementsCommand(process.argv.slice(2), {
  print: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
});
