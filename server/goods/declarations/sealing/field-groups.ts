/** Parts a declaration into its field groups, and puts groups together again. Pure. */
import { FIELD_GROUPS, type FieldGroup } from '../../../contract/office-keys.ts';
import { ELEMENTS, type Declaration } from '../form/declaration.ts';
import { pathOf } from '../form/element.ts';

/** Values with their JSON pointers, in the order of the declaration. */
export type Fields = readonly (readonly [pointer: string, value: string])[];

/** Groups without a value are absent. Readable fields are in none. */
export function partIntoGroups(declaration: Declaration): ReadonlyMap<FieldGroup, Fields> {
  const groups = new Map<FieldGroup, (readonly [string, string])[]>();
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, `${pointer}/${name}`);
      return;
    }
    if (value === undefined) return;
    const group = ELEMENTS.get(pathOf(pointer))?.group;
    if (group === undefined || typeof value !== 'string')
      throw new Error('a declaration has a value without an element');
    if (group === 'readable') return;
    const fields = groups.get(group) ?? [];
    fields.push([pointer, value]);
    groups.set(group, fields);
  };
  walk(declaration, '');
  return new Map(FIELD_GROUPS.flatMap((group) => (groups.has(group) ? [[group, groups.get(group) ?? []]] : [])));
}
