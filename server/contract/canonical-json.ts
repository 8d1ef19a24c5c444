/**
 * The JSON Canonicalization Scheme, RFC 8785: one byte string for each JSON value, so that the signed bytes can be computed again from the
 * parsed message.
 */
import { ContractError } from './contract-error.ts';

export interface CanonicalBounds {
  /** Levels of arrays and objects, counting the outermost. */
  readonly depth: number;
  /** Length of the canonical form in UTF-8. */
  readonly bytes: number;
}

export const CANONICAL_BOUNDS: CanonicalBounds = { depth: 16, bytes: 65_536 };

/**
 * The canonical form of `value` in UTF-8.
 *
 * Numbers and string escapes follow ECMAScript (RFC 8785 §3.2.2, §3.2.3). Members are sorted by the UTF-16 code units of their names
 * (§3.2.3). Throws `ContractError`: `not-json` for non-finite numbers, lone surrogates, `undefined`, holes in arrays, bigints, symbols,
 * functions and objects that are not plain; `too-deep` and `too-large` past the bounds. Cyclic values are `too-deep`.
 *
 * @example
 * ```ts
 * import { canonicalJson } from './server/contract/canonical-json.ts';
 *
 * const bytes = canonicalJson({ b: 1e3, a: [true, null] });
 * new TextDecoder().decode(bytes); // => '{"a":[true,null],"b":1000}'
 * ```
 */
export function canonicalJson(value: unknown, bounds: CanonicalBounds = CANONICAL_BOUNDS): Uint8Array {
  const writer = { text: '', bounds };
  write(value, 1, writer);
  const bytes = new TextEncoder().encode(writer.text);
  if (bytes.length > bounds.bytes) throw tooLarge(bounds);
  return bytes;
}

interface Writer {
  text: string;
  readonly bounds: CanonicalBounds;
}

function write(value: unknown, depth: number, writer: Writer): void {
  // UTF-8 is never shorter than the number of UTF-16 code units, so the writer can stop early.
  if (writer.text.length > writer.bounds.bytes) throw tooLarge(writer.bounds);
  switch (typeof value) {
    case 'string':
      writer.text += quoted(value);
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new ContractError('not-json', 'a number that is not finite has no JSON form');
      writer.text += JSON.stringify(value);
      return;
    case 'boolean':
      writer.text += value ? 'true' : 'false';
      return;
    case 'object':
      if (value === null) writer.text += 'null';
      else writeCompound(value, depth, writer);
      return;
    default:
      throw new ContractError('not-json', `a value of type ${typeof value} has no JSON form`);
  }
}

function writeCompound(value: object, depth: number, writer: Writer): void {
  if (depth > writer.bounds.depth) {
    throw new ContractError('too-deep', `nested deeper than ${writer.bounds.depth} levels`);
  }
  if (Array.isArray(value)) {
    writer.text += '[';
    for (let index = 0; index < value.length; index++) {
      if (index > 0) writer.text += ',';
      write(value[index], depth + 1, writer);
    }
    writer.text += ']';
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new ContractError('not-json', 'only plain objects have a JSON form');
  }
  writer.text += '{';
  let first = true;
  for (const name of Object.keys(value).sort(byCodeUnits)) {
    if (!first) writer.text += ',';
    first = false;
    writer.text += `${quoted(name)}:`;
    write((value as Readonly<Record<string, unknown>>)[name], depth + 1, writer);
  }
  writer.text += '}';
}

/** `<` on strings compares their UTF-16 code units. */
function byCodeUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new ContractError('not-json', 'a lone surrogate has no UTF-8 form');
  return JSON.stringify(text);
}

function tooLarge(bounds: CanonicalBounds): ContractError {
  return new ContractError('too-large', `longer than ${bounds.bytes} bytes in canonical form`);
}
