import { expect, test } from 'vitest';
import { ClosingStack } from '../../../hardware/host/closing-stack.ts';

test('closing stack: closes in reverse order, each step once', async () => {
  const closed: string[] = [];
  const opened = new ClosingStack();
  opened.push(() => closed.push('first'));
  opened.push(async () => {
    await Promise.resolve();
    closed.push('second');
  });
  await opened.close();
  await opened.close();
  expect(closed).toEqual(['second', 'first']);
});

test('closing stack: continues after a step that fails, and throws the first failure', async () => {
  const closed: string[] = [];
  const opened = new ClosingStack();
  opened.push(() => closed.push('database'));
  opened.push(() => Promise.reject(new Error('later')));
  opened.push(() => {
    throw new Error('earlier');
  });
  await expect(opened.close()).rejects.toThrow('earlier');
  expect(closed).toEqual(['database']);
});

test('closing stack: closes a part that was added, with the part as `this`', async () => {
  const part = {
    isOpen: true,
    close() {
      this.isOpen = false;
    },
  };
  const opened = new ClosingStack();
  expect(opened.add(part)).toBe(part);
  await opened.close();
  expect(part.isOpen).toBe(false);
});
