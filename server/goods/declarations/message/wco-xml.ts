/**
 * Maps a declaration of the WCO data model in the form of the national systems (`urn:wco:datamodel:WCO:DEC-DMS:2`, data model 3.6) to the form of
 * `../form/declaration.ts`. The header; items are in `wco-items.ts`.
 */
import { fillItem } from './wco-items.ts';
import { type Lines, Part, Source } from './part.ts';
import { MessageRefused } from './refusal.ts';
import {
  fillAdditions,
  fillDocuments,
  fillFiscalReferences,
  fillInformation,
  fillMoney,
  fillParty,
} from './wco-groups.ts';
import type { XmlElement } from './xml-tree.ts';

const METADATA = 'urn:wco:datamodel:WCO:DocumentMetaData-DMS:2';
const DECLARATION = 'urn:wco:datamodel:WCO:DEC-DMS:2';
/** The namespace of texts of dates. */
const DATA_TYPES = 'urn:wco:datamodel:WCO:Declaration_DS:DMS:2';

export interface MappedMessage {
  readonly content: unknown;
  readonly lines: Lines;
  readonly left: readonly number[];
}

/** Throws `MessageRefused` `not-a-declaration`, `not-an-original` or `data-set-not-taken`. */
export function mapWco(root: XmlElement): MappedMessage {
  const declaration = declarationIn(root);
  const source = new Source(DECLARATION, DATA_TYPES);
  if (source.text(declaration, 'FunctionCode') !== '9') throw new MessageRefused('not-an-original', declaration.line);
  const lines: Lines = new Map();
  const part = new Part('', lines);
  fillHeader(part, declaration, source);
  fillShipment(part, source.one(declaration, 'GoodsShipment'), source);
  part.value['dataSet'] = dataSetOf(part.value, declaration, source);
  return { content: part.value, lines, left: source.left(declaration) };
}

function declarationIn(root: XmlElement): XmlElement {
  if (root.namespace === DECLARATION && root.name === 'Declaration') return root;
  const inside = root.children.filter(({ namespace, name }) => namespace === DECLARATION && name === 'Declaration');
  const [declaration] = inside;
  if (root.namespace !== METADATA || declaration === undefined || inside.length > 1) {
    throw new MessageRefused('not-a-declaration', root.line);
  }
  return declaration;
}

function fillHeader(part: Part, declaration: XmlElement, source: Source): void {
  source.put(part, 'lrn', declaration, 'FunctionalReferenceID');
  const type = source.one(declaration, 'TypeCode');
  part.set('declarationType', type?.text.trim().slice(0, 2), type?.line);
  part.set('additionalType', type?.text.trim().slice(2), type?.line);
  source.put(part, 'itemCount', declaration, 'GoodsItemQuantity');
  source.put(part, 'packageCount', declaration, 'TotalPackageQuantity');
  source.put(part, 'grossMass', declaration, 'TotalGrossMassMeasure');
  source.put(part, 'acceptanceDate', declaration, 'AcceptanceDateTime/DateTimeString');
  source.all(declaration, 'IssueDateTime/DateTimeString');
  fillMoney(part, 'invoice', source.one(declaration, 'InvoiceAmount'));
  source.put(part, 'exchangeRate', declaration, 'CurrencyExchange/RateNumeric');
  for (const [name, element] of [
    ['declarant', 'Declarant'],
    ['submitter', 'Submitter'],
    ['exporter', 'Exporter'],
  ] as const) {
    fillParty(part, name, source.one(declaration, element), source);
  }
  const agent = source.one(declaration, 'Agent');
  fillParty(part, 'representative', agent, source);
  part.fill('representative', agent, (inner) => source.put(inner, 'status', agent, 'FunctionCode'));
  part.list('authorisations', source.all(declaration, 'AuthorisationHolder'), (one, holder) => {
    source.put(one, 'type', holder, 'CategoryCode');
    source.put(one, 'holder', holder, 'ID');
  });
  part.list('deferredPayments', source.all(declaration, 'AdditionalDocument'), (one, document) => {
    source.all(document, 'CategoryCode');
    source.put(one, 'type', document, 'TypeCode');
    source.put(one, 'reference', document, 'ID');
  });
  part.list('guarantees', source.all(declaration, 'ObligationGuarantee'), (one, guarantee) => {
    source.put(one, 'type', guarantee, 'SecurityDetailsCode');
    source.put(one, 'reference', guarantee, 'ReferenceID');
    source.put(one, 'otherReference', guarantee, 'ID');
    source.put(one, 'accessCode', guarantee, 'AccessCode');
  });
  fillInformation(part, declaration, source);
  part.fill('offices', undefined, (offices) => {
    source.put(offices, 'exit', declaration, 'ExitOffice/ID');
    source.put(offices, 'supervising', declaration, 'SupervisingOffice/ID');
    source.put(offices, 'presentation', declaration, 'PresentationOffice/ID');
    source.put(offices, 'export', declaration, 'DeclarationOfficeID');
  });
  part.fill('transport', undefined, (transport) => {
    const border = source.one(declaration, 'BorderTransportMeans');
    source.put(transport, 'modeAtBorder', border, 'ModeCode');
    fillMeans(transport, 'border', border, source);
    const consignment = source.one(declaration, 'Consignment');
    source.put(transport, 'chargesPayment', consignment, 'Freight/PaymentMethodCode');
    transport.list('route', source.all(consignment, 'Itinerary'), (one, country) => {
      source.put(one, 'number', country, 'SequenceNumeric');
      source.put(one, 'country', country, 'RoutingCountryCode');
    });
  });
  const consignment = source.one(declaration, 'Consignment');
  fillParty(part, 'carrier', source.one(consignment, 'Carrier'), source);
  fillParty(part, 'consignor', source.one(consignment, 'Consignor'), source);
}

