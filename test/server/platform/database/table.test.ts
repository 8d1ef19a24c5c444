import { describe, expect, it } from 'vitest';
import { z, ZodError } from 'zod';
import { StoreError } from '../../../../server/platform/database/store-error.ts';
import {
  bytes,
  checked,
  column,
  flag,
  group,
  integer,
  json,
  knownWord,
  named,
  nullable,
  optional,
  ownBytes,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../../../server/platform/database/table.ts';

const laneSchema = z.string().startsWith('lane-').brand('Lane');
const watches = table({
  id: text,
  madeAt: integer,
  endedAt: nullable(integer),
  until: named('until_at', integer),
  kinds: json(z.array(z.enum(['gap', 'slow']))),
  state: word(['open', 'ended']),
  why: knownWord(['door', 'person']),
  lane: checked(laneSchema),
  entity: group({ kind: text, id: text }),
  isDrill: flag,
  key: bytes,
  ownKey: ownBytes,
  digest: column<string>(
    (value) => String(value).toLowerCase(),
    (digest) => digest.toUpperCase(),
  ),
  place: { read: (row) => [row['x'], row['y']], write: ([x, y]: unknown[]) => ({ x, y }) },
});
type Watch = RecordOf<typeof watches>;

const WATCH: Watch = {
  id: '1',
  madeAt: 1_770_000_000_000,
  endedAt: null,
  until: 5,
  kinds: ['gap'],
  state: 'open',
  why: 'door',
  lane: laneSchema.parse('lane-1'),
  entity: { kind: 'lane', id: 'lane-1' },
  isDrill: true,
  key: Buffer.from([1]),
  ownKey: new Uint8Array([2]),
  digest: 'ab',
  place: [3, 4],
};
const ROW: Row = {
  id: '1',
  made_at: 1_770_000_000_000,
  ended_at: null,
  until_at: 5,
  kinds: '["gap"]',
  state: 'open',
  why: 'door',
  lane: 'lane-1',
  entity_kind: 'lane',
  entity_id: 'lane-1',
  is_drill: 1,
  key: Buffer.from([1]),
  own_key: Buffer.from([2]),
  digest: 'AB',
  x: 3,
  y: 4,
};

describe('the description of a table', () => {
  it('gives the row of a record, and the record of a row', () => {
    expect(watches.row(WATCH)).toEqual(ROW);
    expect(watches.read(ROW)).toEqual(WATCH);
  });

  it('reads what PostgreSQL returns for integers', () => {
    expect(watches.read({ ...ROW, made_at: '1770000000000', is_drill: '0' })).toMatchObject({
      madeAt: 1_770_000_000_000,
      isDrill: false,
    });
  });

  it('writes the given fields only', () => {
    expect(watches.row({ endedAt: 7, state: undefined })).toEqual({ ended_at: 7 });
    expect(watches.row({ endedAt: null })).toEqual({ ended_at: null });
  });

  it('reads an unknown word as none where the column allows it', () => {
    expect(watches.read({ ...ROW, why: 'tide' }).why).toBeNull();
    expect(watches.read({ ...ROW, why: null }).why).toBeNull();
  });

  it('reads rows and one row of a query', async () => {
    expect(await watches.all(Promise.resolve([ROW, ROW]))).toEqual([WATCH, WATCH]);
    expect(await watches.one(Promise.resolve(ROW))).toEqual(WATCH);
    expect(await watches.one(Promise.resolve(undefined))).toBeUndefined();
  });

  it('leaves out an optional field whose column is empty', () => {
    const alarms = table<{ readonly id: string; readonly about?: string | undefined }>({
      id: text,
      about: optional(text),
    });
    expect(Object.keys(alarms.read({ id: '1', about: null }))).toEqual(['id']);
    expect(alarms.read({ id: '1', about: 'door' })).toEqual({ id: '1', about: 'door' });
    expect(alarms.row({ id: '1', about: 'door' })).toEqual({ id: '1', about: 'door' });
  });

  it.each([
    ['made_at', null],
    ['made_at', 1.5],
    ['id', 5],
    ['kinds', '{'],
    ['state', 'gone'],
    ['entity_id', undefined],
    ['is_drill', 'yes'],
    ['key', 'text'],
  ])('refuses a row whose %s is %j as damaged', (name, value) => {
    const read = () => watches.read({ ...ROW, [name]: value });
    expect(read).toThrow(StoreError);
    expect(read).toThrow(expect.objectContaining({ code: 'damaged' }));
  });

  it('refuses a value outside the schema of its column', () => {
    expect(() => watches.read({ ...ROW, lane: 'desk' })).toThrow(ZodError);
    expect(() => watches.read({ ...ROW, kinds: '["noise"]' })).toThrow(ZodError);
  });
});
