import type { Clock } from '../../../hardware/host/clock.ts';
import type { PrivacyDesk } from '../../privacy/privacy-desk.ts';
import type { ProcessingSettings } from '../../privacy/signed/read-documents.ts';
import { partnerProcessing } from '../../sharing/agreement/partner-processing.ts';

/** The parts of the configuration that the record of processing describes. */
export function processingSettings(
  { mode, answerable = { controller: null, contact: null } }: Pick<PrivacyDesk, 'mode' | 'answerable'>,
  clock: Pick<Clock, 'wallMs'>,
  ledgerPolicy: string,
): ProcessingSettings {
  return { mode, answerable, ledgerPolicy, now: () => clock.wallMs(), partners: partnerProcessing };
}
