import { H1, WCO_XML } from '../../server/goods/declarations/fixtures/declarations.ts';

const [itemXml = ''] = /<GovernmentAgencyGoodsItem>[^]*<\/GovernmentAgencyGoodsItem>/.exec(WCO_XML) ?? [];

/** A valid declaration with this number of items, as JSON and as XML. @param lrn its reference; a reference is taken once */
export function messages(items: number, lrn = H1.lrn) {
  const goods = Array.from({ length: items }, (_, index) => ({ ...H1.goods[0], number: String(index + 1) }));
  const total = { itemCount: String(items), packageCount: String(10 * items), grossMass: String(520.5 * items) };
  const json = { ...H1, lrn, ...total, invoice: { amount: String(1000 * items), currency: 'EUR' }, goods };
  const itemsXml = goods.map(({ number }) => itemXml.replace('Numeric>1<', `Numeric>${number}<`)).join('\n');
  const xml = WCO_XML.replace(itemXml, itemsXml)
    .replace('Quantity>1<', `Quantity>${items}<`)
    .replace('>10</TotalPackage', `>${total.packageCount}</TotalPackage`)
    .replace('>520.5</TotalGross', `>${total.grossMass}</TotalGross`)
    .replace('"EUR">1000<', `"EUR">${1000 * items}<`);
  return { json: Buffer.from(JSON.stringify(json)), xml: Buffer.from(xml) };
}
