/**
 * The rules by id, each with its text, the remedy and its source. Ids are those under which customs publish the rule: C and R of the
 * European systems (NCTS, shared with AES), CDS of the British one. Rules of this project are named in words.
 */
/** `error`: the declaration is rejected. `warning`: an officer looks at it. `notice`: to be known; nothing follows from it. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

interface RuleText {
  readonly severity: Severity;
  readonly text: string;
  readonly remedy: string;
  readonly source: keyof typeof SOURCES;
}

/** Text and remedy of each rule in another language (`languages/`). Other programs than the portal get the English ones. */
export type RuleWords = Readonly<Record<RuleId, readonly [text: string, remedy: string]>>;

/** Where the rules were read. */
export const SOURCES = {
  ncts: {
    title: 'NCTS phase 5 rules and conditions',
    at: 'github.com/hmrc/ctc-traders-phase5-tis d9c89373',
    read: '2026-11-28',
  },
  cds: {
    title: 'CDS error codes',
    at: 'github.com/hmrc/customs-declare-exports-frontend 4d58275e',
    read: '2026-11-28',
  },
  model: {
    title: 'Regulation (EU) 2015/2446, Annex B, from a summary; not compared with its text',
    at: 'eur-lex.europa.eu/eli/reg_del/2015/2446',
    read: '2026-11-27',
  },
  'low-value': {
    title: 'Regulations (EU) 2026/382, 2026/1022 and 2026/1200, from secondary sources',
    at: 'eur-lex.europa.eu',
    read: '2026-11-27',
  },
  excise: {
    title: 'CDS rejections of 2023 with excise codes of alcohol',
    at: 'github.com/hmrc/customs-declarations 3d058369',
    read: '2026-11-28',
  },
  own: { title: 'Rule of this project', at: 'server/goods/declarations/README.md', read: '2026-11-28' },
} as const;

const error = (source: RuleText['source'], text: string, remedy: string): RuleText => ({
  severity: 'error',
  source,
  text,
  remedy,
});
const warning = (source: RuleText['source'], text: string, remedy: string): RuleText => ({
  ...error(source, text, remedy),
  severity: 'warning',
});
const notice = (source: RuleText['source'], text: string, remedy: string): RuleText => ({
  ...error(source, text, remedy),
  severity: 'notice',
});

