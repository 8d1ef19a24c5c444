import { LONGEST_RETENTION_MS, type RetentionClass } from '../../../contract/retention.ts';
import type { PolicyVersion } from '../../../privacy/answers/retention.ts';
import { t } from '../../languages/text.ts';
import { AUDIENCE_WORDS, CLASS_NAMES, limitWords } from '../../words-of-retention.ts';
import { AUDIENCE_CHOICES, withAudience } from '../state/policy-draft.ts';

const HOUR_MS = 3_600_000;

export type ClassTerms = PolicyVersion['policy']['classes']['referred'];

interface RetentionClassProps {
  readonly name: RetentionClass;
  readonly terms: ClassTerms;
  readonly onChange: (changed: Partial<ClassTerms>) => void;
}

/** The fields of one class in a draft. */
export function RetentionClassFields({ name, terms, onChange }: RetentionClassProps) {
  const { purpose, legalBasis, limitMs, visibleTo } = terms;
  return (
    <fieldset class="field-group">
      <legend>{CLASS_NAMES[name]}</legend>
      <div class="field">
        <label for={`${name}-limit`}>{t('Kept at most, hours')}</label>
        <input
          id={`${name}-limit`}
          type="number"
          min={0}
          step="any"
          max={LONGEST_RETENTION_MS[name] / HOUR_MS}
          value={limitMs / HOUR_MS}
          aria-describedby={`${name}-longest`}
          onInput={(event) => onChange({ limitMs: Math.round(Number(event.currentTarget.value) * HOUR_MS) })}
        />
        <p class="quiet" id={`${name}-longest`}>
          {t('The longest that any policy can allow: {time}', { time: limitWords(LONGEST_RETENTION_MS[name]) })}
        </p>
      </div>
      <TextField
        id={`${name}-purpose`}
        label={t('Purpose')}
        value={purpose}
        onInput={(text) => onChange({ purpose: text })}
      />
      <TextField
        id={`${name}-basis`}
        label={t('Legal basis')}
        value={legalBasis}
        onInput={(text) => onChange({ legalBasis: text })}
      />
      <fieldset class="check-group">
        <legend>{t('May be viewed by')}</legend>
        <div>
          {AUDIENCE_CHOICES.map((one) => (
            <label key={one}>
              <input
                type="checkbox"
                name={`${name}-visible`}
                checked={visibleTo.includes(one)}
                onChange={(event) => onChange({ visibleTo: withAudience(visibleTo, one, event.currentTarget.checked) })}
              />
              {AUDIENCE_WORDS[one]}
            </label>
          ))}
        </div>
        {visibleTo.includes('nobody') && <p class="quiet">{t('No person may view these data.')}</p>}
      </fieldset>
    </fieldset>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
}

function TextField({ id, label, value, onInput }: TextFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        class="wide"
        required
        minLength={8}
        maxLength={300}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
