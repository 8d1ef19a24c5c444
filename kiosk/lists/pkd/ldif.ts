/**
 * Reads LDIF, RFC 2849, from a stream: the format of ICAO's download, whose largest file has 75 MiB. Records are yielded one by one.
 * Changes are refused unless the caller has the previous state (`collection.ts`).
 */
import { PkdError } from './pkd-error.ts';

type Values = readonly Uint8Array<ArrayBuffer>[];

export interface LdifRecord {
  /** Distinguished name. */
  readonly name: string;
  /** Content: the entry as it is. */
  readonly change: 'content' | 'add' | 'delete' | 'modify';
  /** Values by attribute, in lower case and without options such as `;binary`. None of a deletion or modification. */
  readonly values: ReadonlyMap<string, Values>;
  /** The steps of a modification, in order. */
  readonly steps: readonly LdifStep[];
}

export interface LdifStep {
  readonly what: 'add' | 'delete' | 'replace';
  readonly attribute: string;
  readonly values: Values;
}

export interface LdifBounds {
  /** Bytes of the whole file. */
  readonly fileBytes: number;
  /** Characters of one record. A master list of 8 MiB has 11 million in base64. */
  readonly recordCharacters: number;
  readonly records: number;
}

export const LDIF_BOUNDS: LdifBounds = {
  fileBytes: 1_073_741_824,
  recordCharacters: 16_777_216,
  records: 300_000,
};

/**
 * Rejects with `PkdError` `malformed`, `too-large` or `changes`.
 *
 * @param takes `content`: no change but additions; `changes`: additions, deletions and modifications too. Renamings are always refused
 */
export async function* readLdif(
  chunks: AsyncIterable<Uint8Array>,
  bounds: LdifBounds = LDIF_BOUNDS,
  takes: 'content' | 'changes' = 'content',
): AsyncGenerator<LdifRecord> {
  const reader = new RecordReader(bounds, takes);
  for await (const line of linesIn(chunks, bounds)) {
    const record = reader.take(line);
    if (record !== undefined) yield record;
  }
  const last = reader.end();
  if (last !== undefined) yield last;
}

/** Lines without their ends, LF or CRLF. */
async function* linesIn(chunks: AsyncIterable<Uint8Array>, bounds: LdifBounds): AsyncGenerator<string> {
  let bytes = 0;
  let parts: string[] = [];
  let characters = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > bounds.fileBytes) throw new PkdError('too-large', `the file has over ${bounds.fileBytes} bytes`);
    const lines = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1').split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      yield withoutReturn(parts.join('') + line);
      parts = [];
      characters = 0;
    }
    parts.push(rest);
    characters += rest.length;
    if (characters > bounds.recordCharacters) throw new PkdError('too-large', 'a line is too long');
  }
  if (characters > 0) yield withoutReturn(parts.join(''));
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

interface OpenStep extends LdifStep {
  readonly values: Uint8Array<ArrayBuffer>[];
}

interface OpenRecord extends LdifRecord {
  change: LdifRecord['change'];
  readonly values: Map<string, Uint8Array<ArrayBuffer>[]>;
  readonly steps: OpenStep[];
}

class RecordReader {
  readonly #bounds: LdifBounds;
  readonly #takes: 'content' | 'changes';
  #number = 0;
  #records = 0;
  #characters = 0;
  /** Parts of the logical line that is being read, and the number of its first line. */
  #folded: { readonly parts: string[]; readonly at: number } | undefined;
  #record: OpenRecord | undefined;
  /** The step of a modification that is not ended by its line `-`. */
  #step: OpenStep | undefined;

  constructor(bounds: LdifBounds, takes: 'content' | 'changes') {
    this.#bounds = bounds;
    this.#takes = takes;
  }

