import { describe, expect, it } from 'vitest';
import {
  bytesColumn,
  integerColumn,
  nullableIntegerColumn,
  textColumn,
} from '../../../../server/platform/database/column.ts';
import { StoreError } from '../../../../server/platform/database/store-error.ts';

describe('columns', () => {
  it('read integers from SQLite and from PostgreSQL', () => {
    expect(integerColumn(1_770_000_000_000)).toBe(1_770_000_000_000);
    expect(integerColumn('1770000000000')).toBe(1_770_000_000_000);
    expect(nullableIntegerColumn(null)).toBeNull();
  });

  it.each([['x'], [1.5], ['9007199254740993'], [null], [undefined], [Number.NaN], ['1e3']])(
    'refuse %j as a damaged integer',
    (value) => {
      expect(() => integerColumn(value)).toThrow(StoreError);
    },
  );

  it('refuse values of another type', () => {
    expect(() => textColumn(5)).toThrow(StoreError);
    expect(() => bytesColumn('text')).toThrow(StoreError);
    expect(bytesColumn(Buffer.from([1]))).toHaveLength(1);
  });
});
