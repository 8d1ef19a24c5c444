import { expect, test } from 'vitest';
import { differencesOf } from './behaviour.ts';

test('a record of behaviour: names each line that only one tree has, repeated ones included', () => {
  const before = { tests: ['one', 'two', 'two'], routes: ['GET /v1/lanes'] };
  expect(differencesOf(before, { routes: ['GET /v1/lanes'], tests: ['two', 'two', 'one'] })).toEqual({});
  expect(differencesOf(before, { tests: ['one', 'two', 'three'], schema: ['create table acts'] })).toEqual({
    routes: ['- GET /v1/lanes'],
    schema: ['+ create table acts'],
    tests: ['+ three', '- two'],
  });
});
