/**
 * Reads one token from a serial line like a lane, reports it without content, and wipes it on command. Argument: the
 * path of the line.
 */
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { serialTokenReader } from '../../../../hardware/token-reader/serial/serial-token-reader.ts';
import { wipeReading } from '../../../../hardware/token-reader/wipe-reading.ts';
import { collectGarbage } from '../../../../kiosk/platform/launch/collect-garbage.ts';
import { readHolderToken } from '../../../../kiosk/lists/registration/holder-token.ts';

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
  // The line stays open, like in a lane
  setTimeout(() => {
    collectGarbage();
    setTimeout(() => say('wiped'), 100);
  }, 100);
});