  /** Takes the next physical line; returns the record that it ends. */
  take(line: string): LdifRecord | undefined {
    this.#number += 1;
    this.#characters += line.length;
    if (this.#characters > this.#bounds.recordCharacters) throw new PkdError('too-large', 'a record is too long');
    if (line.startsWith(' ')) {
      if (this.#folded === undefined) throw this.#malformed('a continuation without a line');
      this.#folded.parts.push(line.slice(1));
      return undefined;
    }
    this.#finishLine();
    if (line === '') return this.#finishRecord();
    this.#folded = { parts: [line], at: this.#number };
    return undefined;
  }

  end(): LdifRecord | undefined {
    this.#finishLine();
    return this.#finishRecord();
  }

  #finishRecord(): LdifRecord | undefined {
    const record = this.#record;
    this.#record = undefined;
    this.#characters = 0;
    if (record === undefined) return undefined;
    if (this.#step !== undefined) throw this.#malformed('a modification without its end');
    this.#records += 1;
    if (this.#records > this.#bounds.records) throw new PkdError('too-large', `over ${this.#bounds.records} records`);
    return record;
  }

  #finishLine(): void {
    const folded = this.#folded;
    this.#folded = undefined;
    if (folded === undefined) return;
    const line = folded.parts.join('');
    if (line.startsWith('#')) return;
    if (line === '-' && this.#step !== undefined) {
      this.#step = undefined;
      return;
    }
    const colon = line.indexOf(':');
    const description = line.slice(0, colon).toLowerCase();
    if (colon < 1 || !DESCRIPTION.test(description)) throw this.#malformed('not an attribute', folded.at);
    const attribute = description.split(';')[0] ?? '';
    const value = this.#valueOf(line.slice(colon + 1), folded.at);
    this.#keep(attribute, value, folded.at);
  }

  #keep(attribute: string, value: Uint8Array<ArrayBuffer>, at: number): void {
    if (this.#record === undefined) {
      if (attribute === 'version' && this.#records === 0) {
        if (textOf(value) !== '1') throw this.#malformed('another version', at);
        return;
      }
      if (attribute !== 'dn') throw this.#malformed('a record without a name', at);
      this.#record = { name: textOf(value), change: 'content', values: new Map(), steps: [] };
      return;
    }
    if (attribute === 'dn') throw this.#malformed('a second name', at);
    if (attribute === 'changetype' || attribute === 'control') {
      this.#record.change = this.#changeOf(attribute, textOf(value).toLowerCase(), this.#record, at);
      return;
    }
    if (this.#record.change === 'delete') throw this.#malformed('a deletion with a value', at);
    if (this.#record.change === 'modify') return this.#keepStep(this.#record, attribute, value, at);
    const values = this.#record.values.get(attribute);
    if (values === undefined) this.#record.values.set(attribute, [value]);
    else values.push(value);
  }

  #changeOf(attribute: string, what: string, { change, values }: OpenRecord, at: number): LdifRecord['change'] {
    if (change !== 'content' || values.size > 0) throw this.#malformed('a kind of change in another place', at);
    if (attribute === 'changetype' && what === 'add') return 'add';
    const isTaken = this.#takes === 'changes' && attribute === 'changetype';
    if (isTaken && (what === 'delete' || what === 'modify')) return what;
    throw new PkdError('changes', `line ${at}: the file contains changes that are not taken here`);
  }

  /** RFC 2849 `change-modify`: a line with the step and the attribute, then lines with that attribute alone. */
  #keepStep({ steps }: OpenRecord, attribute: string, value: Uint8Array<ArrayBuffer>, at: number): void {
    if (this.#step !== undefined) {
      if (attribute !== this.#step.attribute) throw this.#malformed('a value of another attribute', at);
      this.#step.values.push(value);
      return;
    }
    if (attribute !== 'add' && attribute !== 'delete' && attribute !== 'replace') {
      throw this.#malformed('no step of a modification', at);
    }
    const description = textOf(value).toLowerCase();
    if (!DESCRIPTION.test(description)) throw this.#malformed('not an attribute', at);
    this.#step = { what: attribute, attribute: description.split(';')[0] ?? '', values: [] };
    steps.push(this.#step);
  }

  #valueOf(text: string, at: number): Uint8Array<ArrayBuffer> {
    if (text.startsWith('<')) throw this.#malformed('a value at another place', at);
    if (!text.startsWith(':')) return Uint8Array.from(Buffer.from(text.replace(/^ +/, ''), 'latin1'));
    const base64 = text.slice(1).trim();
    if (base64.length % 4 !== 0 || !BASE64.test(base64)) throw this.#malformed('not base64', at);
    return Uint8Array.from(Buffer.from(base64, 'base64'));
  }

  #malformed(why: string, at = this.#number): PkdError {
    return new PkdError('malformed', `line ${at}: ${why}`);
  }
}

/** `AttributeDescription`, in lower case: a name or an object identifier, with options. */
const DESCRIPTION = /^(?:[a-z][a-z0-9-]*|[0-9]+(?:\.[0-9]+)*)(?:;[a-z0-9-]+)*$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function textOf(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8');
}