function fillMeans(part: Part, name: string, means: XmlElement | undefined, source: Source): void {
  part.fill(name, means, (inner) => {
    source.put(inner, 'type', means, 'IdentificationTypeCode');
    source.put(inner, 'id', means, 'ID');
    source.put(inner, 'nationality', means, 'RegistrationNationalityCode');
  });
}

function fillShipment(part: Part, shipment: XmlElement | undefined, source: Source): void {
  for (const [name, element] of [
    ['importer', 'Importer'],
    ['consignee', 'Consignee'],
    ['seller', 'Seller'],
    ['buyer', 'Buyer'],
  ] as const) {
    fillParty(part, name, source.one(shipment, element), source);
  }
  part.list('actors', source.all(shipment, 'AEOMutualRecognitionParty'), (one, actor) => {
    source.put(one, 'role', actor, 'RoleCode');
    source.put(one, 'id', actor, 'ID');
  });
  fillFiscalReferences(part, shipment, source);
  fillDocuments(part, 'previousDocuments', source.all(shipment, 'PreviousDocument'), source);
  source.put(part, 'countryOfDestination', shipment, 'Destination/CountryCode');
  source.put(part, 'countryOfDispatch', shipment, 'ExportCountry/ID');
  source.put(part, 'natureOfTransaction', shipment, 'TransactionNatureCode');
  source.put(part, 'ucr', shipment, 'UCR/TraderAssignedReferenceID');
  fillMoney(part, 'transportCost', source.one(shipment, 'CustomsValuation/FreightChargeAmount'));
  fillAdditions(part, shipment, source);
  part.fill('incoterm', source.one(shipment, 'TradeTerms'), (terms) => {
    source.put(terms, 'code', shipment, 'TradeTerms/ConditionCode');
    source.put(terms, 'locode', shipment, 'TradeTerms/LocationID');
    source.put(terms, 'place', shipment, 'TradeTerms/LocationName');
    source.put(terms, 'country', shipment, 'TradeTerms/CountryCode');
  });
  part.fill('warehouse', source.one(shipment, 'Warehouse'), (warehouse) => {
    source.put(warehouse, 'type', shipment, 'Warehouse/TypeCode');
    source.put(warehouse, 'id', shipment, 'Warehouse/ID');
  });
  fillConsignment(part, source.one(shipment, 'Consignment'), source);
  part.list('goods', source.all(shipment, 'GovernmentAgencyGoodsItem'), (one, item) => fillItem(one, item, source));
}

