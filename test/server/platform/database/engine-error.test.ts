import { describe, expect, it } from 'vitest';
import { isConnectionLost } from '../../../../server/platform/database/engine-error.ts';

const error = (code: string | undefined, message = 'it failed') =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

describe('a lost connection to the database', () => {
  it.each([
    [error('EPIPE')],
    [error('ECONNRESET')],
    [error('57P01', 'terminating connection due to administrator command')],
    [error('08006')],
    [error(undefined, 'Connection terminated unexpectedly')],
    [error(undefined, 'select current_database() as name limit $1 - Connection terminated unexpectedly')],
    [error(undefined, 'begin - Client has encountered a connection error and is not queryable')],
  ])('is %s', (lost) => {
    expect(isConnectionLost(lost)).toBe(true);
  });

  it.each([
    [error('23505', 'duplicate key')],
    [error('42703', 'no such column')],
    [error('SQLITE_CONSTRAINT')],
    [error('ENOENT')],
    [error(undefined)],
    [error(undefined, 'a Connection terminated in the middle of a text')],
    ['EPIPE'],
  ])('is not %s', (other) => {
    expect(isConnectionLost(other)).toBe(false);
  });
});
