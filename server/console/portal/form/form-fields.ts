/** The form as a tree of fields, from the schema that the server judges by. */
import { z } from 'zod';
import { type DataSet, declarationSchema, ELEMENTS } from '../../../goods/declarations/form/declaration.ts';
import { EACH } from '../../../goods/declarations/form/element.ts';

export interface Leaf {
  readonly kind: 'leaf';
  readonly name: string;
  /** Number in the data model. */
  readonly element: string;
}
export interface Group {
  readonly kind: 'group';
  readonly name: string;
  readonly fields: readonly Field[];
}
export interface List {
  readonly kind: 'list';
  readonly name: string;
  readonly of: Leaf | Group;
}
export type Field = Leaf | Group | List;

function fieldOf(name: string, given: unknown, path: string): Field {
  const schema = given instanceof z.ZodOptional ? given.unwrap() : given;
  if (schema instanceof z.ZodArray) {
    const of = fieldOf(name, schema.element, `${path}/${EACH}`);
    if (of.kind === 'list') throw new TypeError(`the form has a list of lists at ${path}`);
    return { kind: 'list', name, of };
  }
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([inner, one]) => fieldOf(inner, one, `${path}/${inner}`));
    return { kind: 'group', name, fields };
  }
  return { kind: 'leaf', name, element: ELEMENTS.get(path)?.number ?? '' };
}

const whole = fieldOf('', declarationSchema, '');
const HEADER: readonly Field[] =
  whole.kind === 'group' ? whole.fields.filter(({ name }) => name !== 'goods' && name !== 'dataSet') : [];
const goods = whole.kind === 'group' ? whole.fields.find(({ name }) => name === 'goods') : undefined;
const ITEM: readonly Field[] =
  goods?.kind === 'list' && goods.of.kind === 'group' ? goods.of.fields.filter(({ name }) => name !== 'number') : [];

export type SectionName = 'general' | 'parties' | 'transport' | 'amounts';

/** Shown at once, by data set; the others unfold. The order follows the work. */
const SECTIONS: { readonly [Name in SectionName]: readonly string[] } = {
  general: ['lrn', 'declarationType', 'additionalType', 'ucr', 'fiscalReferences'],
  parties: ['declarant', 'importer', 'exporter', 'representative', 'consignee'],
  transport: ['location', 'transport', 'countryOfDispatch', 'countryOfDestination', 'offices'],
  amounts: ['invoice', 'grossMass', 'packageCount', 'itemCount'],
};
export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];
const ITEM_FIRST = [
  'description',
  'commodity',
  'procedure',
  'additionalProcedures',
  'grossMass',
  'netMass',
  'origin',
  'amount',
  'intrinsicValue',
  'valuationMethod',
  'packaging',
  'productIdentifiers',
];

/** Elements of the lists above that a data set does not use. */
const UNUSED: { readonly [Set in DataSet]: readonly string[] } = {
  H1: ['intrinsicValue', 'productIdentifiers', 'fiscalReferences'],
  H7: [
    'declarationType',
    'invoice',
    'countryOfDispatch',
    'countryOfDestination',
    'offices',
    'transport',
    'packageCount',
    'procedure',
    'netMass',
    'amount',
    'valuationMethod',
    'packaging',
    'consignee',
  ],
  B1: ['intrinsicValue', 'productIdentifiers', 'importer', 'valuationMethod', 'countryOfDispatch', 'fiscalReferences'],
};

function partition(fields: readonly Field[], first: readonly string[], dataSet: DataSet): readonly Field[] {
  const wanted = first.filter((name) => !UNUSED[dataSet].includes(name));
  return wanted.flatMap((name) => fields.filter((one) => one.name === name));
}

export function fieldsOfSection(section: SectionName, dataSet: DataSet): readonly Field[] {
  return partition(HEADER, SECTIONS[section], dataSet);
}

export function otherFields(dataSet: DataSet): readonly Field[] {
  const shown = new Set(SECTION_NAMES.flatMap((section) => fieldsOfSection(section, dataSet)));
  return HEADER.filter((field) => !shown.has(field));
}

export function itemFields(dataSet: DataSet): { readonly first: readonly Field[]; readonly others: readonly Field[] } {
  const first = partition(ITEM, ITEM_FIRST, dataSet);
  return { first, others: ITEM.filter((field) => !first.includes(field)) };
}
