/** A check in a terminal: what is printed for each view, and what a typed line means. Without effects but its `write`. */
import type { Answer } from './check-item.ts';
import type { CheckCommand, CheckView, ItemView } from './check-view.ts';

export interface TerminalDialogue {
  /** Prints what changed. `command`: to be sent now; `exitCode`: the check has ended. */
  show(view: CheckView): { readonly command?: CheckCommand; readonly exitCode?: number };
  typed(line: string): CheckCommand | undefined;
  /** The lane refused the last command. */
  refused(): void;
}

const KEYS: Readonly<Record<Answer, readonly string[]>> = {
  go: ['', 'g', 'go'],
  yes: ['y', 'yes'],
  no: ['n', 'no'],
  skip: ['s', 'skip'],
};

const ANSWER_WORDS: Readonly<Record<Answer, string>> = {
  go: 'Enter = Go',
  yes: 'y = yes',
  no: 'n = no',
  skip: 's = skip',
};

const RESULT_WORDS: Readonly<Record<ItemView['result'], string>> = {
  waiting: '',
  running: '',
  passed: 'passed',
  failed: 'FAILED',
  skipped: 'skipped',
  'not-fitted': 'not fitted',
};

export function terminalDialogue(write: (text: string) => void): TerminalDialogue {
  let view: CheckView | undefined;
  let hasBegun = false;
  const printed = new Map<string, string>();
  const line = (key: string, text: string): void => {
    if (printed.get(key) === text) return;
    printed.set(key, text);
    if (text !== '') write(`${text}\n`);
  };

  return {
    show(next) {
      const before = view;
      view = next;
      if (next.phase === 'none') {
        if (!hasBegun) {
          hasBegun = true;
          write(`Readiness check of lane ${next.kioskId}. Type q to stop.\n`);
          return { command: { kind: 'begin' } };
        }
        if (before === undefined || before.phase === 'none') return {};
        return { exitCode: over(next, write) };
      }
      hasBegun = true;
      showPhase(next, line);
      for (const item of next.items) line(item.name, itemText(item));
      line('progress', next.progress === undefined ? '' : `    ${next.progress}`);
      const { question } = next;
      line(
        'question',
        question === undefined
          ? ''
          : `  > ${question.text} (${question.answers.map((one) => ANSWER_WORDS[one]).join(', ')})`,
      );
      if (next.phase === 'deciding' && before?.phase !== 'deciding') write(decideText(next));
      return {};
    },
    typed: (text) => commandOf(view, text.trim().toLowerCase()),
    refused: () => write('That is not possible now.\n'),
  };
}

function over({ ended }: CheckView, write: (text: string) => void): number {
  write(
    ended === undefined
      ? 'No check was made.\n'
      : `The check is over: ${ended.result.replace('-', ' ')}. The lane ${ended.service === 'returned' ? 'serves again' : 'stays OUT OF SERVICE'}.\n`,
  );
  return ended?.result === 'ready' ? 0 : 1;
}

function showPhase(view: CheckView, line: (key: string, text: string) => void): void {
  if (view.phase === 'signing-in') {
    line('code', `Type this code at the console, under Administration, Lane checks:  ${view.code ?? ''}`);
    line('sign-in', view.signIn === 'unreachable' ? 'The server does not answer. w = begin without a sign-in' : '');
  }
  if (view.phase === 'closing') line('closing', 'Waiting until the lane has served its last traveller.');
  if (view.technician !== undefined) line('technician', `Signed in: ${view.technician}`);
}

function itemText({ title, result, values, cause, nextStep, isVital }: ItemView): string {
  if (result === 'waiting' || result === 'running') return '';
  const head = `  ${title.padEnd(32)}${RESULT_WORDS[result].padEnd(12)}${values.join('; ')}`.trimEnd();
  if (result !== 'failed') return head;
  return [
    head,
    `      ${cause}`,
    `      Next: ${nextStep}`,
    ...(isVital ? ['      The lane cannot serve with this fault.'] : []),
  ].join('\n');
}

function decideText({ drifts, calibration, mayReturn }: CheckView): string {
  return [
    ...(drifts.length > 0 ? [`  Differs from calibration ${calibration?.version}: ${drifts.join(', ')}.`] : []),
    '  a NUMBER = repeat an item (1 is the first), c HEIGHT = calibrate with the height of the lens above the floor in mm,',
    `  ${mayReturn ? 'r = record, and return the lane to service, ' : ''}x = record, and keep the lane out of service`,
    '',
  ].join('\n');
}

function commandOf(view: CheckView | undefined, text: string): CheckCommand | undefined {
  if (view === undefined) return undefined;
  if (text === 'q') return { kind: 'stop' };
  if (view.phase === 'signing-in') return text === 'w' ? { kind: 'without-server' } : undefined;
  const { question } = view;
  if (question !== undefined) {
    const answer = question.answers.find((one) => KEYS[one].includes(text));
    return answer && { kind: 'answer', number: question.number, answer };
  }
  return view.phase === 'deciding' ? decisionOf(view, text) : undefined;
}

function decisionOf({ items }: CheckView, text: string): CheckCommand | undefined {
  if (text === 'r') return { kind: 'finish', service: 'returned' };
  if (text === 'x') return { kind: 'finish', service: 'closed' };
  const [, letter, digits] = /^([ac])\s*(\d{1,4})$/.exec(text) ?? [];
  if (letter === 'c') return { kind: 'calibrate', cameraHeightMm: Number(digits) };
  const item = letter === 'a' ? items[Number(digits) - 1] : undefined;
  return item && { kind: 'again', item: item.name };
}
