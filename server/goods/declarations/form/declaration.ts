/**
 * A customs declaration after the EU customs data model (Regulation (EU) 2015/2446, Annex B): data sets H1 (import), H7 (low value) and B1
 * (export). Every leaf is optional here: obligations.ts of the rules holds which data set needs which element, so that one pass
 * reports all faults.
 */
import { z } from 'zod';
import type { FieldGroup } from '../../../contract/office-keys.ts';
import { element, elementsOf } from './element.ts';
import { code, country, currency, decimal, identifier, office, text, whole } from './values.ts';

/** The data model allows 99 of most groups and 9,999 items. */
const MAX = 99;
export const MAX_ITEMS = 9_999;

export const DATA_SETS = ['H1', 'H7', 'B1'] as const;
export type DataSet = (typeof DATA_SETS)[number];

const many = <T extends z.ZodType>(one: T) => z.array(one).max(MAX).optional();

function address(number: string, group: FieldGroup) {
  return z
    .strictObject({
      street: element(`${number} 019`, group, text(70)).optional(),
      country: element(`${number} 020`, group, country()).optional(),
      postcode: element(`${number} 021`, group, text(17)).optional(),
      city: element(`${number} 022`, group, text(35)).optional(),
    })
    .optional();
}

function partyShape(number: string) {
  return {
    id: element(`${number} 017`, 'parties', identifier()).optional(),
    name: element(`${number} 016`, 'parties', text(70)).optional(),
    address: address(number, 'parties'),
  };
}

function contact(number: string) {
  return z
    .strictObject({
      name: element(`${number} 016`, 'parties', text(70)).optional(),
      phone: element(`${number} 075`, 'parties', text(35)).optional(),
      email: element(`${number} 076`, 'parties', text(256)).optional(),
    })
    .optional();
}

const party = (number: string) => z.strictObject(partyShape(number)).optional();

function money(number: string, currencyNumber: string = number) {
  return z
    .strictObject({
      amount: element(number, 'value', decimal(16, 2)).optional(),
      currency: element(currencyNumber, 'value', currency()).optional(),
    })
    .optional();
}

const fiscalReferences = () =>
  many(
    z.strictObject({
      role: element('13 16 031', 'parties', code(/^FR\d$/)).optional(),
      id: element('13 16 034', 'parties', identifier()).optional(),
    }),
  );

const actors = () =>
  many(
    z.strictObject({
      role: element('13 14 031', 'supply-chain', code(/^[A-Z]{2,3}$/)).optional(),
      id: element('13 14 017', 'parties', identifier()).optional(),
    }),
  );

