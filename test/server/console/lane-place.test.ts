import { expect, test } from 'vitest';
import { inOrder, placeWords } from '../../../server/console/lane-place.ts';

test('lanes stand by site and in the order of their numbers', () => {
  const lanes = [
    { site: 'south', lane: '1' },
    { site: 'north', lane: '10' },
    { site: 'north', lane: '2' },
    { site: 'north', lane: '1' },
  ];
  expect(inOrder(lanes).map(placeWords)).toEqual(['north, lane 1', 'north, lane 2', 'north, lane 10', 'south, lane 1']);
  expect(lanes[0]?.site).toBe('south');
});
