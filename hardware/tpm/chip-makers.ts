/**
 * Manufacturers of chips and of TPMs in processors (TCG Vendor ID Registry). Not listed: IBM (`swtpm` and its simulator),
 * Microsoft and Google, whose TPMs are in virtual machines.
 */
const MANUFACTURERS: ReadonlySet<string> = new Set([
  ...['AMD', 'ATML', 'BRCM', 'HISI', 'IFX', 'INTC', 'LEN', 'NSG', 'NSM', 'NTC', 'NTZ', 'QCOM', 'SECE', 'SMSN', 'SNS'],
  ...['STM', 'TXN', 'WEC'],
]);

/** @param manufacturer as the TPM or its certificate names it, such as `IFX` */
export function isOfChipMaker({ manufacturer }: { readonly manufacturer: string }): boolean {
  return MANUFACTURERS.has(manufacturer);
}