function documents(number: string, group: FieldGroup) {
  return many(
    z.strictObject({
      type: element(`${number} 002`, group, code(/^[A-Z0-9]{3,4}$/)).optional(),
      reference: element(`${number} 001`, group, text(70)).optional(),
      item: element(`${number} 007`, group, whole(5)).optional(),
      quantity: element(`${number} 006`, group, decimal(16, 6)).optional(),
      unit: element(`${number} 005`, group, code(/^[A-Z0-9]{2,3}(?:#[A-Z0-9])?$/)).optional(),
      status: element(`${number} 010`, group, code(/^[A-Z]{2}$/)).optional(),
      reason: element(`${number} 009`, group, text(512)).optional(),
    }),
  );
}

const additionalInformation = () =>
  many(
    z.strictObject({
      code: element('12 02 008', 'goods', code(/^[A-Z0-9]{4,5}$/)).optional(),
      text: element('12 02 009', 'goods', text(512)).optional(),
    }),
  );

const additions = () =>
  many(
    z.strictObject({
      type: element('14 04 008', 'value', code(/^[A-Z0-9]{2}$/)).optional(),
      amount: element('14 04 014', 'value', decimal(16, 2)).optional(),
      currency: element('14 04 014', 'value', currency()).optional(),
    }),
  );

function means(number: string) {
  return z
    .strictObject({
      type: element(`${number} 061`, 'supply-chain', code(/^\d{2}$/)).optional(),
      id: element(`${number} 017`, 'supply-chain', text(35)).optional(),
      nationality: element(`${number} 062`, 'supply-chain', country()).optional(),
    })
    .optional();
}

const location = z.strictObject({
  type: element('16 15 045', 'supply-chain', code(/^[A-D]$/)).optional(),
  qualifier: element('16 15 046', 'supply-chain', code(/^[T-Z]$/)).optional(),
  country: element('16 15 081', 'supply-chain', country()).optional(),
  /** UN/LOCODE, office, EORI, authorisation or national code, as the qualifier says. */
  code: element('16 15 036', 'supply-chain', text(35)).optional(),
  coordinates: element('16 15 048', 'supply-chain', code(/^-?\d{1,2}\.\d{5,7} -?\d{1,3}\.\d{5,7}$/)).optional(),
  address: address('16 15 018', 'parties'),
  contact: contact('16 15 074'),
});

const transport = z.strictObject({
  containerIndicator: element('19 01 000', 'supply-chain', code(/^[01]$/)).optional(),
  modeAtBorder: element('19 03 000', 'supply-chain', code(/^\d$/)).optional(),
  inlandMode: element('19 04 000', 'supply-chain', code(/^\d$/)).optional(),
  departure: means('19 05'),
  arrival: means('19 06'),
  border: means('19 08'),
  containers: z
    .array(
      z.strictObject({
        number: element('19 07 044', 'supply-chain', whole(5)).optional(),
        id: element('19 07 063', 'supply-chain', code(/^[\x21-\x7E]{1,17}$/)).optional(),
        seals: many(
          z.strictObject({
            number: element('19 10 044', 'supply-chain', whole(5)).optional(),
            id: element('19 10 015', 'supply-chain', text(20)).optional(),
          }),
        ),
      }),
    )
    .max(MAX_ITEMS)
    .optional(),
  route: many(
    z.strictObject({
      number: element('16 12 044', 'supply-chain', whole(5)).optional(),
      country: element('16 12 020', 'supply-chain', country()).optional(),
    }),
  ),
  chargesPayment: element('14 02 038', 'supply-chain', code(/^[A-Z]$/)).optional(),
});

const shared = {
  additionalInformation: additionalInformation(),
  previousDocuments: documents('12 01', 'supply-chain'),
  supportingDocuments: documents('12 03', 'goods'),
  additionalReferences: documents('12 04', 'goods'),
  transportDocuments: documents('12 05', 'supply-chain'),
  fiscalReferences: fiscalReferences(),
  actors: actors(),
  additions: additions(),
  transportCost: money('14 15 000'),
  countryOfDispatch: element('16 06 000', 'supply-chain', country()).optional(),
  countryOfDestination: element('16 03 000', 'supply-chain', country()).optional(),
  natureOfTransaction: element('99 05 000', 'value', code(/^\d{1,2}$/)).optional(),
  ucr: element('12 08 000', 'supply-chain', text(35)).optional(),
  consignee: party('13 03'),
};

const item = z.strictObject({
  ...shared,
  number: element('11 03 000', 'readable', whole(5)).optional(),
  procedure: z
    .strictObject({
      requested: element('11 09 001', 'goods', code(/^[A-Z0-9]{2}$/)).optional(),
      previous: element('11 09 002', 'goods', code(/^[A-Z0-9]{2}$/)).optional(),
    })
    .optional(),
  additionalProcedures: z
    .array(element('11 10 000', 'goods', code(/^[A-Z0-9]{3}$/)))
    .max(MAX)
    .optional(),
  description: element('18 05 000', 'goods', text(512)).optional(),
  commodity: z
    .strictObject({
      hs: element('18 09 056', 'goods', code(/^\d{6}$/)).optional(),
      cn: element('18 09 057', 'goods', code(/^\d{2}$/)).optional(),
      taric: element('18 09 058', 'goods', code(/^\d{2}$/)).optional(),
      taricAdditional: z
        .array(element('18 09 059', 'goods', code(/^[A-Z0-9]{4}$/)))
        .max(MAX)
        .optional(),
      national: z
        .array(element('18 09 060', 'goods', code(/^[A-Z0-9]{4}$/)))
        .max(MAX)
        .optional(),
    })
    .optional(),
  cus: element('18 08 000', 'goods', code(/^\d{7}-\d$/)).optional(),
  origin: element('16 08 000', 'goods', country()).optional(),
  preferentialOrigin: element('16 09 000', 'goods', code(/^[A-Z0-9]{2,4}$/)).optional(),
  netMass: element('18 01 000', 'goods', decimal(16, 6)).optional(),
  grossMass: element('18 04 000', 'goods', decimal(16, 6)).optional(),
  supplementaryUnits: element('18 02 000', 'goods', decimal(16, 6)).optional(),
  packaging: many(
    z.strictObject({
      number: element('18 06 044', 'goods', whole(5)).optional(),
      type: element('18 06 003', 'goods', code(/^[A-Z0-9]{2}$/)).optional(),
      count: element('18 06 004', 'goods', whole(8)).optional(),
      marks: element('18 06 054', 'goods', text(512)).optional(),
    }),
  ),
  /** Identifiers of products in the law on goods of low value from November 2026. */
  productIdentifiers: many(
    z.strictObject({
      kind: element('18 09 000', 'goods', code(/^(?:merchant|manufacturer|gtin)$/)).optional(),
      value: element('18 09 000', 'goods', text(70)).optional(),
    }),
  ),
  containers: z
    .array(element('19 07 063', 'supply-chain', code(/^[\x21-\x7E]{1,17}$/)))
    .max(MAX)
    .optional(),
  amount: money('14 08 000'),
  intrinsicValue: money('14 14 000'),
  statisticalValue: money('99 06 000'),
  valuationMethod: element('14 10 000', 'value', code(/^\d$/)).optional(),
  valuationIndicators: element('14 07 000', 'value', code(/^[0-9A-Z]{4}$/)).optional(),
  preference: element('14 11 000', 'value', code(/^\d{3}$/)).optional(),
  quota: element('99 01 000', 'value', code(/^\d{6}$/)).optional(),
  taxes: many(
    z.strictObject({
      type: element('14 03 039', 'value', code(/^[A-Z0-9]{3}$/)).optional(),
      base: element('14 03 006', 'value', decimal(16, 6)).optional(),
      baseUnit: element('14 03 005', 'value', code(/^[A-Z0-9]{2,4}(?:#[A-Z0-9])?$/)).optional(),
      payable: element('14 03 042', 'value', decimal(16, 2)).optional(),
      assessed: element('14 03 014', 'value', decimal(16, 2)).optional(),
      method: element('14 03 038', 'value', code(/^[A-Z]$/)).optional(),
      currency: element('14 03 014', 'value', currency()).optional(),
    }),
  ),
});

export const declarationSchema = z.strictObject({
  ...shared,
  dataSet: element('DATA SET', 'readable', z.enum(DATA_SETS)),
  lrn: element('12 09 000', 'supply-chain', text(22)).optional(),
  declarationType: element('11 01 000', 'goods', code(/^(?:IM|EX|CO)$/)).optional(),
  additionalType: element('11 02 000', 'goods', code(/^[A-Z]$/)).optional(),
  acceptanceDate: element('15 09 000', 'supply-chain', z.iso.date()).optional(),
  itemCount: element('11 03 000', 'goods', whole(5)).optional(),
  packageCount: element('18 06 004', 'goods', whole(8)).optional(),
  grossMass: element('18 04 000', 'goods', decimal(16, 6)).optional(),
  invoice: money('14 06 000', '14 05 000'),
  exchangeRate: element('14 09 000', 'value', decimal(12, 5)).optional(),
  declarant: z.strictObject({ ...partyShape('13 05'), contact: contact('13 05 074') }).optional(),
  representative: z
    .strictObject({
      ...partyShape('13 06'),
      status: element('13 06 030', 'parties', code(/^[1-3]$/)).optional(),
      contact: contact('13 06 074'),
    })
    .optional(),
  submitter: party('13 05'),
  exporter: party('13 01'),
  importer: party('13 04'),
  consignor: party('13 02'),
  carrier: party('13 12'),
  seller: party('13 08'),
  buyer: party('13 09'),
  authorisations: many(
    z.strictObject({
      type: element('12 12 002', 'parties', code(/^[A-Z0-9]{2,4}$/)).optional(),
      reference: element('12 12 001', 'parties', text(35)).optional(),
      holder: element('12 12 080', 'parties', identifier()).optional(),
    }),
  ),
  deferredPayments: many(
    z.strictObject({
      type: element('12 10 002', 'parties', code(/^[A-Z0-9]{3,4}$/)).optional(),
      reference: element('12 10 001', 'parties', text(35)).optional(),
    }),
  ),
  guarantees: many(
    z.strictObject({
      type: element('99 02 000', 'value', code(/^[A-Z0-9]$/)).optional(),
      reference: element('99 03 069', 'value', text(24)).optional(),
      otherReference: element('99 03 073', 'value', text(35)).optional(),
      accessCode: element('99 03 070', 'credential', code(/^[A-Za-z0-9]{1,4}$/)).optional(),
    }),
  ),
  location: location.optional(),
  incoterm: z
    .strictObject({
      code: element('14 01 035', 'value', code(/^[A-Z]{3}$/)).optional(),
      locode: element('14 01 036', 'value', code(/^[A-Z]{2}[A-Z0-9]{3,15}$/)).optional(),
      place: element('14 01 037', 'value', text(35)).optional(),
      country: element('14 01 020', 'value', country()).optional(),
    })
    .optional(),
  transport: transport.optional(),
  placeOfLoading: element('16 13 036', 'supply-chain', text(17)).optional(),
  warehouse: z
    .strictObject({
      type: element('12 11 002', 'supply-chain', code(/^[A-Z]$/)).optional(),
      id: element('12 11 015', 'supply-chain', text(35)).optional(),
    })
    .optional(),
  offices: z
    .strictObject({
      exit: element('17 01 001', 'supply-chain', office()).optional(),
      export: element('17 02 001', 'supply-chain', office()).optional(),
      presentation: element('17 09 001', 'supply-chain', office()).optional(),
      supervising: element('17 10 001', 'supply-chain', office()).optional(),
    })
    .optional(),
  security: element('11 07 000', 'supply-chain', code(/^\d$/)).optional(),
  goods: z.array(item).max(MAX_ITEMS).optional(),
});

export type Declaration = z.infer<typeof declarationSchema>;
export type Item = NonNullable<Declaration['goods']>[number];
export type Party = NonNullable<Declaration['exporter']>;

/** Element and group of each leaf, by path. */
export const ELEMENTS = elementsOf(declarationSchema);
