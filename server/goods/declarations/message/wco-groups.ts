/** Groups of the WCO message that occur in the header and in items. */
import type { Part, Source } from './part.ts';
import type { XmlElement } from './xml-tree.ts';

export function fillMoney(part: Part, name: string, amount: XmlElement | undefined): void {
  if (amount === undefined) return;
  part.fill(name, amount, (money) => {
    money.set('amount', amount.text.trim(), amount.line);
    money.set('currency', amount.attributes.get('currencyID'), amount.line);
  });
}

export function fillParty(part: Part, name: string, party: XmlElement | undefined, source: Source): void {
  if (party === undefined) return;
  part.fill(name, party, (inner) => {
    source.put(inner, 'id', party, 'ID');
    source.put(inner, 'name', party, 'Name');
    const address = source.one(party, 'Address');
    if (address === undefined) return;
    inner.fill('address', address, (place) => {
      source.put(place, 'street', address, 'Line');
      source.put(place, 'city', address, 'CityName');
      source.put(place, 'country', address, 'CountryCode');
      source.put(place, 'postcode', address, 'PostcodeID');
    });
  });
}

export function fillInformation(part: Part, from: XmlElement, source: Source): void {
  const statements = source.all(from, 'AdditionalInformation');
  part.list('additionalInformation', statements, (one, statement) => {
    source.put(one, 'code', statement, 'StatementCode');
    source.put(one, 'text', statement, 'StatementDescription');
  });
}

/** Category and type are one code in the EU's model: `Z` and `355` are `Z355`. */
export function fillDocuments(part: Part, name: string, documents: readonly XmlElement[], source: Source): void {
  part.list(name, documents, (one, document) => {
    const [category, type] = [source.text(document, 'CategoryCode') ?? '', source.one(document, 'TypeCode')];
    one.set('type', `${category}${type?.text.trim() ?? ''}`, type?.line ?? document.line);
    source.put(one, 'reference', document, 'ID');
    source.put(one, 'item', document, 'LineNumeric');
    source.put(one, 'status', document, 'LPCOExemptionCode');
    source.put(one, 'reason', document, 'Name');
    const quantity = source.one(document, 'WriteOff/QuantityQuantity');
    one.set('quantity', quantity?.text.trim(), quantity?.line);
    one.set('unit', quantity?.attributes.get('unitCode'), quantity?.line);
  });
}

export function fillFiscalReferences(part: Part, from: XmlElement | undefined, source: Source): void {
  part.list('fiscalReferences', source.all(from, 'DomesticDutyTaxParty'), (one, reference) => {
    source.put(one, 'role', reference, 'RoleCode');
    source.put(one, 'id', reference, 'ID');
  });
}

export function fillAdditions(part: Part, from: XmlElement | undefined, source: Source): void {
  part.list('additions', source.all(from, 'CustomsValuation/ChargeDeduction'), (one, charge) => {
    source.put(one, 'type', charge, 'ChargesTypeCode');
    const amount = source.one(charge, 'OtherChargeDeductionAmount');
    one.set('amount', amount?.text.trim(), amount?.line);
    one.set('currency', amount?.attributes.get('currencyID'), amount?.line);
  });
}
