/** Maps an item of the WCO message. */
import type { Part, Source } from './part.ts';
import {
  fillAdditions,
  fillDocuments,
  fillFiscalReferences,
  fillInformation,
  fillMoney,
  fillParty,
} from './wco-groups.ts';
import type { XmlElement } from './xml-tree.ts';

export function fillItem(part: Part, item: XmlElement, source: Source): void {
  source.put(part, 'number', item, 'SequenceNumeric');
  fillProcedures(part, source.all(item, 'GovernmentProcedure'), source);
  fillInformation(part, item, source);
  fillDocuments(part, 'supportingDocuments', source.all(item, 'AdditionalDocument'), source);
  fillDocuments(part, 'previousDocuments', source.all(item, 'PreviousDocument'), source);
  fillFiscalReferences(part, item, source);
  fillAdditions(part, item, source);
  fillParty(part, 'consignee', source.one(item, 'Consignee'), source);
  fillMoney(part, 'intrinsicValue', source.one(item, 'CustomsValueAmount'));
  fillMoney(part, 'statisticalValue', source.one(item, 'StatisticalValueAmount'));
  fillMoney(part, 'transportCost', source.one(item, 'CustomsValuation/FreightChargeAmount'));
  source.put(part, 'valuationMethod', item, 'CustomsValuation/MethodCode');
  source.put(part, 'valuationIndicators', item, 'ValuationAdjustment/AdditionCode');
  source.put(part, 'countryOfDestination', item, 'Destination/CountryCode');
  source.put(part, 'countryOfDispatch', item, 'ExportCountry/ID');
  source.put(part, 'natureOfTransaction', item, 'TransactionNatureCode');
  source.put(part, 'ucr', item, 'UCR/TraderAssignedReferenceID');
  for (const origin of source.all(item, 'Origin')) {
    // 1: origin, 2: preferential origin
    source.put(part, source.text(origin, 'TypeCode') === '2' ? 'preferentialOrigin' : 'origin', origin, 'CountryCode');
  }
  part.list('packaging', source.all(item, 'Packaging'), (one, packaging) => {
    source.put(one, 'number', packaging, 'SequenceNumeric');
    source.put(one, 'type', packaging, 'TypeCode');
    source.put(one, 'count', packaging, 'QuantityQuantity');
    source.put(one, 'marks', packaging, 'MarksNumbersID');
  });
  fillCommodity(part, source.one(item, 'Commodity'), source);
}

/** The first code of two characters is the procedure; codes of three are additional ones. */
function fillProcedures(part: Part, procedures: readonly XmlElement[], source: Source): void {
  const codes = procedures.flatMap((one) => source.all(one, 'CurrentCode'));
  part.codes(
    'additionalProcedures',
    codes.filter(({ text }) => text.trim().length !== 2),
  );
  const main = procedures.find((one) => source.text(one, 'CurrentCode')?.length === 2);
  if (main === undefined) return;
  part.fill('procedure', main, (procedure) => {
    source.put(procedure, 'requested', main, 'CurrentCode');
    source.put(procedure, 'previous', main, 'PreviousCode');
  });
}

function fillCommodity(part: Part, commodity: XmlElement | undefined, source: Source): void {
  source.put(part, 'description', commodity, 'Description');
  source.put(part, 'grossMass', commodity, 'GoodsMeasure/GrossMassMeasure');
  source.put(part, 'netMass', commodity, 'GoodsMeasure/NetNetWeightMeasure');
  source.put(part, 'supplementaryUnits', commodity, 'GoodsMeasure/TariffQuantity');
  fillMoney(part, 'amount', source.one(commodity, 'InvoiceLine/ItemChargeAmount'));
  part.codes('containers', source.all(commodity, 'TransportEquipment/ID'));
  source.all(commodity, 'TransportEquipment/SequenceNumeric');
  part.fill('commodity', commodity, (code) =>
    fillClassification(code, source.all(commodity, 'Classification'), source),
  );
  const taxes = source.all(commodity, 'DutyTaxFee');
  const duties = taxes.filter((tax) => source.one(tax, 'TypeCode') !== undefined);
  part.list('taxes', duties, (one, tax) => {
    source.put(one, 'type', tax, 'TypeCode');
    source.put(one, 'method', tax, 'Payment/MethodCode');
    const base = source.one(tax, 'SpecificTaxBaseQuantity');
    one.set('base', base?.text.trim(), base?.line);
    one.set('baseUnit', base?.attributes.get('unitCode'), base?.line);
    const [payable, assessed] = [
      source.one(tax, 'Payment/PaymentAmount'),
      source.one(tax, 'Payment/TaxAssessedAmount'),
    ];
    one.set('payable', payable?.text.trim(), payable?.line);
    one.set('assessed', assessed?.text.trim(), assessed?.line);
    one.set('currency', (payable ?? assessed)?.attributes.get('currencyID'), (payable ?? assessed)?.line);
  });
  for (const tax of taxes) {
    source.put(part, 'preference', tax, 'DutyRegimeCode');
    source.put(part, 'quota', tax, 'QuotaOrderID');
  }
}

/** List of each classification; the first eight digits of the tariff are `TSP`. */
function fillClassification(part: Part, classifications: readonly XmlElement[], source: Source): void {
  for (const classification of classifications) {
    const [type, id] = [source.text(classification, 'IdentificationTypeCode'), source.one(classification, 'ID')];
    if (id === undefined) continue;
    const digits = id.text.trim();
    switch (type) {
      case 'TRC':
        part.set('taric', digits, id.line);
        break;
      case 'TRA':
        part.codes('taricAdditional', [id]);
        break;
      case 'GN':
        part.codes('national', [id]);
        break;
      case 'TSP':
        part.set('hs', digits.slice(0, 6), id.line);
        part.set('cn', digits.slice(6, 8), id.line);
        part.set('taric', digits.slice(8), id.line);
        break;
      default:
        break;
    }
  }
}
