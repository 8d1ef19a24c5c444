/** Finds an element inside others. */
import { BerError } from './ber-error.ts';
import type { BerElement } from './read.ts';

/** The first child with `tag`, or `undefined`. @throws BerError when the children are malformed */
export function findChild(element: BerElement, tag: number): BerElement | undefined {
  return element.children().find((child) => child.tag === tag);
}

/** The first child with `tag`. @throws BerError `unexpected` when there is none */
export function childOf(element: BerElement, tag: number): BerElement {
  const child = findChild(element, tag);
  if (child === undefined) throw new BerError('unexpected', `no element ${tag.toString(16)}`);
  return child;
}

/** Follows `tags` from `element`'s children inwards. @throws BerError `unexpected` where one is missing */
export function descend(element: BerElement, ...tags: readonly number[]): BerElement {
  return tags.reduce(childOf, element);
}

/** The element itself, if it has `tag`. @throws BerError `unexpected` */
export function expectTag(element: BerElement | undefined, tag: number): BerElement {
  if (element?.tag !== tag) throw new BerError('unexpected', `element ${tag.toString(16)} is due`);
  return element;
}
