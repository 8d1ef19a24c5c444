import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { createLightBoard } from '../../../../kiosk/biometrics/face/light-board.ts';
import { drawLightChallenge } from '../../../../models/face/presentation-attack/light-challenge/light-challenge.ts';

const CHALLENGE = drawLightChallenge(() => 0.4);

describe('the light board', () => {
  it('shows one challenge with a random id, and records the acknowledgements of the first page', async () => {
    const clock = turnedClock();
    const board = createLightBoard(clock);
    const heard: string[] = [];
    board.onShown(({ left }) => void heard.push(left));
    const showing = board.show(CHALLENGE);
    expect(showing.id).toMatch(/^[0-9a-f]{16}$/);
    expect(board.current()).toMatchObject({ id: showing.id, challenge: CHALLENGE });
    await clock.advance(40);
    board.shown('one', { id: showing.id, index: 0, pageMs: 7 });
    board.shown('two', { id: showing.id, index: 0, pageMs: 9 });
    board.shown('two', { id: showing.id, index: 1, pageMs: 10 });
    expect(showing.said()).toEqual([{ index: 0, pageMs: 7, arrivedMs: 40 }]);
    expect(heard).toEqual([CHALLENGE.states[0]?.left]);
    expect(showing.complete()).toBe(false);
  });

  it('drops acknowledgements of an ended or unknown challenge', () => {
    const board = createLightBoard(turnedClock());
    const first = board.show(CHALLENGE);
    const second = board.show(CHALLENGE);
    board.shown('one', { id: first.id, index: 0, pageMs: 1 });
    board.shown('one', { id: '0'.repeat(16), index: 0, pageMs: 1 });
    expect([...first.said(), ...second.said()]).toEqual([]);
    first.end();
    expect(board.current()?.id).toBe(second.id);
    second.end();
    board.shown('one', { id: second.id, index: 0, pageMs: 1 });
    expect(second.said()).toEqual([]);
    expect(board.current()).toBeUndefined();
  });

  it('stores no more acknowledgements than states', () => {
    const board = createLightBoard(turnedClock());
    const showing = board.show(CHALLENGE);
    for (let index = 0; index < 40; index++) board.shown('one', { id: showing.id, index: index % 16, pageMs: index });
    expect(showing.said()).toHaveLength(CHALLENGE.states.length + 1);
    expect(showing.complete()).toBe(true);
  });

  it('clears the screen at once when a traveller opts out, until the next traveller', () => {
    const board = createLightBoard(turnedClock());
    let changes = 0;
    board.onChange(() => void (changes += 1));
    board.show(CHALLENGE);
    board.decline();
    expect([board.current(), board.declined(), changes]).toEqual([undefined, true, 2]);
    board.reset();
    expect(board.declined()).toBe(false);
  });

  it('counts the visible pages', () => {
    const board = createLightBoard(turnedClock());
    const leave = board.join('one');
    const leaveToo = board.join('two');
    expect(board.screens()).toBe(2);
    leave();
    leave();
    expect(board.screens()).toBe(1);
    leaveToo();
    expect(board.screens()).toBe(0);
  });
});
