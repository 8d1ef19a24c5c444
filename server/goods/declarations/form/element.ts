/** Marks the leaves of the form with their data element of the EU customs data model and with the group that is sealed together. */
import { z } from 'zod';
import type { FieldGroup } from '../../../contract/office-keys.ts';

export interface Element {
  /** Number in the data model, e.g. `18 01 000`. */
  readonly number: string;
  /** `readable`: not sealed, because it is a closed vocabulary or a count. */
  readonly group: FieldGroup | 'readable';
}

const elements = z.registry<Element>();

export function element<T extends z.ZodType>(number: string, group: Element['group'], schema: T): T {
  elements.add(schema, { number, group });
  return schema;
}

/** A step through a list, in the paths of `elementsOf`. */
export const EACH = '*';

/** Leaves of a form by path: `/goods/…/netMass`. Throws for a leaf without an element, which is a fault of the form. */
export function elementsOf(schema: z.ZodType): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>();
  collect(schema, '', found);
  return found;
}

function collect(schema: z.ZodType, path: string, found: Map<string, Element>): void {
  const own = elements.get(schema);
  if (own !== undefined) found.set(path, own);
  if (schema instanceof z.ZodOptional) return collect(schema.unwrap() as z.ZodType, path, found);
  if (schema instanceof z.ZodArray) return collect(schema.element as z.ZodType, `${path}/${EACH}`, found);
  if (schema instanceof z.ZodObject) {
    for (const [name, inner] of Object.entries(schema.shape)) collect(inner as z.ZodType, `${path}/${name}`, found);
    return;
  }
  if (own === undefined) throw new Error(`the leaf ${path} of the form has no data element`);
}

/** The path of a JSON pointer: its numbers become `*`. */
export function pathOf(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, `/${EACH}`);
}
