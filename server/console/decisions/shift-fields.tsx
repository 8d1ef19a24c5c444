import type { Signal } from '@preact/signals';
import type { Shift } from '../../platform/access/shift.ts';
import { Button } from '../design/button.tsx';
import { TimeField } from '../design/date-field.tsx';
import { t } from '../languages/text.ts';
import { DAY_WORDS } from './words.ts';

/** The most that a duty may have. */
const MAX_SHIFTS = 14;
const WORKDAYS = [1, 2, 3, 4, 5];

export type ShiftDraft = Omit<Shift, 'timeZone'>;

interface ShiftFieldsProps {
  readonly shifts: Signal<readonly ShiftDraft[]>;
  readonly timeZone: string;
}

/** The days and hours of a duty. Without a shift, the duty holds at any time. */
export function ShiftFields({ shifts, timeZone }: ShiftFieldsProps) {
  const change = (at: number, next: Partial<ShiftDraft>) => {
    shifts.value = shifts.value.map((one, index) => (index === at ? { ...one, ...next } : one));
  };
  return (
    <div class="shifts">
      {shifts.value.map((shift, at) => (
        <ShiftPart
          // A shift has no name: its place identifies it
          key={String(at)}
          number={at + 1}
          shift={shift}
          timeZone={timeZone}
          onChange={(next) => change(at, next)}
          onRemove={() => {
            shifts.value = shifts.value.filter((_one, index) => index !== at);
          }}
        />
      ))}
      {shifts.value.length === 0 && <p class="quiet">{t('At any time.')}</p>}
      {shifts.value.length < MAX_SHIFTS && (
        <Button
          label={shifts.value.length === 0 ? t('Limit to certain hours') : t('Add a shift')}
          onPress={() => {
            shifts.value = [...shifts.value, { days: WORKDAYS, from: '06:00', until: '14:00' }];
          }}
        />
      )}
    </div>
  );
}

interface ShiftPartProps {
  readonly number: number;
  readonly shift: ShiftDraft;
  readonly timeZone: string;
  readonly onChange: (next: Partial<ShiftDraft>) => void;
  readonly onRemove: () => void;
}

function ShiftPart({ number, shift, timeZone, onChange, onRemove }: ShiftPartProps) {
  const { days, from, until } = shift;
  const edited = (end: 'from' | 'until') => ({
    get value() {
      return shift[end];
    },
    set value(typed: string) {
      onChange({ [end]: typed });
    },
  });
  return (
    <fieldset class="shift">
      <legend>{t('Shift {number}', { number })}</legend>
      <div class="shift-days" role="group" aria-label={t('Days on which shift {number} begins', { number })}>
        {DAY_WORDS().map((word, index) => {
          const day = index + 1;
          return (
            <label key={word} class="shift-day">
              <input
                type="checkbox"
                checked={days.includes(day)}
                onChange={({ currentTarget }) => {
                  const others = days.filter((one) => one !== day);
                  onChange({ days: currentTarget.checked ? [...others, day].sort((a, b) => a - b) : others });
                }}
              />
              {word}
            </label>
          );
        })}
      </div>
      <div class="shift-times">
        <TimeField label={t('From')} zone={timeZone} value={edited('from')} />
        <TimeField label={t('Until')} zone={timeZone} value={edited('until')} />
      </div>
      <p class="quiet" role="status">
        {until <= from && t('Ends on the next day.')}
      </p>
      <Button label={t('Remove shift {number}', { number })} onPress={onRemove} />
    </fieldset>
  );
}
