import { SPECIMENS, type SpecimenId, type SpecimenPhotograph, type SpecimenTraveller } from './specimens.ts';

/** Throws `RangeError` when the id is unknown. */
export function findSpecimen(id: SpecimenId): SpecimenTraveller {
  const found = SPECIMENS.find((specimen) => specimen.id === id);
  if (found === undefined) throw new RangeError(`no specimen traveller has the id ${JSON.stringify(id)}`);
  return found;
}

/**
 * A photograph of a specimen, and the specimen's place in the table. Throws `RangeError` when there is no such specimen or
 * photograph.
 */
export function findPhotograph(
  id: SpecimenId,
  which: number | 'first' | 'last',
): { readonly photograph: SpecimenPhotograph; readonly index: number } {
  const specimen = findSpecimen(id);
  const at = which === 'first' ? 0 : which === 'last' ? specimen.photographs.length - 1 : which;
  const photograph = specimen.photographs[at];
  if (photograph === undefined) throw new RangeError(`specimen ${id} has no photograph ${at}`);
  return { photograph, index: SPECIMENS.indexOf(specimen) };
}