export const RULES = {
  CDS10001: error('cds', 'This data set requires the element.', 'Enter it.'),
  CDS10002: error('cds', 'The data model has no such element here, or this data set does not allow it.', 'Remove it.'),
  CDS10003: error('cds', 'The element occurs more often than allowed.', 'Remove the surplus.'),
  CDS10010: error(
    'cds',
    'The value does not have the form of the element.',
    'Correct its length, characters or decimal places.',
  ),
  CDS10020: error('cds', 'The value is not in the code list of the element.', 'Choose a code from the list.'),
  CDS11003: error(
    'cds',
    'The number of items differs from the items in the declaration.',
    'Enter the number of items, or leave it out.',
  ),
  CDS11004: error(
    'cds',
    'The procedure does not belong to this data set.',
    'Choose a procedure of the data set, or another data set.',
  ),
  CDS11006: warning('cds', 'Net mass equals gross mass.', 'Enter the gross mass with packaging, the net mass without.'),
  CDS12003: error(
    'cds',
    'The declarant used this local reference in the last 48 hours.',
    'Use a new local reference number.',
  ),
  CDS12005: error(
    'cds',
    'The identifier of the party is not registered.',
    'Enter the registered EORI number of the party.',
  ),
  CDS12016: error(
    'cds',
    'The acceptance date is in the future or more than 180 days past.',
    'Enter the date of acceptance, at most 180 days ago.',
  ),
  CDS12056: error(
    'excise',
    'The excise code of the goods is not in force on this day.',
    'Enter the excise code that the tariff has for the goods on this day.',
  ),
  CDS12057: error('cds', 'Items have different invoice currencies.', 'Declare goods of one invoice currency together.'),
  CDS12062: error(
    'cds',
    'This reference of the consignment was used in the last 12 months.',
    'Use a new unique consignment reference.',
  ),
  CDS12071: error(
    'cds',
    'The element has another value in the header than in an item.',
    'Keep it in one of the two places.',
  ),
  CDS12073: error(
    'cds',
    'The element is missing in the header and in this item.',
    'Enter it in the header or in each item.',
  ),
  CDS12145: error(
    'cds',
    'Procedure 42 needs the additional information code NIIMP.',
    'Add the code, or choose another procedure.',
  ),
  CDS12149: error('cds', 'Additional procedure 000 excludes all others.', 'Remove 000, or the other codes.'),
  C0055: error(
    'ncts',
    'The container indicator is 0, but containers are declared.',
    'Set the indicator to 1, or remove the containers.',
  ),
  C0060: error(
    'ncts',
    'Count and marks of packages do not fit the type: bulk has no count, unpacked goods need one, other types need count and marks.',
    'Add or remove the count or the marks.',
  ),
  C0250: error(
    'ncts',
    'A party with a registered identifier has no name and address; one without has both.',
    'Enter the identifier alone, or the name with street, city and country.',
  ),
  C0298: error('ncts', 'A quantity needs its unit, and a unit its quantity.', 'Enter both, or neither.'),
  C0394: error(
    'ncts',
    'The details of the location do not fit its qualifier.',
    'Z needs an address, W coordinates, T country and postcode, the others a code.',
  ),
  C0505: warning('ncts', 'Addresses in this country have a postcode.', 'Enter the postcode.'),
  C0823: error(
    'ncts',
    'The container indicator is 1, but no container is declared.',
    'Enter a container, or set the indicator to 0.',
  ),
  R0219: error(
    'ncts',
    'An item has packages with and without a count of zero.',
    'Enter zero in all packages of the item, or in none.',
  ),
  R0221: warning(
    'ncts',
    'Packages are counted with another item, but this item has a gross mass.',
    'Enter the gross mass with the item that counts the packages.',
  ),
  R0223: error('ncts', 'Net mass is greater than gross mass.', 'Correct one of the two.'),
  R0364: error(
    'ncts',
    'No other item has packages with the same marks and a count above zero.',
    'Enter the same marks in the item that counts the packages.',
  ),
  R0983: error('ncts', 'The total is less than the sum of the items.', 'Correct the total or the items.'),
  R0987: error('ncts', 'Sequence numbers do not run 1, 2, 3 …', 'Number the entries in order.'),
  R0988: error('ncts', 'Item numbers do not run 1, 2, 3 …', 'Number the items in order.'),
  'item-sum': warning('own', 'The invoice total is less than the sum of the items.', 'Correct the total or the items.'),
  'item-sum-converted': warning(
    'own',
    'The invoice total is less than the sum of the items, converted by the exchange rates of the day.',
    'Correct the total, the items or their currency.',
  ),
  'no-rates': warning(
    'own',
    'There was no table of exchange rates in force, so this amount was not compared with amounts in another currency.',
    'Compare the amounts yourself, or enter them in one currency.',
  ),
  'currency-with-amount': error(
    'model',
    'An amount needs its currency, and a currency its amount.',
    'Enter both, or neither.',
  ),
  'hs-unknown': error(
    'model',
    'The commodity code does not begin with a code of the Harmonized System.',
    'Look the code up in the tariff.',
  ),
  'hs-edition': warning(
    'model',
    'The Harmonized System of 2022 has the heading, but not this subheading.',
    'Look the code up in the tariff of today.',
  ),
  'eori-form': error('model', 'An EORI number is a country code and up to 15 characters.', 'Enter the EORI number.'),
  'container-digit': warning(
    'own',
    'The check digit of the container number is wrong (ISO 6346).',
    'Compare it with the container.',
  ),
  'ship-digit': warning(
    'own',
    'The check digit of the IMO ship number is wrong.',
    'Compare it with the ship’s papers.',
  ),
  'mrn-form': error(
    'model',
    'The reference has not the form of a movement reference number.',
    'Enter the 18 characters of the MRN.',
  ),
  'mrn-digit': warning(
    'own',
    'The check digit of the movement reference number is unusual.',
    'Compare it with the document.',
  ),
  'gtin-digit': error(
    'low-value',
    'The check digit of the GTIN is wrong.',
    'Enter the 8 or 12 to 14 digits below the bar code.',
  ),
  'decimal-comma': error(
    'own',
    'The number can be read in two ways: a comma before three digits.',
    'Write a point before decimals and nothing between thousands.',
  ),
  'h7-value': error('low-value', 'The intrinsic value exceeds EUR 150.', 'Use data set H1.'),
  'h7-currency': warning(
    'low-value',
    'The value was not compared with EUR 150, because the table of exchange rates lacks its currency.',
    'Enter the value in euro.',
  ),
  'h7-procedure': error(
    'low-value',
    'Goods of low value need the additional procedure C07 or C08.',
    'Add the code, or use data set H1.',
  ),
  'h7-duty': notice(
    'low-value',
    'From 1 July 2026 to 1 July 2028 a customs duty of EUR 3 is due for each item.',
    'You need not enter it: the office calculates it.',
  ),
  'h7-declarant': error(
    'low-value',
    'From 1 July 2026 the holder of the import one-stop shop number, or its representative, declares the goods.',
    'Enter the holder as declarant, or a representative with its status.',
  ),
  'h7-identifiers': error(
    'low-value',
    'From 1 November 2026 each item needs the product identifiers of the merchant and of the manufacturer.',
    'Enter both identifiers in the item. A GTIN is optional.',
  ),
  'ioss-form': error(
    'model',
    'The role FR5 needs an import one-stop shop number: IM and ten digits.',
    'Correct the number or the role.',
  ),
  'ioss-place': error(
    'model',
    'An import one-stop shop number stands in the header.',
    'Move it from the item to the header.',
  ),
  'ioss-once': error('model', 'A consignment has one import one-stop shop number.', 'Remove the others.'),
  'mandate-missing': error(
    'own',
    'The trader that the request names has no mandate in force for the trader who files.',
    'Agree on a mandate in the portal first, or file without naming another trader.',
  ),
  'mandate-data-set': error(
    'own',
    'No mandate in force covers this data set.',
    'Ask the other trader for a mandate that names it.',
  ),
  'mandate-kind': error(
    'own',
    'The status of the representative is not that of a mandate in force: 2 is direct representation, 3 is indirect.',
    'Enter the status that the mandate has.',
  ),
  'mandate-party': error(
    'own',
    'The represented party is not the one that gave the mandate: the declarant in direct representation, otherwise the importer or the exporter.',
    'Enter the identifier for which the mandate was given.',
  ),
  'xml-not-taken': warning(
    'own',
    'This element of the message is not taken over.',
    'Leave it out, or use the JSON form.',
  ),
} as const satisfies Record<string, RuleText>;

export type RuleId = keyof typeof RULES;
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];
