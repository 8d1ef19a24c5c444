/** One collection of a directory's download: a complete file, and the files of changes that continue it, version by version. */
import { areBytesEqual } from '../../../server/contract/payload.ts';
import type { LdifRecord, LdifStep } from './ldif.ts';
import { PkdError } from './pkd-error.ts';
import { OBJECT_ATTRIBUTES } from './read-directory.ts';

type Values = readonly Uint8Array<ArrayBuffer>[];

export interface CollectionBounds {
  readonly entries: number;
  readonly bytes: number;
}

const COLLECTION_BOUNDS: CollectionBounds = { entries: 300_000, bytes: 536_870_912 };

export class Collection {
  /** The attributes with objects of each entry, by its name. */
  readonly #entries = new Map<string, Map<string, Values>>();
  readonly #bounds: CollectionBounds;
  #bytes = 0;

  constructor(bounds: CollectionBounds = COLLECTION_BOUNDS) {
    this.#bounds = bounds;
  }

  /** All objects, each as often as it is listed. */
  objects(): Values {
    return [...this.#entries.values()].flatMap((attributes) => [...attributes.values()].flat());
  }

  /**
   * Throws `PkdError`: `incomplete` for a change of a missing entry, because the file then continues another state; `too-large` past the bounds.
   * The collection is unusable then.
   */
  take({ name, change, values, steps }: LdifRecord): void {
    const key = name.toLowerCase();
    const before = this.#entries.get(key);
    switch (change) {
      case 'content':
      case 'add':
        this.#put(key, new Map([...values].filter(([attribute]) => OBJECT_ATTRIBUTES.includes(attribute))));
        return;
      case 'delete':
        if (before === undefined) throw otherState(name);
        this.#put(key, new Map());
        this.#entries.delete(key);
        return;
      case 'modify': {
        if (before === undefined) throw otherState(name);
        const after = new Map(before);
        for (const step of steps.filter(({ attribute }) => OBJECT_ATTRIBUTES.includes(attribute))) {
          after.set(step.attribute, changed(after.get(step.attribute) ?? [], step, name));
        }
        this.#put(key, after);
        return;
      }
    }
  }

  #put(key: string, attributes: Map<string, Values>): void {
    this.#bytes += sizeOf(attributes) - sizeOf(this.#entries.get(key));
    this.#entries.set(key, attributes);
    if (this.#entries.size > this.#bounds.entries || this.#bytes > this.#bounds.bytes) {
      throw new PkdError('too-large', `over ${this.#bounds.entries} entries or ${this.#bounds.bytes} bytes`);
    }
  }
}

/** RFC 4511 §4.6. */
function changed(before: Values, { what, values }: LdifStep, name: string): Values {
  const holds = (all: Values, one: Uint8Array): boolean => all.some((other) => areBytesEqual(other, one));
  switch (what) {
    case 'add':
      if (values.length === 0) throw new PkdError('malformed', `${name}: nothing is added`);
      return [...before, ...values.filter((one) => !holds(before, one))];
    case 'replace':
      return values;
    case 'delete':
      if (before.length === 0 || values.some((one) => !holds(before, one))) throw otherState(name);
      return values.length === 0 ? [] : before.filter((one) => !holds(values, one));
  }
}

function sizeOf(attributes: ReadonlyMap<string, Values> | undefined): number {
  return [...(attributes?.values() ?? [])].flat().reduce((bytes, value) => bytes + value.length, 0);
}

function otherState(name: string): PkdError {
  return new PkdError('incomplete', `${name}: the change continues another state than the one that was read`);
}
