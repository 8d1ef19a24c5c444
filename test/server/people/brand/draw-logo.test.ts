import sharp from 'sharp';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawLogo } from '../../../../server/people/brand/draw-logo.ts';
import { growthOf } from '../../../support/growth.ts';
import { svgFault } from '../../../../server/people/brand/plain-svg.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { brandSchema, LOGO_LIMITS } from '../../../../server/contract/brand/brand.ts';
import { plainPng } from '../../../../server/contract/brand/plain-png.ts';

const svg = (inside: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"${attributes}>${inside}</svg>`;
const SHAPES = svg('<title>Agency</title><g fill="#123456"><path d="M0 0h40v10z"/><circle cx="5" cy="5" r="4"/></g>');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const takes = (logo: string) => brandSchema.safeParse({ name: 'A', logo, accent: null }).success;

describe('an uploaded logo', () => {
  it('is drawn as a small PNG with its picture alone, from an SVG of shapes', async () => {
    const drawn = await drawLogo(bytesOf(`<?xml version="1.0"?>\n<!-- a comment -->${SHAPES}`));
    if (drawn.kind !== 'drawn') throw new Error(drawn.why.code);
    expect([drawn.width, drawn.height]).toEqual([640, 160]);
    expect(takes(drawn.logo)).toBe(true);
  });
  it('is drawn from a PNG, without its text and profile, and never larger than it is', async () => {
    const file = await sharp({ create: { width: 60, height: 30, channels: 4, background: '#336699' } })
      .withMetadata({ density: 300, exif: { IFD0: { Artist: 'a name' } } })
      .png()
      .toBuffer();
    expect(plainPng(file)).toBeUndefined();
    const drawn = await drawLogo(file);
    if (drawn.kind !== 'drawn') throw new Error(drawn.why.code);
    expect([drawn.width, drawn.height]).toEqual([60, 30]);
    expect(takes(drawn.logo)).toBe(true);
  });
  it('becomes smaller until it is within the limit, or is refused', async () => {
    const noise = Buffer.from(Array.from({ length: 640 * 160 * 3 }, (_, at) => (at * 7919 * (at % 251)) % 256));
    const file = await sharp(noise, { raw: { width: 640, height: 160, channels: 3 } })
      .png()
      .toBuffer();
    const drawn = await drawLogo(file);
    if (drawn.kind === 'drawn') {
      expect(decodeBase64Url(drawn.logo)?.length).toBeLessThanOrEqual(LOGO_LIMITS.bytes);
      expect(drawn.height).toBeLessThan(160);
    } else expect(drawn.why.code).toBe('too-detailed');
  });
  it.each<readonly [string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a JPEG', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])],
    ['half a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['bytes that are no text', Uint8Array.from([0x3c, 0xff, 0xfe])],
  ])('is refused as %s', async (_name, file) => {
    expect((await drawLogo(file)).kind).toBe('refused');
  });
});

describe('an SVG', () => {
  it('of shapes is accepted, with gradients by reference inside the file', () => {
    expect(svgFault(SHAPES)).toBeUndefined();
    expect(
      svgFault(
        svg(
          '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs><rect width="9" height="9" fill="url(#a)"/>',
        ),
      ),
    ).toBeUndefined();
  });
  it('with a comment is accepted', () => {
    expect(svgFault(`<!-- a -->${svg('<!----><!-- > -> - --><g/>')}`)).toBeUndefined();
  });
  it('is judged in time in proportion to its comments', async () => {
    expect(await growthOf((size) => svg('<!--'.repeat(size / 4)), 400_000, svgFault)).toEqual({ kind: 'linear' });
    expect(await growthOf((size) => svg(`<g ${'id="a" '.repeat(size / 7)}/>`), 400_000, svgFault)).toEqual({
      kind: 'linear',
    });
  });
  it.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['an event', svg('<path d="M0 0" onload="alert(1)"/>')],
    ['an event at the root', svg('', ' onload="alert(1)"')],
    ['a link', svg('<a href="https://example.org"><path d="M0 0"/></a>')],
    ['a picture of another server', svg('<image href="https://example.org/a.png"/>')],
    ['a picture of the machine', svg('<image xlink:href="file:///etc/passwd"/>')],
    ['HTML', svg('<foreignObject><p>x</p></foreignObject>')],
    ['a style sheet', svg('<style>@import url(https://example.org)</style>')],
    ['a style', svg('<path d="M0 0" style="fill:url(https://example.org)"/>')],
    ['a colour from elsewhere', svg('<path d="M0 0" fill="url(https://example.org#a)"/>')],
    ['a colour from elsewhere after a space', svg('<path d="M0 0" fill=" url( https://example.org)"/>')],
    ['repetition', svg('<use href="#a"/>')],
    ['a filter', svg('<filter id="a"/>')],
    ['an animation', svg('<animate attributeName="d"/>')],
    ['text', svg('<text>x</text>')],
    ['an entity', `<!DOCTYPE svg [<!ENTITY a "b">]>${SHAPES}`],
    ['an entity in a title', svg('<title>&a;</title>')],
    ['character data', svg('<![CDATA[<script>]]>')],
    ['an instruction', svg('<?xml-stylesheet href="a.css"?>')],
    ['a comment that ends at once for a reader of HTML', svg('<!--><script>alert(1)</script>-->')],
    ['a comment that ends after a hyphen for a reader of HTML', svg('<!---><script>alert(1)</script>-->')],
    ['a comment that ends at an exclamation mark for a reader of HTML', svg('<!-- --!><script>alert(1)</script>-->')],
    ['a comment with two hyphens', svg('<!-- a -- b -->')],
    ['a comment without an end', svg('<!-- a')],
    ['text between shapes', svg('words')],
    ['an open element', svg('<g>')],
    ['elements in the wrong order', svg('<g></path></g>')],
    ['a second root', SHAPES + SHAPES],
    ['another root', '<html></html>'],
    ['a second namespace', svg('<g xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['a shape in a title', svg('<title><path d="M0 0"/></title>')],
    ['too many elements', svg('<g/>'.repeat(2_001))],
    ['too great a depth', svg('<g>'.repeat(40) + '</g>'.repeat(40))],
  ])('with %s is refused', (_name, text) => {
    expect(svgFault(text)).toBeDefined();
  });
  it('of any text is judged without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void svgFault(svg(text))));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => svgFault(text) !== undefined));
  });
});

describe('a plain PNG', () => {
  it('is refused with another chunk, bytes after its end, or cut off anywhere', async () => {
    const drawn = await drawLogo(bytesOf(SHAPES));
    const file = decodeBase64Url(drawn.kind === 'drawn' ? drawn.logo : '') ?? new Uint8Array();
    expect(plainPng(file)).toEqual({ width: 640, height: 160 });
    expect(plainPng(Uint8Array.from([...file, 0]))).toBeUndefined();
    for (let length = 0; length < file.length; length++) expect(plainPng(file.subarray(0, length))).toBeUndefined();
    const renamed = Uint8Array.from(file);
    const at = Buffer.from(file).indexOf('IDAT');
    renamed.set([0x74, 0x45, 0x58, 0x74], at);
    expect(plainPng(renamed)).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => plainPng(bytes) === undefined));
  });
});
