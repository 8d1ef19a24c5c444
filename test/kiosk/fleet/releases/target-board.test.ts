import { describe, expect, test } from 'vitest';
import type { ReleasedTarget } from '../../../../kiosk/fleet/releases/released-target.ts';
import { TargetBoard } from '../../../../kiosk/fleet/releases/target-board.ts';

function target(changes: Partial<ReleasedTarget> = {}): ReleasedTarget {
  const plain = { kind: 'watchlist', name: 'base', version: 1, digest: '00', lengthBytes: 1, file: '/x' } as const;
  return { ...plain, fetchedAtMs: 1, expiresAtMs: 2, ...changes };
}

describe('target board', () => {
  test('shows the targets of a kind, ordered by name', () => {
    const board = new TargetBoard();
    board.show([target({ name: 'delta' }), target({ kind: 'notice' }), target()]);
    expect(board.of('watchlist').map(({ name }) => name)).toEqual(['base', 'delta']);
    expect(board.of('models')).toEqual([]);
  });
  test('notifies the readers of a kind that changed, and no others', () => {
    const board = new TargetBoard();
    const heard: string[] = [];
    board.follow('watchlist', () => heard.push('watchlist'));
    board.follow('notice', () => heard.push('notice'));
    board.show([target()]);
    board.show([target({ fetchedAtMs: 9 })]);
    expect(heard).toEqual(['watchlist']);
    board.show([target({ version: 2 })]);
    board.show([target({ version: 2, expiresAtMs: 3 })]);
    board.show([]);
    expect(heard).toEqual(['watchlist', 'watchlist', 'watchlist', 'watchlist']);
  });
  test('shows the new targets to a reader during the notification, and none after its end', () => {
    const board = new TargetBoard();
    const seen: number[] = [];
    const stop = board.follow('watchlist', () => seen.push(board.of('watchlist')[0]?.version ?? 0));
    board.show([target({ version: 4 })]);
    stop();
    board.show([target({ version: 5 })]);
    expect(seen).toEqual([4]);
  });
});
