import { ModelBuildError } from '../../files/build-error.ts';

/**
 * A table of a FlatBuffer (FlatBuffers "Internals": a table starts with the distance back to its vtable, which holds
 * the table's field offsets; a missing field has its default). Fields are named by number, as the schema orders them.
 *
 * The bytes are not trusted: every offset and length is checked against the buffer before it is followed. Anything out
 * of bounds is a `ModelBuildError` `format-invalid`.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #position: number;
  readonly #vtable: number;
  readonly #vtableBytes: number;

  private constructor(view: DataView, position: number) {
    this.#view = view;
    this.#position = position;
    this.#vtable = position - view.getInt32(within(view, position, 4), true);
    this.#vtableBytes = view.getUint16(within(view, this.#vtable, 4), true);
    within(view, this.#vtable, this.#vtableBytes);
  }

  /** The root table of a buffer that carries the four-letter `identifier`. */
  static root(bytes: Uint8Array, identifier: string): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    within(view, 0, 8);
    if (Buffer.from(bytes.subarray(4, 8)).toString('latin1') !== identifier) {
      throw new ModelBuildError('format-invalid', `the file is not marked ${identifier}`);
    }
    return new FlatTable(view, view.getUint32(0, true));
  }

  int8(field: number, fallback: number): number {
    const at = this.#field(field, 1);
    return at === null ? fallback : this.#view.getInt8(at);
  }

  int32(field: number, fallback: number): number {
    const at = this.#field(field, 4);
    return at === null ? fallback : this.#view.getInt32(at, true);
  }

  /** A sub-table, or null when the field is missing. */
  table(field: number): FlatTable | null {
    const at = this.#reference(field);
    return at === null ? null : new FlatTable(this.#view, at);
  }

  /** A vector of tables, empty when the field is missing. @param limit most entries allowed */
  tables(field: number, limit: number): FlatTable[] {
    const { start, length } = this.#vector(field, 4, limit);
    return Array.from({ length }, (_, index) => {
      const at = start + 4 * index;
      return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
    });
  }

  /** A vector of int32, empty when the field is missing. @param limit most entries allowed */
  int32s(field: number, limit: number): number[] {
    const { start, length } = this.#vector(field, 4, limit);
    return Array.from({ length }, (_, index) => this.#view.getInt32(start + 4 * index, true));
  }

  /** A vector of bytes, empty when the field is missing: a view of the file, not a copy. */
  bytes(field: number, limit = this.#view.byteLength): Uint8Array {
    const { start, length } = this.#vector(field, 1, limit);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length);
  }

  /** A string, empty when the field is missing. @param limit most bytes allowed */
  string(field: number, limit: number): string {
    return new TextDecoder().decode(this.bytes(field, limit));
  }

  /** Offset of the field's value, or null when the table omits the field. */
  #field(field: number, bytes: number): number | null {
    const slot = 4 + 2 * field;
    if (slot + 2 > this.#vtableBytes) return null;
    const offset = this.#view.getUint16(this.#vtable + slot, true);
    return offset === 0 ? null : within(this.#view, this.#position + offset, bytes);
  }

  #reference(field: number): number | null {
    const at = this.#field(field, 4);
    return at === null ? null : at + this.#view.getUint32(at, true);
  }

  #vector(field: number, elementBytes: number, limit: number): { start: number; length: number } {
    const at = this.#reference(field);
    if (at === null) return { start: 0, length: 0 };
    const length = this.#view.getUint32(within(this.#view, at, 4), true);
    if (length > limit) {
      throw new ModelBuildError('format-invalid', `a vector of ${length} entries, at most ${limit} allowed`);
    }
    return { start: within(this.#view, at + 4, length * elementBytes), length };
  }
}

/** Returns `position` after checking that `bytes` bytes from there lie in the buffer. */
function within(view: DataView, position: number, bytes: number): number {
  if (position < 0 || position + bytes > view.byteLength) {
    throw new ModelBuildError('format-invalid', 'the file is truncated or an offset leads out of it');
  }
  return position;
}
