/**
 * `postern-server verify FILE --policy POLICY [--entry HEX] [--of EXPORTED [--delivery STORED [--seed HEX]]]`: verifies a proof file, and that it
 * belongs to the exported file, without network or server. A report of error rates and a report of a year are judged figure by figure, a file of a breach part by part.
 * A report of a year is read as a stream; a long one shows its progress on the standard error. `--delivery`: a delivery of the year as the partner's program stored it, and the seed of its noise. Exit codes: 0 valid, 1 not valid, 64
 * wrong arguments, 66 unreadable file.
 */
import { tell } from './command-end.ts';
import { verifyCommand } from './verify-command.ts';

tell(await verifyCommand(process.argv.slice(2)));