function fillConsignment(part: Part, consignment: XmlElement | undefined, source: Source): void {
  part.fill('transport', undefined, (transport) => {
    source.put(transport, 'containerIndicator', consignment, 'ContainerCode');
    const [arrival, departure] = [
      source.one(consignment, 'ArrivalTransportMeans'),
      source.one(consignment, 'DepartureTransportMeans'),
    ];
    fillMeans(transport, 'arrival', arrival, source);
    fillMeans(transport, 'departure', departure, source);
    source.put(transport, 'inlandMode', arrival, 'ModeCode');
    source.put(transport, 'inlandMode', departure, 'ModeCode');
    transport.list('containers', source.all(consignment, 'TransportEquipment'), (one, equipment) => {
      source.put(one, 'number', equipment, 'SequenceNumeric');
      source.put(one, 'id', equipment, 'ID');
      one.list('seals', source.all(equipment, 'Seal'), (seal, element) => {
        source.put(seal, 'number', element, 'SequenceNumeric');
        source.put(seal, 'id', element, 'ID');
      });
    });
  });
  source.put(part, 'placeOfLoading', consignment, 'LoadingLocation/ID');
  const location = source.one(consignment, 'GoodsLocation');
  part.fill('location', location, (place) => {
    source.put(place, 'type', location, 'TypeCode');
    source.put(place, 'code', location, 'Name');
    source.put(place, 'code', location, 'ID');
    source.put(place, 'qualifier', location, 'Address/TypeCode');
    source.put(place, 'country', location, 'Address/CountryCode');
    const [line, city, postcode] = ['Line', 'CityName', 'PostcodeID'].map((name) =>
      source.one(location, `Address/${name}`),
    );
    if (line === undefined && city === undefined && postcode === undefined) return;
    place.fill('address', undefined, (address) => {
      for (const [name, element] of [
        ['street', line],
        ['city', city],
        ['postcode', postcode],
      ] as const) {
        address.set(name, element?.text.trim(), element?.line);
      }
      source.put(address, 'country', location, 'Address/CountryCode');
    });
  });
}

/** National additional procedure that makes a British declaration one of low value. */
const LOW_VALUE = '1H7';

/** National types of declarations with other data sets: goods of controls alone (J, K), bulk movements (Q). */
const OTHER_TYPES = new Set(['J', 'K', 'Q']);

/** The statement "not at risk", and the additional procedures that only goods from Great Britain to Northern Ireland have: data set H8. */
const NOT_AT_RISK = 'NIREM';
const NORTHERN_IRELAND = new Set(['1AG', '1EL', '1EN', '1SP']);

function isNorthernIreland(item: XmlElement, source: Source): boolean {
  const has = (path: string, isSo: (code: string) => boolean) =>
    source.all(item, path).some(({ text }) => isSo(text.trim()));
  return (
    has('AdditionalInformation/StatementCode', (code) => code === NOT_AT_RISK) &&
    has('GovernmentProcedure/CurrentCode', (code) => NORTHERN_IRELAND.has(code))
  );
}

/** The message does not name its data set; type, procedure and reliefs decide. */
function dataSetOf(content: Readonly<Record<string, unknown>>, declaration: XmlElement, source: Source): string {
  const items = source.all(declaration, 'GoodsShipment/GovernmentAgencyGoodsItem');
  const procedures = items.flatMap((item) =>
    source.all(item, 'GovernmentProcedure/CurrentCode').map(({ text }) => text.trim()),
  );
  const type = content['declarationType'];
  if (OTHER_TYPES.has(String(content['additionalType'])))
    throw new MessageRefused('data-set-not-taken', declaration.line);
  const northern = items.find((item) => isNorthernIreland(item, source));
  if (northern !== undefined) throw new MessageRefused('data-set-not-taken', northern.line);
  const valued = items.some((item) => source.one(item, 'CustomsValueAmount') !== undefined);
  if (procedures.includes(LOW_VALUE) || (valued && procedures.some((code) => code === 'C07' || code === 'C08')))
    return 'H7';
  const requested = procedures.filter((code) => code.length === 2);
  const [first = ''] = requested;
  if ((type === 'IM' || type === 'CO') && !['51', '53', '71', '76', '77'].includes(first) && !isExport(first))
    return 'H1';
  if ((type === 'EX' || type === 'CO') && isExport(first)) return 'B1';
  if (type === undefined || first === '') return type === 'EX' ? 'B1' : 'H1';
  throw new MessageRefused('data-set-not-taken', declaration.line);
}

const isExport = (procedure: string): boolean => ['10', '11', '23', '31'].includes(procedure);
