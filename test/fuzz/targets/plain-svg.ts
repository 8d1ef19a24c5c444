import { svgFault } from '../../../server/people/brand/plain-svg.ts';
import { never } from '../fuzz-target.ts';

const SHAPES =
  '<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A</title><g fill="#fff"><path d="M0 0L9 9"/></g></svg>';

/** Shapes, and the same without an end. */
export const seeds = () =>
  Promise.resolve([SHAPES, SHAPES.slice(0, -6)].map((text) => Uint8Array.from(Buffer.from(text))));

/** An SVG that is accepted has nothing that a browser would run or load. */
export function fuzz(data: Uint8Array): void {
  const text = Buffer.from(data).toString('utf8');
  if (svgFault(text) === undefined && /<script|<style|<image|<use|\son|href|<!--?>|<!doctype/i.test(text))
    never('more than shapes');
}
