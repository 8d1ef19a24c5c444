import { HOLD_REASONS } from '../../contract/order-vocabulary.ts';
import { t } from '../languages/text.ts';
import { HOLD_REASON_WORDS } from '../words-of-retention.ts';
import type { Passage } from './passage-reference.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 30;
/** The limit of the class `legal-hold`. Written out, because its file brings schemas into the officers' page; a test compares both. */
const MAX_HOLD_DAYS = 90;

interface HoldTermsProps {
  /** Distinguishes forms on one page. */
  readonly id: string;
  readonly mostDays?: number;
}

/** The reason and the duration of a hold, as fields of a form. */
export function HoldTerms({ id, mostDays = MAX_HOLD_DAYS }: HoldTermsProps) {
  return (
    <>
      <div class="field">
        <label for={`${id}-reason`}>{t('Reason')}</label>
        <select id={`${id}-reason`} name="reason" required>
          <option value="">{t('Choose…')}</option>
          {HOLD_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {HOLD_REASON_WORDS[reason]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for={`${id}-days`}>{t('Duration in days')}</label>
        <input
          id={`${id}-days`}
          name="days"
          type="number"
          required
          min={1}
          max={mostDays}
          defaultValue={String(USUAL_DAYS)}
        />
      </div>
    </>
  );
}

/** The body of a proposal for a hold, from the fields of `HoldTerms`. @param now wall ms */
export function holdProposal({ kioskId, transactionId }: Passage, fields: FormData, now: number) {
  const until = Math.round(now + Number(fields.get('days')) * DAY_MS);
  return { kind: 'legal-hold', payload: { kioskId, transactionId, reason: fields.get('reason'), until } } as const;
}
