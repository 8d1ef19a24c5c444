import { expect, it } from 'vitest';
import { BodySlots } from '../../../../../server/goods/declarations/front/body-slots.ts';

it('slots for bodies: one trader has eight, one network sixteen, all together 64, and each is given back', () => {
  const slots = new BodySlots();
  const ofOne = Array.from({ length: 10 }, () => slots.take('trader-1', 'net-1'));
  expect(ofOne.filter((one) => one !== undefined)).toHaveLength(8);
  const ofNetwork = Array.from({ length: 10 }, (_, at) => slots.take(`trader-a${at}`, 'net-1'));
  expect(ofNetwork.filter((one) => one !== undefined)).toHaveLength(8);
  const rest = Array.from({ length: 60 }, (_, at) => slots.take(`trader-b${at}`, `net-b${at}`));
  expect(rest.filter((one) => one !== undefined)).toHaveLength(48);
  for (const leave of [...ofOne, ...ofNetwork, ...rest]) leave?.();
  expect(Array.from({ length: 8 }, () => slots.take('trader-1', 'net-1'))).not.toContain(undefined);
});
