/** The program that owns the card reader. The driver starts one for each connection; it ends when the connection does. */
import { systemClock } from '../../host/system-clock.ts';
import { dieWithParent } from '../../host/death-signal.ts';
import type { FromReader, ToReader } from './messages.ts';
import { readerService } from './reader-service.ts';

dieWithParent();
const answer = readerService((message: FromReader) => {
  // The callback ignores the error of a pipe that has closed in the meantime
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}, systemClock);

process.on('message', (message) => answer(message as ToReader));
// Ends at once: an orderly exit would wait for a running native call
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
