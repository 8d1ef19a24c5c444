import { expect, test } from 'vitest';
import { inOrder, nameOf } from './kernel.ts';

const DEPENDENCIES = `kernel/a.ko.xz:
kernel/usb/core-b.ko.xz: kernel/a.ko.xz
kernel/c.ko.xz: kernel/usb/core-b.ko.xz kernel/a.ko.xz
kernel/d.ko.xz: kernel/a.ko.xz
`;

test('modules of the laboratory: are loaded once each, after those that they need', () => {
  expect(inOrder(DEPENDENCIES, ['c', 'd', 'core_b']).map(nameOf)).toEqual(['a', 'core_b', 'c', 'd']);
});

test('modules of the laboratory: one that the kernel lacks is named', () => {
  expect(() => inOrder(DEPENDENCIES, ['vivid'])).toThrow('no module vivid');
});
