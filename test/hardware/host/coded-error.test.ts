import { expect, test } from 'vitest';
import { codedError } from '../../../hardware/host/coded-error.ts';

class LampError extends codedError<'dark' | 'hot'>('LampError') {}
class DoorError extends codedError<'dark'>('DoorError') {}

test('coded error: has the name, code, message and cause of its class', () => {
  const cause = new Error('no current');
  const error = new LampError('dark', 'the lamp is dark', { cause });
  expect(error).toMatchObject({ name: 'LampError', code: 'dark', message: 'the lamp is dark', cause });
  expect(String(error)).toBe('LampError: the lamp is dark');
  expect(new LampError('hot', 'the lamp is hot')).not.toHaveProperty('cause');
});

test('coded error: is an error of its own class only', () => {
  const error = new LampError('dark', 'the lamp is dark');
  expect(error).toBeInstanceOf(Error);
  expect(error).toBeInstanceOf(LampError);
  expect(error).not.toBeInstanceOf(DoorError);
  expect(error.constructor.name).toBe('LampError');
});
