/** Reads one token off a serial line as a lane does, says so, and wipes it when told to. Argument: the line. Says nothing of what it read. */
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { serialTokenReader } from '../../../hardware/token-reader/serial/serial-token-reader.ts';
import { wipeReading } from '../../../hardware/token-reader/wipe-reading.ts';
import { collectGarbage } from '../../../kiosk/launch/collect-garbage.ts';
import { readHolderToken } from '../../../kiosk/registration/holder-token.ts';

const say = (word: string): void => void process.send?.(word);
const reader = serialTokenReader({ path: process.argv[2] ?? '', clock: systemClock });
await reader.connect(new AbortController().signal);
const reading = reader.read({ timeoutMs: 60_000, signal: new AbortController().signal });
say('waiting');
const read = await reading;
const token = read.kind === 'read' ? readHolderToken(read.text) : undefined;
say(token === undefined ? read.kind : 'token');
process.once('message', () => {
  wipeReading(read);
  token?.key.fill(0);
  // The line stays open, as a lane's does
  setTimeout(() => {
    collectGarbage();
    setTimeout(() => say('wiped'), 100);
  }, 100);
});
