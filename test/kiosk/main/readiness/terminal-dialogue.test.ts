import { describe, expect, it } from 'vitest';
import type { CheckView } from '../../../../kiosk/main/readiness/check-view.ts';
import { terminalDialogue } from '../../../../kiosk/main/readiness/terminal-dialogue.ts';

const VIEW: CheckView = { phase: 'none', kioskId: 'lane-1', items: [], drifts: [], mayReturn: false };
const ITEM = { name: 'gate', title: 'Gate', result: 'waiting', values: [], isVital: true } as const;

function dialogue() {
  const printed: string[] = [];
  return { ...terminalDialogue((text) => printed.push(text)), text: () => printed.join('') };
}

describe('check in a terminal', () => {
  it('begins, shows the code, and offers to go on without the server only while it is away', () => {
    const terminal = dialogue();
    expect(terminal.show(VIEW)).toEqual({ command: { kind: 'begin' } });
    terminal.show({ ...VIEW, phase: 'signing-in', code: 'ABCD-1234', signIn: 'waiting' });
    expect(terminal.text()).toContain('ABCD-1234');
    expect(terminal.text()).not.toContain('without a sign-in');
    terminal.show({ ...VIEW, phase: 'signing-in', code: 'ABCD-1234', signIn: 'unreachable' });
    expect(terminal.text()).toContain('w = begin without a sign-in');
    expect(terminal.typed('w')).toEqual({ kind: 'without-server' });
  });

  it('answers the question that is asked, and nothing else', () => {
    const terminal = dialogue();
    const question = { number: 7, text: 'Walk through.', answers: ['go', 'skip'] as const };
    terminal.show({ ...VIEW, phase: 'running', items: [ITEM], question });
    expect(terminal.typed('')).toEqual({ kind: 'answer', number: 7, answer: 'go' });
    expect(terminal.typed(' S ')).toEqual({ kind: 'answer', number: 7, answer: 'skip' });
    expect(terminal.typed('y')).toBeUndefined();
    expect(terminal.typed('q')).toEqual({ kind: 'stop' });
  });

  it('prints the cause and the next step of a fault once', () => {
    const terminal = dialogue();
    const items = [{ ...ITEM, result: 'failed' as const, cause: 'It is stuck.', nextStep: 'Free it.' }];
    terminal.show({ ...VIEW, phase: 'running', items });
    terminal.show({ ...VIEW, phase: 'running', items });
    expect(terminal.text().match(/Next: Free it\./g)).toHaveLength(1);
  });

  it('turns decisions into commands, and ends with a code for the result', () => {
    const terminal = dialogue();
    terminal.show({ ...VIEW, phase: 'deciding', items: [ITEM], mayReturn: true });
    expect(terminal.typed('a 1')).toEqual({ kind: 'again', item: 'gate' });
    expect(terminal.typed('a 2')).toBeUndefined();
    expect(terminal.typed('c 1620')).toEqual({ kind: 'calibrate', cameraHeightMm: 1_620 });
    expect(terminal.typed('r')).toEqual({ kind: 'finish', service: 'returned' });
    expect(terminal.show({ ...VIEW, ended: { result: 'ready', service: 'returned' } })).toEqual({ exitCode: 0 });
    expect(terminal.text()).toContain('The lane serves again');
  });
});
