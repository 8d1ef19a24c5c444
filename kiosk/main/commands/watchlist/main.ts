/**
 * `postern-lane watchlist <command>`, for the office that makes a watchlist and for those who keep its key. Each command prints
 * one line of JSON. Exit code 1: the command failed, or records were unusable; 2: the command or a file is invalid.
 */
import { tell } from '../command-output.ts';
import { watchlistCommand } from './command.ts';

process.exitCode = tell(await watchlistCommand(process.argv.slice(2)));
