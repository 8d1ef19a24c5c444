/**
 * `node sequencer-process.js FOLDER FROM [POINT]`: submits numbered events from FROM on, a few at a time, prints the number and index of
 * each acknowledged one, and kills itself when it reaches POINT for the third time.
 */
import { Sequencer, type CrashPoint } from '../../../../../server/records/ledger/log/sequencer.ts';
import { numberedEvent, openTestLog } from '../fixtures/test-log.ts';

const EVENTS = 60;
const AT_ONCE = 5;
const PASSINGS = 3;

const [, , folder = '', from = '0', wanted = ''] = process.argv;
let passings = 0;
const passing = (point: CrashPoint) => {
  if (point !== wanted) return;
  passings += 1;
  if (passings === PASSINGS) process.kill(process.pid, 'SIGKILL');
};
const log = await openTestLog(folder);
const sequencer = await Sequencer.open({ ...log, passing });
for (let first = Number(from); first < EVENTS; first += AT_ONCE) {
  const numbers = Array.from({ length: AT_ONCE }, (_, at) => first + at);
  const indexes = await Promise.all(numbers.map((number) => sequencer.submit(numberedEvent(number))));
  numbers.forEach((number, at) => process.stdout.write(`${number} ${indexes[at]}\n`));
}
await sequencer.close();
await log.close();
