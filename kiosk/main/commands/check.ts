/**
 * `postern-lane check`, or `postern-lane check`: a readiness check of the running lane, in the terminal or on its page.
 * Exit codes: 0 the lane passed, or the command was done; 1 it did not pass, or the check ended early; 2 wrong arguments; 3 the lane does not run.
 */
import { createInterface } from 'node:readline';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { ConfigError, readIdentityConfig } from '../../platform/config/config.ts';
import { type Lane, LaneGone, reachLane } from '../readiness/lane-conversation.ts';
import type { CheckView } from '../readiness/check-view.ts';
import { terminalDialogue } from '../readiness/terminal-dialogue.ts';
import { print, say } from './command-output.ts';

keepFilesPrivate();

const USAGE = [
  'usage: postern-lane check [COMMAND]',
  '  (none)    a check in this terminal',
  '  page      prints the address of the page of the check, for a browser on this machine or through an ssh tunnel',
  '  screen    shows the page at the next start of the lane’s own display, and waits until the check is over',
  '  close     ends a check and closes its page',
  '  status    whether a check runs, or was not passed',
  '  record    prints the last record',
].join('\n');

const NOT_RUNNING = [
  'The lane’s program does not run, or this user may not reach it.',
  'Next: systemctl start postern-lane; journalctl -u postern-lane -n 30 lists the faults of its settings.',
].join('\n');

/** The technician reads the result on the display. */
const RESULT_SHOWN_MS = 20_000;

async function main(): Promise<number> {
  const [, , command = 'terminal', ...further] = process.argv;
  if (further.length > 0 || !['terminal', 'page', 'screen', 'close', 'status', 'record'].includes(command)) {
    return say(USAGE, 2);
  }
  const { dataDir } = readIdentityConfig();
  const lane = await reachLane(dataDir);
  if (lane === undefined) return say(NOT_RUNNING, 3);
  try {
    switch (command) {
      case 'page':
      case 'screen':
        return await showPage(lane, command);
      case 'close':
        return await closePage(lane);
      case 'status':
        return printStatus(await lane.view());
      case 'record':
        return await printLast(lane);
      default:
        return await inTerminal(lane);
    }
  } finally {
    lane.leave();
  }
}

async function showPage(lane: Lane, on: 'page' | 'screen'): Promise<number> {
  const page = lane.answer('page');
  lane.send({ kind: 'open-page', on: on === 'page' ? 'address' : 'screen' });
  const { address } = await page;
  if (on === 'page') return print(address, 0);
  print('the page is ready', 0);
  const code = await untilOver(lane);
  await new Promise((resolve) => setTimeout(resolve, RESULT_SHOWN_MS));
  return code;
}

async function closePage(lane: Lane): Promise<number> {
  const { phase } = await lane.view();
  const over = phase === 'none' ? Promise.resolve(0) : untilOver(lane);
  lane.send({ kind: 'stop' });
  await over;
  const closed = lane.answer('page-closed');
  lane.send({ kind: 'close-page' });
  await closed;
  return 0;
}

/** Resolves when a check that was begun has ended. */
async function untilOver(lane: Lane): Promise<number> {
  const over = new Promise<number>((resolve) => {
    let hasBegun = false;
    void lane.view().then(({ phase }) => (hasBegun ||= phase !== 'none'));
    lane.onAnswer((answer) => {
      if (answer.kind !== 'view') return;
      const { phase, ended } = answer.view;
      hasBegun ||= phase !== 'none';
      if (hasBegun && phase === 'none') resolve(ended?.result === 'ready' ? 0 : 1);
    });
  });
  return Promise.race([over, lane.gone.then(() => say(NOT_RUNNING, 3))]);
}

function printStatus({ phase, state, calibration }: CheckView): number {
  const words = {
    running: 'a check runs',
    unfinished: 'the last check did not end',
    failed: 'the last check was not passed',
  };
  print(
    state === undefined ? 'no check keeps the lane out of service' : `out of service: ${words[state]} (${phase})`,
    0,
  );
  return print(calibration === undefined ? 'not calibrated' : `calibration version ${calibration.version}`, 0);
}

async function printLast(lane: Lane): Promise<number> {
  const record = lane.answer('record');
  lane.send({ kind: 'record' });
  const { text } = await record;
  return text === null ? say('this lane has no record that its key signed', 1) : print(text, 0);
}

/** Draws each change, and turns typed lines into commands. */
function inTerminal(lane: Lane): Promise<number> {
  const dialogue = terminalDialogue((text) => process.stdout.write(text));
  const lines = createInterface({ input: process.stdin });
  return new Promise<number>((resolve) => {
    let isClosed = false;
    const end = (code: number): void => {
      lines.close();
      resolve(code);
    };
    const hear = (view: CheckView): void => {
      const { command, exitCode } = dialogue.show(view);
      // A check without a terminal has no answers, and would keep the lane out of service
      if (command !== undefined && isClosed) return end(1);
      if (command !== undefined) lane.send(command);
      if (exitCode !== undefined) end(exitCode);
    };
    lane.onAnswer((answer) => {
      if (answer.kind === 'view') hear(answer.view);
      if (answer.kind === 'refused') dialogue.refused();
    });
    void lane.view().then(hear, () => undefined);
    lines.on('line', (line) => {
      const command = dialogue.typed(line);
      if (command !== undefined) lane.send(command);
    });
    lines.on('close', () => {
      isClosed = true;
      lane.send({ kind: 'stop' });
    });
    void lane.gone.then(() => end(say(NOT_RUNNING, 3)));
  });
}

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof LaneGone) return say(NOT_RUNNING, 3);
  return say(error instanceof ConfigError ? error.message : 'the check cannot be made', 2);
});
